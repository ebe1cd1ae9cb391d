"""Whatever an archive says comes back from the database as it was (hypothesis makes the archives)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete

from deals.database import load_archive, read_archive_from
from deals.database.engine import write_transaction
from deals.database.schema import archives
from deals.records import Archive, CallRecord, Contact, Deal, Message, OwnerChange, Period, Person, StageChange, Task

ZONES = [ZoneInfo(name) for name in ("Europe/Moscow", "America/New_York", "UTC", "Asia/Kathmandu")]
# NUL and halves of surrogate pairs are left out: the reader never lets them in, and PostgreSQL has no place for them.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
ids = st.text(st.sampled_from("abAB12-ё\"',;\\\t\n "), min_size=1, max_size=4)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
amounts = st.decimals(Decimal("-999999999999999.9999"), Decimal("999999999999999.9999"), places=4)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def made_archives(draw: st.DrawFn) -> Archive:
    zone = draw(st.sampled_from(ZONES))
    # In UTC, so that every moment exists; the hours that clocks show twice are among them.
    moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(tzinfo=UTC).astimezone(zone)
    )
    phones = st.lists(ids, unique=True, max_size=3).map(tuple)
    people = [
        Person(user, draw(texts), draw(st.sampled_from(("manager", "head", "other"))), *draw(
            st.tuples(maybe(texts), maybe(days), maybe(days), maybe(ids))))
        for user in draw(st.lists(ids, unique=True, max_size=3))
    ]  # fmt: skip
    contacts = [
        Contact(contact, *draw(st.tuples(maybe(texts), maybe(texts), phones)))
        for contact in draw(st.lists(ids, unique=True, max_size=3))
    ]
    deals = [
        Deal(deal, *draw(st.tuples(
            maybe(texts), maybe(ids), maybe(amounts), maybe(st.floats(0, 1)), maybe(texts), maybe(st.booleans()),
            moments, maybe(moments), st.sampled_from(("open", "won", "lost")), maybe(texts), maybe(texts), maybe(ids),
        )))
        for deal in draw(st.lists(ids, unique=True, max_size=4))
    ]  # fmt: skip
    stages = draw(st.lists(st.builds(StageChange, ids, moments, texts, maybe(ids)), max_size=4))
    stages += stages[:1]
    owners = draw(st.lists(st.builds(OwnerChange, ids, moments, ids), max_size=3))
    tasks = [
        Task(task, *draw(st.tuples(ids, maybe(texts), maybe(texts), moments, maybe(moments), maybe(moments),
                                   maybe(ids), maybe(texts))))
        for task in draw(st.lists(ids, unique=True, max_size=3))
    ]  # fmt: skip
    messages = [
        Message(message, *draw(st.tuples(ids, moments, texts, ids, texts)))
        for message in draw(st.lists(ids, unique=True, max_size=3))
    ]
    calls = [
        CallRecord(call, *draw(st.tuples(
            maybe(moments), maybe(st.sampled_from(("in", "out"))), maybe(ids), maybe(ids),
            maybe(st.floats(0, 90_000)), maybe(st.booleans()), maybe(texts), maybe(ids),
        )))
        for call in draw(st.lists(ids, unique=True, max_size=4))
    ]  # fmt: skip
    absent = frozenset(draw(st.sets(st.sampled_from(["tasks.csv", "kpi.yaml"]))))
    months = sorted(draw(st.sets(st.sampled_from(["2026-01", "2026-02", "2026-03"]))))
    return Archive(
        path=Path("/srv/archive"),
        company="А",  # the same, so that the second archive takes the place of the first
        language=draw(st.sampled_from(("ru", "en", "auto"))),
        timezone=zone,
        currency=draw(maybe(st.sampled_from(["RUB", "USD"]))),
        as_of=draw(days),
        industry=draw(maybe(texts)),
        products=tuple(draw(st.lists(texts, max_size=2))),
        people={person.user_id: person for person in people},
        contacts={contact.contact_id: contact for contact in contacts},
        deals={deal.deal_id: deal for deal in deals},
        stage_history=tuple(sorted(stages, key=lambda change: change.at)),
        owner_history=tuple(sorted(owners, key=lambda change: change.at)),
        tasks=() if "tasks.csv" in absent else tuple(sorted(tasks, key=lambda task: task.created_at)),
        messages=tuple(sorted(messages, key=lambda message: message.at)),
        calls=tuple(sorted(calls, key=time_known_first)),
        periods=tuple(Period(month, *draw(st.tuples(*[maybe(amounts)] * 4))) for month in months),
        absent_tables=absent,
    )  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=made_archives(), then=made_archives())
def test_an_archive_comes_back_as_it_was_also_after_another_one_took_its_place(
    engine: Engine, made: Archive, then: Archive
) -> None:
    with write_transaction(engine) as connection:
        connection.execute(delete(archives))
    for archive in (made, made, then):
        archive_id = load_archive(engine, archive).archive_id
        back = read_archive_from(engine, archive_id)
        assert back == archive
        assert list(back.deals) == list(archive.deals)
        assert [moments(call) for call in back.calls] == [moments(call) for call in archive.calls]


def time_known_first(call: CallRecord) -> tuple[bool, float]:
    return call.started_at is None, call.started_at.timestamp() if call.started_at else 0.0


def moments(call: CallRecord) -> tuple[str, str]:
    """What equality of datetimes in one zone does not look at: which of two equal hours it is."""
    return call.call_id, call.started_at.isoformat() if call.started_at else ""
