"""A finding about the work in words."""

from __future__ import annotations

from classify.crm_work.work_findings import WorkFinding
from reports.texts import Texts


def finding_sentence(finding: WorkFinding, texts: Texts) -> str:
    """What the record shows or, where the verdict is unknown, what it would show, and why it cannot be told."""
    sentence = texts.text(f"fact-{finding.code}", **finding.details)
    if finding.reason is None:
        return sentence
    return texts.text("work-unknown", sentence=sentence, reason=texts.text(f"work-reason-{finding.reason}"))
