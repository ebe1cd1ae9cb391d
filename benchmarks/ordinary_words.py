"""Write transcribe/ordinary_words/*.txt: the words that the labelled calls write without a capital letter.

    python -m benchmarks.ordinary_words

Names never are, so what is left are the words that people use in sales calls of any trade.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from classify.labelled_archive import LabelledArchive, labelled_folders, read_labelled_archive

FOLDER = Path(__file__).parent.parent / "transcribe" / "ordinary_words"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def ordinary_words(archives: Iterable[LabelledArchive]) -> list[str]:
    """Word forms of the transcripts in small letters, ё as е and no apostrophes, by alphabet."""
    texts = (each.text for archive in archives for call in archive.transcripts.values() for each in call.utterances)
    found = {word for text in texts for word in _WORD.findall(text.replace("ё", "е")) if word.islower()}
    return sorted(word.replace("'", "").replace("’", "") for word in found)


def main() -> None:
    archives = [read_labelled_archive(folder) for folder in labelled_folders()]
    FOLDER.mkdir(exist_ok=True)
    for language in ("ru", "en"):
        words = ordinary_words(each for each in archives if each.archive.language == language)
        (FOLDER / f"{language}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
