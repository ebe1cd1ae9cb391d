"""What to do about a deal worth reviving, as one sentence."""

from __future__ import annotations

from classify.records import NextStep
from reports.texts import Texts


def next_step_sentence(step: NextStep, texts: Texts) -> str:
    """Whom to contact, when and about what; KeyError for a reason without a text."""
    return texts.text(f"next-step-{step.code}", client=step.client, date=texts.day(step.on))
