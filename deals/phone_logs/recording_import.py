"""Bringing a folder of recordings into an archive: names read, calls of the log found, files put in their place."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from deals.archive_format import RECORDINGS_FOLDER, TABLE_FORMS
from deals.archive_settings import read_settings
from deals.archive_writer import MergeCounts, merge_table
from deals.phone_logs.employees import Employees, read_employees
from deals.phone_logs.logged_calls import CallLog, named_by_log, named_call, read_call_log
from deals.phone_logs.name_pattern import NamePattern
from deals.phone_logs.recording_calls import ReadName, call_row, read_names
from deals.phone_logs.recording_folder import place_recording, recordings_in
from deals.phone_logs.recording_matching import TOLERANCE_S, Matching, NamedRecording, hours_apart, match_recordings
from deals.phone_logs.removed_rows import remove_calls
from deals.phones import region_of
from deals.problem_codes import ProblemCode
from deals.problem_log import ProblemLog
from deals.problems import Problem


@dataclass(frozen=True, slots=True)
class RecordingCounts:
    """What became of a folder of recordings.

    named: recordings that the phone log itself names. joined: put to a call of the log by number and time. alone: calls
    that only a recording tells of, ambiguous among them: those with several calls of the log to choose from.
    set_aside: recordings whose names say nothing. placed: by how they came into the archive.
    """

    recordings: int
    named: int
    joined: int
    alone: int
    ambiguous: int
    set_aside: int
    placed: Mapping[str, int]
    calls: MergeCounts


@dataclass(frozen=True, slots=True)
class _Belonging:
    """Where each recording belongs, before anything is written. named: to call_id. unread: paths no pattern fits."""

    named: Mapping[str, str]
    names: Sequence[ReadName]
    matching: Matching
    unread: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Archive:
    """What recordings are compared with."""

    folder: Path
    zone: ZoneInfo
    region: str | None
    employees: Employees
    known: CallLog

    def person_of(self, call_id: str | None) -> str | None:
        return self.known.persons.get(call_id or "")


def import_recordings(
    source: Path,
    patterns: Sequence[NamePattern],
    archive: Path,
    log: ProblemLog,
    tolerance_s: float = TOLERANCE_S,
) -> RecordingCounts:
    """Bring the recordings of `source` into `archive`, whose calls.csv may hold a phone log already.

    A recording belongs to the call that names it, or whose id its name is; else to the one call of the same number and
    nearly the same start; else it becomes a call of its own. Names that no pattern fits are set aside and stay where
    they are. Doing it twice changes nothing; stopped in the middle, it goes on. Raises OSError where source cannot be
    read or the archive cannot be written.
    """
    paths = recordings_in(source, archive)
    there = _archive(archive)
    found = _belonging(paths, patterns, there, tolerance_s)
    _report(found, patterns, there, log)
    places, placed = _place(source, [*found.named, *(read.path for read in found.names)], archive, log)
    rows = _rows(found, places, there)
    joined_places = {places[path] for path in found.matching.joined if path in places}
    remove_calls(archive, {there.known.made_of[place] for place in joined_places & there.known.made_of.keys()})
    counts = merge_table(archive, TABLE_FORMS["calls.csv"], rows)
    return RecordingCounts(
        recordings=len(paths),
        named=len(found.named),
        joined=len(found.matching.joined),
        alone=len(found.names) - len(found.matching.joined),
        ambiguous=len(found.matching.ambiguous),
        set_aside=len(found.unread),
        placed=placed,
        calls=counts,
    )


def _archive(folder: Path) -> _Archive:
    settings = read_settings(folder, ProblemLog())
    region = region_of(settings.timezone.key, settings.language)
    employees = read_employees(folder, region)
    return _Archive(folder, settings.timezone, region, employees, read_call_log(folder, settings.timezone, region))


def _belonging(
    paths: Sequence[str], patterns: Sequence[NamePattern], there: _Archive, tolerance_s: float
) -> _Belonging:
    named = {path: call_id for path in paths if (call_id := named_call(path, there.known))}
    rest = [path for path in paths if path not in named]
    names, unread = read_names(rest, patterns, there.employees, there.region)
    named |= {
        read.path: read.name.call_id for read in names if read.name.call_id and read.name.call_id in there.known.ids
    }
    names = [read for read in names if read.path not in named]
    matching = match_recordings(list(_recordings(names, there.zone)), there.known.calls, tolerance_s)
    return _Belonging(named, names, matching, unread)


def _report(found: _Belonging, patterns: Sequence[NamePattern], there: _Archive, log: ProblemLog) -> None:
    tried = "  ".join(pattern.text for pattern in patterns) or "-"
    for path in found.unread:
        log.add(_problem(ProblemCode.RECORDING_NAME_UNREAD, path, pattern=tried))
    for path, calls in found.matching.ambiguous.items():
        log.add(_problem(ProblemCode.RECORDING_AMBIGUOUS, path, severity="warning", calls=", ".join(calls[:3])))
    _report_shift(found, there, log)
    joined = found.matching.joined
    nameless = (read for read in found.names if not (read.user_id or there.person_of(joined.get(read.path))))
    _report_extensions(nameless, there.employees, log)


def find_recordings_again(archive: Path) -> MergeCounts:
    """Put the recordings that lie in the archive to the calls that name them: a phone log that is imported anew names
    them in its own words, which are no paths."""
    folder = archive / RECORDINGS_FOLDER
    if not folder.is_dir() or not (archive / "calls.csv").exists():
        return MergeCounts()
    named = named_by_log(recordings_in(folder), archive)
    rows = [{"call_id": call_id, "recording": f"{RECORDINGS_FOLDER}/{path}"} for path, call_id in named.items()]
    return merge_table(archive, TABLE_FORMS["calls.csv"], rows)


def _recordings(names: Iterable[ReadName], zone: ZoneInfo) -> Iterator[NamedRecording]:
    for read in names:
        if read.sides.client:
            yield NamedRecording(read.path, read.sides.client, read.seconds(zone), read.user_id)


def _place(source: Path, paths: Iterable[str], archive: Path, log: ProblemLog) -> tuple[dict[str, str], Counter[str]]:
    """Path in the source to path in the archive, of those that came there; and how."""
    places: dict[str, str] = {}
    counts: Counter[str] = Counter()
    inside = source.resolve().is_relative_to((archive / RECORDINGS_FOLDER).resolve())
    for path in paths:
        if inside:
            places[path] = (source.resolve() / path).relative_to(archive.resolve()).as_posix()
            counts["present"] += 1
            continue
        try:
            placed = place_recording(source, path, archive)
        except OSError as error:
            log.add(_problem(ProblemCode.RECORDING_NOT_COPIED, path, reason=error.strerror or str(error)))
            counts["failed"] += 1
            continue
        counts[placed.placing] += 1
        if placed.placing == "taken":
            log.add(_problem(ProblemCode.RECORDING_NAME_TAKEN, path))
        else:
            places[path] = placed.path
    return places, counts


def _rows(found: _Belonging, places: Mapping[str, str], there: _Archive) -> Iterator[Mapping[str, str]]:
    for path, call_id in found.named.items():
        if path in places:
            yield {"call_id": call_id, "recording": places[path]}
    taken = set(there.known.ids)
    for read in found.names:
        place = places.get(read.path)
        if place is None:
            continue
        if read.path in found.matching.joined:
            call_id = found.matching.joined[read.path]
            person = {"user_id": read.user_id} if read.user_id and not there.person_of(call_id) else {}
            yield {"call_id": call_id, "recording": place, **person}
            continue
        call_id = there.known.made_of.get(place) or _call_id(read, place, taken)
        taken.add(call_id)
        yield call_row(read, call_id, place)


def _call_id(read: ReadName, place: str, taken: set[str]) -> str:
    """The id that the name states, else the path without its ending; the whole path where two would be one call."""
    path = unicodedata.normalize("NFC", place.removeprefix(f"{RECORDINGS_FOLDER}/"))
    choice = (read.name.call_id, posixpath.splitext(path)[0], path)
    return next(call_id for call_id in choice if call_id and (call_id not in taken or call_id == path))


def _report_shift(found: _Belonging, there: _Archive, log: ProblemLog) -> None:
    """Recordings without a call of which many would have one if the log's clock were put right: said, not done."""
    settled = found.matching.joined.keys() | found.matching.ambiguous.keys()
    lonely = [recording for recording in _recordings(found.names, there.zone) if recording.key not in settled]
    if (shift := hours_apart(lonely, there.known.calls) if lonely else None) is not None:
        log.warn(ProblemCode.RECORDINGS_SHIFTED, "calls.csv", hours=f"{shift[0]:+d}", count=str(shift[1]))


def _report_extensions(names: Iterable[ReadName], employees: Employees, log: ProblemLog) -> None:
    counts = Counter(read.extension for read in names if read.extension)
    for extension, count in counts.most_common():
        shared = employees.sharing().get(extension)
        code = ProblemCode.EXTENSION_SHARED if shared else ProblemCode.EXTENSION_UNKNOWN
        details = {"people": ", ".join(sorted(shared))} if shared else {}
        log.warn(code, "people.csv", column="extension", value=extension, count=str(count), **details)


def _problem(code: ProblemCode, path: str, *, severity: str = "set_aside", **details: str) -> Problem:
    return Problem(str(code), path, severity="warning" if severity == "warning" else "set_aside", details=details)
