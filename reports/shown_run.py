"""The part of a run that its reports show: told deals with their stories, and the whole archive as counts.

A run writes its reports from this part, and so does `dealforensics report` from its stored form. So both are the same,
and what is stored does not grow with the archive, but for the contacts: any of them may be named in a quote, and a
report that is masked later has to know their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from classify.analysis import Analysis
from classify.records import ErrorLoss, Evidence, Rankings, Revival
from deals.records import Archive
from reports.run_figures import RunFigures
from reports.run_result import RunResult, figures_of


def shown_run(result: RunResult) -> RunResult:
    """The run with `figures`, and of archive and analysis what belongs to the deals that a report shows."""
    figures = figures_of(result)
    rankings = _flagged(result.analysis.rankings)
    claims: tuple[Revival | ErrorLoss, ...] = (*rankings.revive, *rankings.error_loss)
    told = {claim.deal_id for claim in claims}
    deal_ids = told | _named_deals(figures)
    quoted = set(_quoted(claims, figures))
    of_told = {link.call_id for link in result.analysis.links if link.deal_id in told}
    call_ids = of_told | quoted
    archive = _archive_of(result.archive, told, deal_ids, call_ids, quoted)
    return replace(result, archive=archive, figures=figures, analysis=_analysis_of(result.analysis, rankings, call_ids))


def _flagged(rankings: Rankings) -> Rankings:
    return replace(
        rankings,
        revive=tuple(revival for revival in rankings.revive if revival.flagged),
        error_loss=tuple(loss for loss in rankings.error_loss if loss.flagged),
        table=None,
    )


def _named_deals(figures: RunFigures) -> set[str]:
    """Deals that are named beside the lists: of broken promises and of findings about the work."""
    promised = {promise.deal_id for promise in figures.promises.broken}
    return promised | {finding.deal_id for findings in figures.work.deals for finding in findings}


def _quoted(claims: Sequence[Revival | ErrorLoss], figures: RunFigures) -> Iterator[str]:
    """Ids of calls and messages that are quoted: a quote is masked as the whole call is, and says who spoke."""
    for evidence in _pieces(claims):
        yield from (part for part in (evidence.call_id, evidence.ref) if part is not None)
    for promise in figures.promises.broken:
        yield promise.call_id
        yield from (str(piece[name]) for piece in promise.proof for name in ("call_id", "ref") if piece.get(name))
    for findings in figures.work.deals:
        yield from (proof.ref for finding in findings for proof in finding.proof)


def _pieces(claims: Iterable[Revival | ErrorLoss]) -> Iterator[Evidence]:
    for claim in claims:
        yield from claim.evidence
        yield from claim.against
        if isinstance(claim, Revival):
            yield from (fact.source for fact in claim.next_step.facts)


def _archive_of(archive: Archive, told: set[str], deal_ids: set[str], call_ids: set[str], quoted: set[str]) -> Archive:
    """told: deals whose whole story is kept; deal_ids: these, and others of which only the row is."""
    return replace(
        archive,
        deals={deal_id: deal for deal_id, deal in archive.deals.items() if deal_id in deal_ids},
        stage_history=tuple(change for change in archive.stage_history if change.deal_id in told),
        owner_history=tuple(change for change in archive.owner_history if change.deal_id in told),
        tasks=tuple(task for task in archive.tasks if task.deal_id in told),
        messages=tuple(m for m in archive.messages if m.deal_id in told or m.message_id in quoted),
        calls=tuple(call for call in archive.calls if call.call_id in call_ids),
    )


def _analysis_of(analysis: Analysis, rankings: Rankings, call_ids: set[str]) -> Analysis:
    spoken = [call_id for call_id in analysis.transcripts if call_id in call_ids]
    deal_ids = {revival.deal_id for revival in rankings.revive} | {loss.deal_id for loss in rankings.error_loss}
    heard = {call_id: analysis.signals.get(call_id) for call_id in spoken}
    return replace(
        analysis,
        links=tuple(link for link in analysis.links if link.call_id in call_ids),
        transcripts={call_id: analysis.transcripts[call_id] for call_id in spoken},
        signals={call_id: signals for call_id, signals in heard.items() if signals is not None},
        promises=tuple(promise for promise in analysis.promises if promise.deal_id in deal_ids),
        rankings=rankings,
        work=replace(analysis.work, findings=tuple(f for f in analysis.work.findings if f.deal_id in deal_ids)),
        history=replace(analysis.history, chances={}),
        unheard={deal_id: share for deal_id, share in analysis.unheard.items() if deal_id in deal_ids},
    )
