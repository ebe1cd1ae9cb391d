"""What to do about a deal worth reviving, as one sentence."""

from __future__ import annotations

from datetime import date

from classify.records import NextStep, StepFact
from reports.texts import Texts


def next_step_sentence(step: NextStep, as_of: date, texts: Texts) -> str:
    """Whom to contact, when, and what is known of why; KeyError for a reason or fact without a text.

    Days of another year than that of `as_of` are written with their year.
    """
    when = texts.text("next-step-when", weekday=step.on.weekday(), day=texts.day_within(step.on, as_of.year))
    action = texts.text(f"next-step-{step.code}", client=step.client, when=when)
    facts = [_fact(fact, step, as_of.year, texts) for fact in step.facts] or [texts.text(f"next-step-{step.code}-why")]
    return texts.text("next-step-with", action=action[0].upper() + action[1:], facts="; ".join(facts))


def _fact(fact: StepFact, step: NextStep, year: int, texts: Texts) -> str:
    details = {
        name: value if isinstance(value, str) else texts.day_within(value, year)
        for name, value in fact.details.items()
    }  # fmt: skip
    said, quoted = texts.day_within(fact.on, year), int(bool(fact.words))
    return texts.text(f"step-{_wording(fact, step)}", said=said, words=fact.words, quoted=quoted, **details)


def _wording(fact: StepFact, step: NextStep) -> str:
    """Which of the texts of a fact fits."""
    if fact.code == "owed" and "due" in fact.details:
        return "owed-due"
    named = fact.details.get("named")
    past = fact.code == "date-named" and isinstance(named, date) and named < step.on
    return "date-named-past" if past else fact.code
