"""What is missing in the record of a deal, and what lay on whoever had it, in words."""

from __future__ import annotations

from collections.abc import Iterable

from classify.crm_work.person_load import PersonLoad, UsualLoad
from classify.missing_codes import Missing
from reports.texts import Texts


def missing_words(missing: Iterable[Missing], texts: Texts) -> list[str]:
    """One piece of a sentence for each thing that is missing."""
    return [texts.text(f"missing-{one.code}", count=one.count) for one in missing]


def load_sentence(load: PersonLoad | None, name: str, texts: Texts) -> str:
    """How many deals lay on the person on that day; name: as people know them."""
    if load is None:
        return texts.text("load-unknown")
    open_deals = texts.text(
        "load-open", name=name, day=load.on, open=load.open_deals, others=_median(load.colleagues_open, texts)
    )
    new = texts.text("load-new", new=load.new_leads, others=_median(load.colleagues_new, texts))
    line = texts.text("load-line", open=open_deals, new=new)
    return line if load.by_history else f"{line} {texts.text('load-by-present-owner')}"


def absence_sentence(load: PersonLoad, texts: Texts) -> str:
    """Whether the person was there in the deal's time, as far as the record tells."""
    left = texts.text("absence-left", day=load.left) if load.left is not None else ""
    if load.absence is not None:
        away = load.absence
        days = texts.text("absence-days", first=away.first, last=away.last, days=away.working_days)
        return f"{days} {left}".strip()
    return left or texts.text("absence-none" if load.absence_known else "absence-unknown")


def usual_cells(load: UsualLoad | None, texts: Texts) -> dict[str, str]:
    """Cells of a table of people: open deals on an ordinary day, and new ones a week; a dash where nothing is known."""
    if load is None:
        return {"open_deals": "—", "new_leads": "—"}
    return {"open_deals": texts.number(load.open_deals), "new_leads": texts.number(load.leads_a_week)}


def _median(value: float | None, texts: Texts) -> str:
    return "none" if value is None else texts.number(value)
