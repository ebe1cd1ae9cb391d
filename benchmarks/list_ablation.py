"""What each kind of input adds to both lists, and how precision falls where fewer deals are worth listing.

    python -m benchmarks.list_ablation [--trees 100] [--draws 200] [--seed 1]

Every archive is judged by rankers that were fitted on the others, over the training rows of the stored models. The
signals of a row come from scorers that had not seen its archive, but from a second stage that had, so figures can
differ by a deal from `benchmarks.leave_one_archive_out`, which runs the whole product.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np

from benchmarks.amount_recency import by_amount_and_recency
from benchmarks.conditions import conditions
from classify.deal_judgement.deal_models import AGAINST_ERROR, AGAINST_REVIVAL, WORTH_IT, DealRanker, LabelledDeals
from classify.labelled_archive import TRAINING_FOLDER, LabelledArchive, read_labelled_archive
from classify.model_files import OWN_MODELS
from classify.ranked_lists.ranking import REPORTING_THRESHOLD, STALLED_AFTER

K = 10
SHARES = (0.4, 0.3, 0.2, 0.1, 0.05)
# Features that take words, by how their names begin; the others are CRM facts and the phone log.
SAID = (
    "max_", "last_", "after_", "side_", "way", "inside_", "looks_like_", "objection_", "our_delay", "own_wish",
    "waits_", "warm_", "named_", "closed_before_named", "head_in_talk", "complaint_to_head", "not_available", "shut",
    "cannot_buy", "promises", "sending_missed", "answer_missed", "visit_missed", "words", "ours_had_last_word",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ranked:
    """The deals of one list in one archive: chance of each, and whether it is worth listing."""

    chance: np.ndarray
    worth: np.ndarray


def precision(chance: np.ndarray, worth: np.ndarray) -> float:
    return float(worth[np.argsort(-chance, kind="stable")[:K]].mean())


def listed(deals: LabelledDeals, name: str) -> np.ndarray:
    """Which deals stand on this list, bool; an open one only when nothing was heard for long."""
    lost = deals.status == "lost"
    if name == "error":
        return lost
    silence = deals.features[:, deals.names.index("silence_now")]
    return lost | ((deals.status == "open") & (silence > log1p(STALLED_AFTER)))


def judged(deals: LabelledDeals, name: str, columns: np.ndarray, trees: int) -> dict[str, Ranked]:
    """Archive to its list, by rankers that saw the other archives and these columns of the features only."""
    grade = deals.error if name == "error" else deals.revivable
    learned = (deals.status == "lost") if name == "error" else (deals.status != "won")
    against = deals.names.index(AGAINST_ERROR if name == "error" else AGAINST_REVIVAL)
    place = int(np.flatnonzero(np.flatnonzero(columns) == against)[0]) if columns[against] else None
    found = {}
    for archive in np.unique(deals.archive):
        own, table = deals.archive == archive, deals.features[:, columns]
        others, asked = learned & ~own, listed(deals, name) & own
        ranker = DealRanker(trees=trees, against=place)
        ranker.fit(table[others], grade[others] >= WORTH_IT, deals.archive[others])
        found[str(archive)] = Ranked(ranker.predict_proba(table[asked])[:, 1], grade[asked] >= WORTH_IT)
    return found


def plain(deals: LabelledDeals, name: str, archives: Mapping[str, LabelledArchive]) -> dict[str, Ranked]:
    """The baseline: by amount and recency."""
    grade = deals.error if name == "error" else deals.revivable
    found = {}
    for archive, labelled in archives.items():
        own = deals.archive == archive
        order = {deal_id: place for place, deal_id in enumerate(by_amount_and_recency(labelled.archive))}
        places = np.array([order.get(deal_id, len(order)) for deal_id in sorted(labelled.archive.deals)])
        asked = listed(deals, name)[own]
        found[archive] = Ranked(-places[asked].astype(float), grade[own][asked] >= WORTH_IT)
    return found


def thinned(pool: Ranked, share: float, draws: int, rng: np.random.Generator) -> tuple[float, float, float] | None:
    """Mean precision at K and of the flagged, and how many are flagged, with so few worth it; None with too few."""
    good, bad = np.flatnonzero(pool.worth), np.flatnonzero(~pool.worth)
    count = round(share / (1 - share) * len(bad))
    if not 0 < count <= len(good):
        return None
    figures = []
    for _ in range(draws):
        kept = np.concatenate([rng.choice(good, count, replace=False), bad])
        chance, worth = pool.chance[kept], pool.worth[kept]
        flagged = chance >= REPORTING_THRESHOLD
        figures.append((precision(chance, worth), worth[flagged].mean() if flagged.any() else np.nan, flagged.sum()))
    return tuple(np.nanmean(figures, axis=0).tolist())


def pooled(found: Mapping[str, Ranked], names: Sequence[str]) -> Ranked:
    return Ranked(
        np.concatenate([found[name].chance for name in names]), np.concatenate([found[name].worth for name in names])
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trees", type=int, default=100, help="of each ranker [100]")
    parser.add_argument("--draws", type=int, default=200, help="random choices of the deals that stay [200]")
    parser.add_argument("--seed", type=int, default=1, help="of these choices [1]")
    wanted = parser.parse_args()
    with np.load(OWN_MODELS / "full" / "deals.npz", allow_pickle=False) as stored:
        deals = LabelledDeals.from_arrays(stored)
    archives = {str(name): read_labelled_archive(TRAINING_FOLDER / str(name)) for name in np.unique(deals.archive)}
    said = np.array([name.startswith(SAID) for name in deals.names])
    print(f"{conditions('scikit-learn', 'numpy')}; {wanted.trees} trees, seed {wanted.seed}")
    for name in ("revive", "error"):
        rows: dict[str, Callable[[], dict[str, Ranked]]] = {
            "amount x recency": lambda name=name: plain(deals, name, archives),
            "CRM facts alone": lambda name=name: judged(deals, name, ~said, wanted.trees),
            "signals alone": lambda name=name: judged(deals, name, said, wanted.trees),
            "both": lambda name=name: judged(deals, name, np.ones_like(said), wanted.trees),
        }
        print(
            f"\n{name}: precision at {K}\n{'':<18}"
            + "".join(f"{archive[:10]:>12}" for archive in archives)
            + "    mean"
        )
        for label, judge in rows.items():
            found = judge()
            each = [precision(found[archive].chance, found[archive].worth) for archive in archives]
            print(f"{label:<18}" + "".join(f"{p:12.2f}" for p in each) + f"{np.mean(each):8.3f}", flush=True)
        print_by_share(name, found, archives, wanted)


def print_by_share(
    name: str, found: Mapping[str, Ranked], archives: Mapping[str, LabelledArchive], wanted: argparse.Namespace
) -> None:
    """found: of the last row, all inputs together."""
    print(f"\n{name}, archives of one language as one: share worth listing, precision at {K}, of the flagged, flagged")
    for language in ("ru", "en"):
        pool = pooled(found, [name for name, one in archives.items() if one.archive.language == language])
        for share in SHARES:
            figures = thinned(pool, share, wanted.draws, np.random.default_rng(wanted.seed))
            if figures is not None:
                print(f"{language}  {share:4.2f}  {figures[0]:.2f}  {figures[1]:.2f}  {figures[2]:5.1f}", flush=True)


if __name__ == "__main__":
    main()
