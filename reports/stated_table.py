"""The lost reason stated in the CRM against the cause found in the record, over all lost deals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classify.codebook import CAUSES
from classify.ranked_lists.ranking import REPORTING_THRESHOLD
from classify.ranked_lists.stated_reasons import CLIENT_REASONS, NOT_CLASSIFIED, NOT_STATED, stated_reason
from classify.records import ErrorLoss, Rankings
from deals.records import Archive
from reports.texts import Texts

MOST_LINKED = 10  # deals named in a cell; rankings.json holds all of them
_ORDER = (*CLIENT_REASONS, *CAUSES, NOT_CLASSIFIED, NOT_STATED)


@dataclass(frozen=True, slots=True)
class StatedRow:
    """Lost deals with one stated reason."""

    stated: str  # of _ORDER
    deals: int
    # Cause to deal ids, likeliest first: an error above the reporting threshold, with evidence wherever it was told.
    found: Mapping[str, tuple[str, ...]]

    @property
    def no_error(self) -> int:
        return self.deals - sum(len(ids) for ids in self.found.values())


def stated_rows(archive: Archive, rankings: Rankings) -> list[StatedRow]:
    """One row for each reason that is stated at all: those of the client's first, then ours, then the unclear."""
    groups: dict[str, list[ErrorLoss]] = defaultdict(list)
    for loss in rankings.error_loss:
        groups[stated_reason(archive.deals[loss.deal_id].lost_reason)].append(loss)
    return [_row(stated, groups[stated]) for stated in _ORDER if stated in groups]


def _row(stated: str, losses: list[ErrorLoss]) -> StatedRow:
    found: dict[str, list[str]] = defaultdict(list)
    for loss in losses:
        if loss.probability >= REPORTING_THRESHOLD and (loss.evidence or not loss.told):
            found[loss.cause].append(loss.deal_id)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return StatedRow(stated, len(losses), {cause: tuple(ids) for cause, ids in ranked})


@dataclass(frozen=True, slots=True)
class FoundCell:
    words: str  # cause and count
    deals: tuple[tuple[str, str], ...]  # deal id, and its place in the page, "" where it has none
    more: str  # how many are not named


@dataclass(frozen=True, slots=True)
class StatedLine:
    """A row in words."""

    stated: str
    deals: str
    no_error: str
    found: tuple[FoundCell, ...]


@dataclass(frozen=True, slots=True)
class StatedSection:
    lead: str
    lines: tuple[StatedLine, ...]


def stated_section(rows: Sequence[StatedRow], anchors: Mapping[str, str], texts: Texts) -> StatedSection:
    """anchors: deal id to the place of its card in the page."""
    known = [row for row in rows if row.stated in CLIENT_REASONS]
    lead = texts.text(
        "stated-lead", deals=sum(row.deals for row in known), wrong=sum(row.deals - row.no_error for row in known),
        unclear=sum(row.deals for row in rows if row.stated in (NOT_CLASSIFIED, NOT_STATED)),
    )  # fmt: skip
    return StatedSection(lead if rows else texts.text("stated-nothing"), tuple(_line(r, anchors, texts) for r in rows))


def _line(row: StatedRow, anchors: Mapping[str, str], texts: Texts) -> StatedLine:
    stated = f"cause-{row.stated}" if row.stated in CAUSES else f"stated-{row.stated}"
    cells = []
    for cause, ids in row.found.items():
        more = texts.text("stated-more", count=len(ids) - MOST_LINKED) if len(ids) > MOST_LINKED else ""
        words = texts.text("stated-found", cause=texts.text(f"cause-{cause}"), count=len(ids))
        cells.append(FoundCell(words, tuple((i, anchors.get(i, "")) for i in ids[:MOST_LINKED]), more))
    return StatedLine(texts.text(stated), texts.number(row.deals), texts.number(row.no_error), tuple(cells))
