"""How many calls are joined to the right deal, in archives whose links nobody learned from?

    python -m benchmarks.links [--seeds 5]

Each labelled archive is linked by weights learned from the others (leave-one-archive-out), as it is and under the
hardships of classify.changed_links. Without deal ids; words without roles. `>0.9` is the share of right links among
those with a confidence above 0.9, `pile` the ambiguous ones. With a clock shift, the shift is first looked for and
taken out, and `shift found` counts in how many archives it was found to the half hour.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.conditions import conditions
from classify.call_texts import texts_of_calls
from classify.changed_links import Hardship, changed
from classify.labelled_archive import LabelledArchive, labelled_folders, read_labelled_archive
from classify.link_training import hard_examples, train_links
from deals.clock_shift import on_one_clock
from deals.linking import link_calls
from deals.linking.link_model import LinkModel

HARDER = Hardship(calls_without_number=0.1, other_notation=0.1, shared_numbers=0.1, clock_ahead_h=3.0)
CONDITIONS = {
    "as labelled": Hardship(),
    "the harder set": HARDER,
    "... all 20% withheld": replace(HARDER, calls_without_number=0.2, other_notation=0.0),
    "... 20% unknown to the CRM": replace(HARDER, calls_without_number=0.0, contacts_without_number=0.2),
    "30% of clients with two deals": Hardship(merged_contacts=0.3),
    "deals and calls only": Hardship(deals_only=True),
    "half of the calls by others": Hardship(calls_by_others=0.5),
    "CRM's ids, 10% of them wrong": Hardship(crm_says=0.7, merged_contacts=0.3, calls_without_number=0.1),
    "all of it": replace(HARDER, contacts_without_number=0.1, merged_contacts=0.1),
}


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """Counts of calls."""

    right: int = 0  # linked to their deal
    claimed: int = 0  # linked to any
    belonging: int = 0  # whose true deal is known
    sure: int = 0  # linked with a confidence above 0.9
    sure_right: int = 0
    ambiguous: int = 0
    shifts_found: int = 0

    def __add__(self, other: "LinkFigures") -> "LinkFigures":
        return LinkFigures(*(getattr(self, name) + getattr(other, name) for name in LinkFigures.__slots__))

    @property
    def f1(self) -> float:
        return 2 * self.right / max(self.claimed + self.belonging, 1)

    @property
    def sure_share(self) -> float:
        return self.sure_right / max(self.sure, 1)


def figures(labelled: LabelledArchive, model: LinkModel, ahead_h: float) -> LinkFigures:
    """Link one archive and count. ahead_h: the true clock shift."""
    archive, shift = on_one_clock(labelled.archive)
    links = link_calls(archive, texts_of_calls(labelled.transcripts), model)
    truth = labelled.links
    sure = [link for link in links if link.deal_id is not None and link.confidence > 0.9]
    return LinkFigures(
        right=sum(link.deal_id is not None and link.deal_id == truth[link.call_id] for link in links),
        claimed=sum(link.deal_id is not None for link in links),
        belonging=sum(deal_id is not None for deal_id in truth.values()),
        sure=len(sure),
        sure_right=sum(link.deal_id == truth[link.call_id] for link in sure),
        ambiguous=sum(link.method == "ambiguous" for link in links),
        shifts_found=int((shift.ahead_h if shift and not shift.by_month else 0.0) == ahead_h),
    )


def models_without(archives: Sequence[LabelledArchive]) -> dict[str, LinkModel]:
    """For each archive the weights learned from all others."""
    examples = {archive.name: hard_examples(archive) for archive in archives}
    return {name: train_links(e for other, e in examples.items() if other != name) for name in examples}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5, help="how often the faults are drawn")
    seeds = parser.parse_args().seeds
    archives = [read_labelled_archive(folder) for folder in labelled_folders()]
    models = models_without(archives)
    print(conditions("numpy", "scipy"))
    print(f"{'':32}{'F1 mean':>8}{'least':>8}{'>0.9':>8}{'of':>7}{'pile':>6}{'shift found':>14}")
    for name, hardship in CONDITIONS.items():
        by_archive = []
        for archive in archives:
            drawn = (changed(archive, hardship, 1000 + seed) for seed in range(seeds))
            counted = [figures(one, models[archive.name], hardship.clock_ahead_h) for one in drawn]
            by_archive.append(sum(counted, LinkFigures()))
        total = sum(by_archive, LinkFigures())
        mean = sum(one.f1 for one in by_archive) / len(by_archive)
        found = f"{total.shifts_found} of {seeds * len(archives)}"
        print(
            f"{name:32}{mean:8.3f}{min(one.f1 for one in by_archive):8.3f}{total.sure_share:8.4f}{total.sure:7}"
            f"{total.ambiguous:6}{found:>14}",
            flush=True,
        )


if __name__ == "__main__":
    main()
