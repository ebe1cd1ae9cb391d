"""Do the findings about fake and missing work agree with the labels, and whom do they accuse wrongly?

    python -m benchmarks.work_findings [--list] [--only NAME] [--models FOLDER]

Each labelled archive goes through the product (reading, linking, roles, signals) with the models that have not seen
it. A deal counts as labelled M10 or M2 where that is its main cause, grade 1 to 3. Deals of grade 0 that carry a
`found` finding are named one by one: most are true (a late call to a student is late) and did not cost the deal.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

from benchmarks.conditions import conditions
from benchmarks.labelled_to_archive import Given, write_archive
from benchmarks.leave_one_archive_out import read_transcripts
from classify.analysis import tell
from classify.crm_work.work_check import check_work
from classify.crm_work.work_findings import ENTRY_CODES, LEAD_CODES, WorkCheck, WorkFinding
from classify.labelled_archive import TRAINING_FOLDER, DealLabels, labelled_folders
from classify.labelled_archive import read_labelled_archive as read_labels
from classify.model_files import load_models
from deals.archive_reader import read_archive
from demo.labelled_archive import read_labelled_archive

CAUSES = {"M10_fake_activity": ENTRY_CODES, "M2_slow_first_contact": LEAD_CODES}


def work_of(name: str, folder: Path, models: Path | None) -> WorkCheck:
    """The product's check of a labelled archive, without its labels."""
    write_archive(read_labelled_archive(TRAINING_FOLDER / name), folder, Given())
    archive = read_archive(folder)
    told = tell(archive, read_transcripts(archive), load_models(models, archive))
    return check_work(archive, told.links, told.stories)


def deals_found(findings: Collection[WorkFinding], codes: Collection[str]) -> set[str]:
    """Deals with a `found` finding of one of these codes."""
    return {finding.deal_id for finding in findings if finding.code in codes and finding.verdict == "found"}


def agreement(cause: str, found: Collection[str], labels: Mapping[str, DealLabels]) -> str:
    """Precision and recall against the main cause, and what the other deals found are labelled."""
    of_cause = {deal_id for deal_id, label in labels.items() if label.cause == cause and label.error >= 1}
    right = of_cause & set(found)
    others = Counter(labels[deal_id].cause for deal_id in set(found) - of_cause)
    share = f"{len(right) / len(found):.2f}" if found else "-"
    reached = f"{len(right) / len(of_cause):.2f}" if of_cause else "-"
    named = ", ".join(f"{code} {count}" for code, count in others.most_common())
    return f"{cause}: precision {share} ({len(right)}/{len(found)}), recall {reached}; others found: {named or 'none'}"


def described(finding: WorkFinding, labels: Mapping[str, DealLabels]) -> str:
    """One line for reading by eye."""
    label = labels[finding.deal_id]
    refs = " ".join(proof.ref for proof in finding.proof)
    denied = " client says so" if finding.client_says_so else ""
    verdict = finding.verdict if finding.reason is None else f"unknown: {finding.reason}"
    return (
        f"  {finding.deal_id} [{label.error} {label.cause}] {finding.code} ({verdict}){denied} "
        f"{finding.user_id} {finding.at:%m-%d %H:%M} {dict(finding.details)} <{refs}>"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [folder.name for folder in labelled_folders()]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help="this archive; may be repeated")
    parser.add_argument("--models", type=Path, help="models folder [the product's own]")
    parser.add_argument("--list", action="store_true", help="print every finding")
    wanted = parser.parse_args()
    labels: dict[str, DealLabels] = {}
    findings: list[WorkFinding] = []
    print(conditions("scikit-learn", "numpy"))
    with tempfile.TemporaryDirectory() as scratch:
        for name in wanted.only or names:
            of_archive = read_labels(TRAINING_FOLDER / name).labels
            work = work_of(name, Path(scratch) / name, wanted.models)
            labels.update(of_archive)
            findings.extend(work.findings)
            print(f"{name}: {dict(Counter((f.code, f.verdict) for f in work.findings))}")
            if wanted.list:
                print("\n".join(described(finding, of_archive) for finding in work.findings))
                print("\n".join(f"  {person}" for person in work.people))
    for cause, codes in CAUSES.items():
        print(agreement(cause, deals_found(findings, codes), labels))
    innocent = [f for f in findings if f.verdict == "found" and labels[f.deal_id].error == 0]
    print(f"found on deals of grade 0: {len({f.deal_id for f in innocent})} deals")
    print("\n".join(described(finding, labels) for finding in innocent))


if __name__ == "__main__":
    main()
