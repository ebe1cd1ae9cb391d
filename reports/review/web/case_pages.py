"""The page of one case: read, listened to, judged, contested."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path
from fastapi.responses import RedirectResponse, Response

from classify.codebook import CAUSES, REVIVE_REASONS, SIGNALS, TOXIC_KPIS
from classify.learning_from_verdicts.verdicts import Decision, SignalCorrection
from classify.records import ErrorLoss, Revival
from reports.review.store.records import CaseStatus, Judgement, Viewer
from reports.review.web.case_rows import case_line
from reports.review.web.notices import NoticeNow, with_notice
from reports.review.web.queue_filters import FiltersNow
from reports.review.web.site import AskingNow
from reports.texts import Texts

routes = APIRouter()
SEE_OTHER, NO_CONTENT = 303, 204
CaseId = Annotated[int, Path(ge=0, le=2**31)]
Code = Annotated[str, Form(max_length=60)]
Comment = Annotated[str, Form(max_length=10_000)]
_CHOICES = {
    "revive": {"reason": REVIVE_REASONS},
    "error_loss": {
        "cause": (*CAUSES, "none"),
        "culprit": ("manager", "head", "both", "none"),
        "toxic_kpi": (*TOXIC_KPIS, "none"),
    },
}
TEXT_OF = {"reason": "reason", "cause": "cause", "culprit": "culprit", "toxic_kpi": "kpi"}


@routes.get("/cases/{case_id}")
def case_page(asking: AskingNow, case_id: CaseId, asked: FiltersNow, notice: NoticeNow) -> Response:
    store, viewer = asking.site.store, asking.who
    status = store.open_case(viewer, case_id)
    redacted = store.run(status.row.run_id).redacted
    view = asking.site.views.of(case_id, lambda: store.case_records(viewer, case_id), asking.texts, redacted)
    return asking.page(
        "case",
        {
            "view": view,
            "status": status,
            "line": case_line(status.row, asking.texts),
            "choices": _CHOICES[status.row.list],
            "text_of": TEXT_OF,
            "signals": SIGNALS,
            "corrected": _corrected(status, viewer),
            "redacted": redacted,
            "asked": asked,
            "notice": notice,
            "claimed": _claimed(view.claim, asking.texts),
        },
    )


def _claimed(claim: Revival | ErrorLoss, texts: Texts) -> dict[str, str]:
    """What the program says for each field that a reviewer may correct, in words."""
    if isinstance(claim, Revival):
        return {"reason": texts.text(f"reason-{claim.reason}")}
    said = {"cause": claim.cause, "culprit": claim.culprit, "toxic_kpi": claim.toxic_kpi}
    return {field: texts.text(f"{TEXT_OF[field]}-{code}") for field, code in said.items()}


def _corrected(status: CaseStatus, viewer: Viewer) -> dict[str, dict[str, bool]]:
    """ "call id|index" to what this reviewer said last of each signal there."""
    said: dict[str, dict[str, bool]] = {}
    for verdict in (one for one in status.history if one.account_id == viewer.account.account_id):
        for correction in verdict.judgement.signals:
            said.setdefault(f"{correction.call_id}|{correction.index}", {}).update(correction.judged())
    return said


@routes.post("/cases/{case_id}/verdict")
def give_verdict(
    asking: AskingNow,
    case_id: CaseId,
    asked: FiltersNow,
    decision: Annotated[Decision, Form()],
    grade: Annotated[Literal["", "0", "1", "2", "3"], Form()] = "",
    reason: Code = "",
    cause: Code = "",
    culprit: Code = "",
    toxic_kpi: Code = "",
    comment: Comment = "",
    onward: Annotated[Literal["next", "stay"], Form()] = "next",
) -> Response:
    judgement = Judgement(
        decision=decision,
        grade=int(grade) if grade else None,
        reason=reason or None,
        cause=cause or None,
        culprit=culprit or None,
        toxic_kpi=toxic_kpi or None,
        comment=comment.strip() or None,
    )
    store = asking.site.store
    judged = store.judge(asking.who, case_id, judgement)
    following = store.next_case(asking.who, asked.filters, after=case_id) if onward == "next" else case_id
    notice: Literal["saved", "saved-with-others"] = "saved-with-others" if judged.met_others else "saved"
    address = "/queue" if following is None else f"/cases/{following}"
    return RedirectResponse(with_notice(address, notice, asked.address), SEE_OTHER)


@routes.post("/cases/{case_id}/signals", status_code=NO_CONTENT)
def correct_signals(
    asking: AskingNow,
    case_id: CaseId,
    call_id: Annotated[str, Form(min_length=1, max_length=1000)],
    index: Annotated[int, Form(ge=0, le=10**6)],
    added: Annotated[list[str], Form(max_length=40)] = [],  # noqa: B006 - FastAPI copies it
    removed: Annotated[list[str], Form(max_length=40)] = [],  # noqa: B006
    confirmed: Annotated[list[str], Form(max_length=40)] = [],  # noqa: B006
) -> Response:
    """For the page's script, which stays where it is: the sound plays on."""
    correction = SignalCorrection(call_id, index, None, _once(added), _once(removed), _once(confirmed))
    asking.site.store.judge(asking.who, case_id, Judgement(None, signals=(correction,)))
    return Response(status_code=NO_CONTENT)


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


@routes.post("/cases/{case_id}/appeal")
def file_appeal(
    asking: AskingNow, case_id: CaseId, comment: Annotated[str, Form(min_length=1, max_length=10_000)]
) -> Response:  # fmt: skip
    asking.site.store.appeal(asking.who, case_id, comment.strip())
    return RedirectResponse(with_notice(f"/cases/{case_id}", "appealed"), SEE_OTHER)
