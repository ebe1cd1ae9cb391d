"""Is a promise in a call judged as a careful reader judges it: kept, late, broken, or not to be known?

    python -m benchmarks.promise_cases [--cases benchmarks/promise_cases.yaml] [--models FOLDER] [--all]

Each case of the file is a deal of its own: a call in which something is promised, what followed, and what a reader says
became of it. The cases of one language that lack the same tables are put into one archive, without deal ids and roles,
and go through the product: linking, roles, signals, promises. Where the classifier does not hear the promise, it is
judged all the same and counted as missed.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from benchmarks.conditions import conditions
from classify.analysis import tell
from classify.deal_course.deal_story import DealStory
from classify.model_files import Models, load_models
from classify.promises_kept.promise_check import Result, verdict_on
from classify.promises_kept.promise_finding import undertaking_at
from classify.promises_kept.promise_settings import PromiseSettings, promise_settings
from classify.promises_kept.promises import Promise, promise_of, promises_of
from deals.records import Archive, CallRecord, Contact, Deal, Message, Person, StageChange, Task
from transcribe.call_outcome import words_outcome
from transcribe.utterance import Transcript, Utterance

CASES = Path(__file__).parent / "promise_cases.yaml"
RESULTS: tuple[Result, ...] = ("kept", "late", "broken", "unknown")
ZONES = {"ru": ZoneInfo("Europe/Moscow"), "en": ZoneInfo("Europe/London")}
PHONES = {"ru": "+7910{:07}", "en": "+447700{:06}"}
OURS, THEIRS = 1, 0  # channels
SECONDS_A_WORD = 0.4
BYSTANDER = "bystander"  # a deal without a case, so that in every archive somebody writes to clients


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what the product makes of it."""

    case: dict[str, Any]
    found: bool  # whether the classifier heard the promise
    promise: Promise

    @property
    def right(self) -> bool:
        return self.promise.result == self.case["expect"]


def read_cases(path: Path) -> list[dict[str, Any]]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def judge_all(cases: Iterable[dict[str, Any]], models: Models) -> list[Judged]:
    """Every case judged, archive by archive, in the order of the file within each."""
    groups: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for case in cases:
        groups[case["lang"], tuple(sorted(case.get("absent", ())))].append(case)
    return [one for (language, absent), group in groups.items() for one in judge(group, language, absent, models)]


def judge(cases: list[dict[str, Any]], language: str, absent: tuple[str, ...], models: Models) -> Iterator[Judged]:
    """The cases of one archive. Each is judged as of its own day, though the archive holds all of them."""
    archive, transcripts = archive_of(cases, language, absent)
    told = tell(archive, transcripts, models)
    settings = promise_settings(archive, models.signals.thresholds_)
    for case in cases:
        as_of = datetime.combine(_day(case["as_of"]), time(23, 59, 59), archive.timezone)
        story = replace(told.stories[case["id"]], as_of=as_of)
        made = [one for one in promises_of(story, settings) if _is_the_one(one, case)]
        # Of several promises in one line the case means the first.
        yield Judged(case, True, made[0]) if made else Judged(case, False, _unheard(story, case, settings))


def _is_the_one(promise: Promise, case: dict[str, Any]) -> bool:
    return (promise.call_id, promise.index) == (f"{case['id']}-0", case["call"]["promise"])


def _unheard(story: DealStory, case: dict[str, Any], settings: PromiseSettings) -> Promise:
    """The promise that the classifier missed, judged as if it had not. LookupError where its call was not linked."""
    lines = [heard for heard in story.heard if heard.call_id == f"{case['id']}-0"]
    if not lines:
        raise LookupError(f"{case['id']}: the call of the promise is not linked to its deal")
    made = undertaking_at(lines, case["call"]["promise"], settings)
    return promise_of(story, made, verdict_on(story, made, settings))


def archive_of(
    cases: list[dict[str, Any]], language: str, absent: tuple[str, ...]
) -> tuple[Archive, dict[str, Transcript]]:
    """The cases as deals of one company."""
    parts = [_CaseRecords(case, number, language) for number, case in enumerate(cases, start=1)]
    zone, names = ZONES[language], {f"{table}.csv" for table in absent}
    bystander_at = min(part.said for part in parts) - timedelta(days=2)
    people = sorted({user for part in parts for user in part.people} | {"m1"})
    archive = Archive(
        path=Path("cases"), company="", language=language, timezone=zone, currency=None,  # type: ignore[arg-type]
        as_of=max(_day(case["as_of"]) for case in cases),
        people={user: Person(user, user, "manager") for user in people},
        contacts={part.contact.contact_id: part.contact for part in parts},
        deals={part.deal.deal_id: part.deal for part in parts} | {BYSTANDER: _deal(BYSTANDER, None, bystander_at)},
        stage_history=_in_time(stage for part in parts for stage in part.stages),
        tasks=tuple(task for part in parts for task in part.tasks),
        messages=_in_time(
            [m for part in parts for m in part.messages]
            + ([] if "messages" in absent else [Message("M", BYSTANDER, bystander_at, "email", "m1", "-")])
        ),
        calls=tuple(sorted((c for part in parts for c in part.calls), key=lambda c: (c.started_at, c.call_id))),
        absent_tables=frozenset(names),
    )  # fmt: skip
    return archive, {call_id: one for part in parts for call_id, one in part.transcripts.items()}


class _CaseRecords:
    """One case as records."""

    def __init__(self, case: dict[str, Any], number: int, language: str) -> None:
        self.case_id, self.language, self.zone = case["id"], language, ZONES[language]
        self.phone = PHONES[language].format(number)
        self.said = self._at(case["call"]["at"])
        self.contact = Contact(f"C-{self.case_id}", phones=(self.phone,))
        closed = case.get("closed")
        self.deal = _deal(
            self.case_id, self.contact.contact_id, self.said - timedelta(days=1),
            closed_at=self._at(closed["at"]) if closed else None, status=closed["status"] if closed else "open",
        )  # fmt: skip
        self.people: set[str] = set()
        self.calls: list[CallRecord] = []
        self.transcripts: dict[str, Transcript] = {}
        self.messages: list[Message] = []
        self.tasks: list[Task] = []
        self.stages: list[StageChange] = []
        for place, event in enumerate([{"kind": "call", "answered": True} | case["call"], *case.get("later", ())]):
            self._add(f"{self.case_id}-{place}", event)

    def _add(self, ref: str, event: dict[str, Any]) -> None:
        by = event.get("by", "m1")
        self.people.add(by)
        kind = event["kind"]
        if kind == "call":
            self._add_call(ref, event, by)
        elif kind == "task":
            due, done = event.get("due"), event.get("completed")
            self.tasks.append(Task(
                ref, self.case_id, event.get("type"), event.get("text"), self._at(event["at"]),
                self._at(due) if due else None, self._at(done) if done else None, by, event.get("result"),
            ))  # fmt: skip
        elif kind == "stage":
            self.stages.append(StageChange(self.case_id, self._at(event["at"]), event["stage"], by))
        else:
            author = "client" if event.get("from") == "client" else by
            channel = "note" if kind == "note" else event["channel"]
            self.messages.append(Message(ref, self.case_id, self._at(event["at"]), channel, author, event["text"]))

    def _add_call(self, ref: str, event: dict[str, Any], by: str) -> None:
        self.calls.append(CallRecord(
            ref, self._at(event["at"]), event["direction"], by, self.phone, answered=event["answered"]
        ))  # fmt: skip
        if event.get("turns"):
            transcript = Transcript(ref, self.language, tuple(_utterances(event["turns"])))
            self.transcripts[ref] = replace(transcript, outcome=words_outcome(transcript))

    def _at(self, text: str | datetime) -> datetime:
        moment = text if isinstance(text, datetime) else datetime.fromisoformat(text)
        return moment.replace(tzinfo=self.zone)


def _utterances(turns: list[str]) -> Iterator[Utterance]:
    """Lines such as "m: Добрый день", as a stereo recording gives them: a channel for each side, and no roles."""
    start = 0.0
    for index, turn in enumerate(turns):
        side, text = turn.split(":", 1)
        end = start + max(0.6, SECONDS_A_WORD * len(text.split()))
        yield Utterance(index, round(start, 2), round(end, 2), text.strip(), channel=THEIRS if side == "c" else OURS)
        start = end + 0.3


def _deal(deal_id: str, contact_id: str | None, created_at: datetime, **changes: Any) -> Deal:
    facts = {"closed_at": None, "status": "open"} | changes
    return Deal(
        deal_id, deal_id, contact_id, None, None, None, None, created_at, stage=None, lost_reason=None, owner_id="m1",
        **facts,
    )  # fmt: skip


def _in_time(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda record: record.at))


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def report(judged: list[Judged], show_all: bool) -> Iterator[str]:
    """The figures, the confusion table, and the cases that came out wrong."""
    right = sum(one.right for one in judged)
    missed = sum(not one.found for one in judged)
    yield f"{right} of {len(judged)} right: {right / len(judged):.3f}; promises that the classifier missed: {missed}"
    late = [one for one in judged if one.right and one.promise.result == "late"]
    exact = sum(one.promise.late_days == one.case.get("late_days") for one in late)
    yield f"late by the right number of days: {exact} of {len(late)}"
    pairs: Counter[tuple[str, str]] = Counter((one.case["expect"], one.promise.result) for one in judged)
    yield "".join([f"{'expected':<10}", *(f"{name:>9}" for name in RESULTS)])
    for expected in RESULTS:
        yield "".join([f"{expected:<10}", *(f"{pairs[expected, name]:>9}" for name in RESULTS)])
    for one in judged:
        if show_all or not one.right:
            yield _line(one)


def _line(one: Judged) -> str:
    promise = one.promise
    due = f"{promise.due:%Y-%m-%d %H:%M}" if promise.due else "-"
    heard = "" if one.found else " (missed)"
    verdict = f"{one.case['expect']} > {promise.result} {promise.why or ''}"
    return f"{one.case['id']} {verdict:<32} {promise.kind} due {due}{heard}: {promise.text} | {one.case['why']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=CASES, help="the file of cases [benchmarks/promise_cases.yaml]")
    parser.add_argument("--models", type=Path, help="models folder [the program's own]")
    parser.add_argument("--all", action="store_true", help="list the cases that came out right, too")
    wanted = parser.parse_args()
    models = load_models(wanted.models, None)
    print(conditions("scikit-learn", "numpy"))
    for line in report(judge_all(read_cases(wanted.cases), models), wanted.all):
        print(line)


if __name__ == "__main__":
    main()
