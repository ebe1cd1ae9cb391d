"""The data quality page in words: the same for the terminal, its own HTML page and the run's report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from deals.data_quality.archive_facts import ArchiveFacts, TableFacts
from deals.data_quality.data_check import DataCheck
from deals.data_quality.data_gaps import Gap
from deals.data_quality.finding import Example, Fact, Finding
from deals.records import Archive
from reports.data_remarks import DataRemark, data_remarks
from reports.texts import Texts

SHARES = ("phone", "user", "direction", "duration", "words", "stated_deal")
SILENT_SHOWN = 3


@dataclass(frozen=True, slots=True)
class GapLine:
    """sentence: what is missing and what to do. blind: what may go unseen, "" where nothing can be named."""

    sentence: str
    blind: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """sentence: what, and how many. advice: what it means and what to do. examples: rows as people can find them."""

    code: str
    sentence: str
    advice: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    company: str
    verdict: str
    facts: tuple[tuple[str, str], ...]  # label, value
    months: tuple[tuple[str, str, str], ...]  # month, deals created, calls
    gaps: tuple[GapLine, ...]
    findings: tuple[FindingLine, ...]
    clean: str  # "" where every check found something
    unjudged: tuple[str, ...]
    remarks: tuple[DataRemark, ...]


def check_page(archive: Archive, check: DataCheck, texts: Texts) -> CheckPage:
    """Every word of the page, in the language of `texts`."""
    say = texts.text
    clean = [finding for finding in check.findings if finding.judged and not finding.count]
    unjudged = [finding for finding in check.findings if not finding.judged]
    counts = {"gaps": len(check.gaps), "suspicious": len(check.suspicious), "unjudged": len(unjudged)}
    return CheckPage(
        company=archive.company,
        verdict=say("check-verdict", **counts),
        facts=tuple(_facts(check.facts, texts)),
        months=tuple((texts.month(m.month), str(m.deals), str(m.calls)) for m in check.facts.months),
        gaps=tuple(_gap(gap, texts) for gap in check.gaps),
        findings=tuple(_finding(finding, texts) for finding in check.suspicious),
        clean=say("check-clean", names="; ".join(_name(f, texts) for f in clean)) if clean else "",
        unjudged=tuple(
            say("check-unjudged-line", name=_name(f, texts), needs=str(f.details["needs"])) for f in unjudged
        ),
        remarks=tuple(data_remarks((p for p in archive.problems if p.severity != "note"), texts)),
    )


def _facts(facts: ArchiveFacts, texts: Texts) -> list[tuple[str, str]]:
    say = texts.text
    rows = [(say(f"check-table-{table.table}"), _table(table, texts)) for table in facts.tables]
    if facts.table("deals").rows:
        rows.append((say("check-label-statuses"), say("check-statuses", **dict(facts.statuses))))
    if facts.calls.calls:
        for share in SHARES:
            count = getattr(facts.calls, share)
            rows.append((say(f"check-label-{share}"), _count(count, facts.calls.calls, texts)))
    if facts.silent:
        silent = [say("check-silent", first=s.first, last=s.last, days=s.days) for s in facts.silent[:SILENT_SHOWN]]
        rows.append((say("check-label-gaps"), "; ".join(silent)))
    return rows


def _table(table: TableFacts, texts: Texts) -> str:
    if not table.rows:
        return texts.text("check-none")
    if table.first is None or table.last is None:
        return texts.text("check-rows", rows=table.rows)
    return texts.text("check-rows-dated", rows=table.rows, first=table.first, last=table.last)


def _count(count: int, whole: int, texts: Texts) -> str:
    return texts.text("check-count", count=count, whole=whole, percent=_percent(count, whole, texts))


def _percent(count: int, whole: int, texts: Texts) -> str:
    """With a digit after the point where rounding would say none, or all."""
    share = count / whole if whole else 0.0
    return texts.percent(share, digits=1 if count and count != whole and (share < 0.01 or share > 0.99) else 0)


def _gap(gap: Gap, texts: Texts) -> GapLine:
    details: Mapping[str, Fact] = {
        "some": "some" if gap.share else "none",
        "share": texts.percent(gap.share),
        **gap.details,
    }
    names = "; ".join(_code_name(code, texts) for code in gap.blind)
    return GapLine(
        texts.text(f"check-gap-{gap.code}", **details), texts.text("check-blind", names=names) if names else ""
    )


def _code_name(code: str, texts: Texts) -> str:
    """The codebook's name of a cause or a reason, as it stands within a sentence."""
    name = texts.text(f"cause-{code}" if texts.has(f"cause-{code}") else f"reason-{code}")
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _name(finding: Finding, texts: Texts) -> str:
    return texts.text(f"check-{finding.code}")


def _finding(finding: Finding, texts: Texts) -> FindingLine:
    own = f"check-found-{finding.code}"
    if texts.has(own):
        percent = _percent(finding.count, finding.whole, texts)
        details = {name: _plain(value, texts) for name, value in finding.details.items()}
        sentence = texts.text(own, **{"count": finding.count, "whole": finding.whole, "percent": percent, **details})
    else:
        sentence = f"{_name(finding, texts)}: {_count(finding.count, finding.whole, texts)}"
    advice = texts.text(f"check-advice-{finding.code}")
    return FindingLine(finding.code, sentence, advice, tuple(_example(e, texts) for e in finding.examples))


def _plain(value: Fact, texts: Texts) -> Fact:
    return texts.number(value) if isinstance(value, float) else value


def _example(example: Example, texts: Texts) -> str:
    """ "deals.csv D15 (2 March 2026, 10:00; 1 March 2026, 09:00)"."""
    facts = "; ".join(_fact(fact, texts) for fact in example.facts if fact != "")
    row = texts.text("place-row", row=example.row_id[1:]) if example.row_id.startswith("#") else example.row_id
    place = " ".join(part for part in (example.file, row) if part)
    return f"{place} ({facts})" if facts else place


def _fact(fact: Fact, texts: Texts) -> str:
    if isinstance(fact, datetime):
        return texts.moment(fact)
    if isinstance(fact, date):
        return texts.day(fact)
    if isinstance(fact, float | Decimal):
        return texts.number(fact)
    return str(fact)
