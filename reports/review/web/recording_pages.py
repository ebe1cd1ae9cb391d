"""The sound of a case's calls, piece by piece as players ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Annotated, BinaryIO

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse

from reports.review.store.records import RecordingPlace
from reports.review.web.byte_ranges import ByteRange, RangeNotSatisfiable, asked_range
from reports.review.web.playable_sound import PlayableFile
from reports.review.web.site import AskingNow
from transcribe.audio import RecordingError

routes = APIRouter()
PARTIAL, NOT_FOUND, NOT_SATISFIABLE, UNPROCESSABLE = 206, 404, 416, 422
_PIECE = 1 << 16


@routes.get("/cases/{case_id}/recording", response_class=StreamingResponse)
def recording(
    request: Request,
    asking: AskingNow,
    case_id: Annotated[int, Path(ge=0, le=2**31)],
    call: Annotated[str, Query(min_length=1, max_length=1000)],
) -> Response:
    """The call is looked up among those of the case: no address ever names a file."""
    place = asking.site.store.recording(asking.who, case_id, call)
    path = _within(place) if place is not None else None
    if path is None:
        return PlainTextResponse(asking.texts.text("review-no-recording"), NOT_FOUND)
    try:
        return _answer(asking.site.sounds.of(path), request.headers.get("range"))
    except (RecordingError, OSError) as error:
        missing = isinstance(error, FileNotFoundError) or getattr(error, "code", "") == "recording-missing"
        sentence = asking.texts.text("review-no-recording" if missing else "review-recording-unusable")
        return PlainTextResponse(sentence, NOT_FOUND if missing else UNPROCESSABLE)


def _within(place: RecordingPlace) -> FilePath | None:
    """The file, if it lies in the archive: an export may say anything, and a link may lead anywhere."""
    folder = place.folder.resolve()
    try:
        path = (folder / place.path).resolve()
        return path if path.is_relative_to(folder) and path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # too long a name; a zero byte; a loop of links (before Python 3.13)
        return None


def _answer(playable: PlayableFile, header: str | None) -> Response:
    file = playable.path.open("rb")  # before its size: a copy may be forgotten meanwhile, an open file stays
    try:
        size = file.seek(0, 2)
        part = asked_range(header, size)
    except RangeNotSatisfiable:
        file.close()
        return Response(status_code=NOT_SATISFIABLE, headers={"content-range": f"bytes */{size}"})
    headers = {"accept-ranges": "bytes"}
    sent = part or ByteRange(0, size - 1)
    if part is not None:
        headers["content-range"] = f"bytes {part.first}-{part.last}/{size}"
    headers["content-length"] = str(sent.length)
    status = PARTIAL if part is not None else 200
    return StreamingResponse(_pieces(file, sent), status, headers, media_type=playable.media_type)


def _pieces(file: BinaryIO, part: ByteRange) -> Iterator[bytes]:
    with file:
        file.seek(part.first)
        left = part.length
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
