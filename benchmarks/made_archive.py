"""A made-up archive of any size, the same for the same size, with what makes joining calls to deals hard.

Several deals of one contact, several numbers of one contact, one office number of several contacts, numbers in five
notations, calls of nobody known, internal calls, calls before a deal was created and after it was closed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from deals.archive_format import TABLE_FORMS

# Where a table's first columns are not those of the format in their order.
COLUMNS = {
    "people.csv": "user_id name role",
    "deals.csv": "deal_id title contact_id amount margin_pct source qualified created_at closed_at status stage "
    "lost_reason owner_id",
    "tasks.csv": "task_id deal_id type text created_at due_at completed_at assignee_id",
}
CALLS_PER_DEAL = 10
DEALS_PER_CONTACT = 1.6
UNKNOWN_NUMBERS = 0.15  # share of calls with a number of no contact
INTERNAL_CALLS = 0.03
OFFICE_NUMBERS = 0.05  # share of contacts that share their number with another
STATED_DEALS = 0.3  # share of calls for which the phone log names a deal
FIRST_DAY = datetime(2024, 1, 9, 9)
LAST_DAY = datetime(2026, 9, 30, 18)
STAGES = ("Новая", "Замер назначен", "Коммерческое предложение", "Договор", "Оплата")
SETTINGS = (
    "company: Большой архив\nlanguage: ru\ntimezone: Europe/Moscow\ncurrency: RUB\nas_of: 2026-09-30\n"
    "products: [Окна, Двери, Балконы]\n"
)


@dataclass(frozen=True, slots=True)
class MadeDeal:
    deal_id: str
    contact: int
    owner: str
    created_at: datetime
    closed_at: datetime | None


def write_made_archive(folder: Path, deals: int, seed: int = 4) -> None:
    """Write an archive of that many deals and ten times as many calls."""
    random = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "archive.yaml").write_text(SETTINGS, encoding="utf-8")
    people = [f"u{number}" for number in range(1, max(6, min(300, deals // 300)))]
    phones = _phones(random, max(3, int(deals / DEALS_PER_CONTACT)))
    made = [_deal(random, number, people, len(phones)) for number in range(deals)]
    _write(folder, "people.csv", ((user, f"Менеджер {user}", "manager") for user in people))
    _write(folder, "contacts.csv", _contacts(random, phones))
    _write(folder, "deals.csv", (_deal_row(random, deal) for deal in made))
    _write(folder, "stage_history.csv", (row for deal in made for row in _stages(random, deal)))
    _write(folder, "owner_history.csv", ((deal.deal_id, _iso(deal.created_at), deal.owner) for deal in made))
    _write(folder, "tasks.csv", (_task(number, deal) for number, deal in enumerate(made)))
    _write(folder, "messages.csv", (_message(number, deal) for number, deal in enumerate(made)))
    _write(folder, "calls.csv", _calls(random, made, people, phones))


def _write(folder: Path, name: str, rows: Iterable[Sequence[str]]) -> None:
    """Rows hold the first columns of COLUMNS or the format; those that they lack are left out of the table."""
    rows = iter(rows)
    first = next(rows)
    columns = COLUMNS[name].split() if name in COLUMNS else TABLE_FORMS[name].columns
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns[: len(first)])
        writer.writerow(first)
        writer.writerows(rows)


def _phones(random: Random, contacts: int) -> list[tuple[str, ...]]:
    """The ten digits after the country code of each contact's numbers."""
    numbers: list[tuple[str, ...]] = []
    for _ in range(contacts):
        if numbers and random.random() < OFFICE_NUMBERS:
            numbers.append(random.choice(numbers[-1000:]))
        else:
            numbers.append(tuple(_number(random) for _ in range(random.choice((1, 1, 1, 2)))))
    return numbers


def _number(random: Random) -> str:
    return random.choice(("9", "9", "9", "9", "495", "812")).ljust(10, "0")[:3] + f"{random.randrange(10**7):07}"


def _notation(random: Random, digits: str) -> str:
    match random.randrange(5):
        case 0:
            return "+7" + digits
        case 1:
            return "8" + digits
        case 2:
            return "7" + digits
        case 3:
            return f"8 ({digits[:3]}) {digits[3:6]}-{digits[6:8]}-{digits[8:]}"
    return f"+7 {digits[:3]} {digits[3:6]} {digits[6:8]} {digits[8:]}"


def _contacts(random: Random, phones: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    for number, digits in enumerate(phones):
        cell = "; ".join(_notation(random, some) for some in digits)
        yield f"c{number}", f"Клиент {number}", f"ООО Дом {number // 3}", cell


def _deal(random: Random, number: int, people: Sequence[str], contacts: int) -> MadeDeal:
    created_at = FIRST_DAY + (LAST_DAY - FIRST_DAY) * random.random()
    closed_at = created_at + timedelta(days=random.uniform(1, 120)) if random.random() < 0.8 else None
    if closed_at is not None and closed_at > LAST_DAY:
        closed_at = None
    return MadeDeal(f"d{number}", random.randrange(contacts), random.choice(people), created_at, closed_at)


def _deal_row(random: Random, deal: MadeDeal) -> Sequence[str]:
    status = "open" if deal.closed_at is None else random.choice(("won", "lost", "lost"))
    stage = {"open": random.choice(STAGES), "won": "Оплата", "lost": "Отказ"}[status]
    return (
        deal.deal_id,
        f"Окна, заказ {deal.deal_id}",
        f"c{deal.contact}",
        f"{random.randrange(20_000, 2_000_000)}.{random.randrange(100):02}",
        f"{random.uniform(0.1, 0.4):.3f}",
        random.choice(("site", "call", "referral")),
        random.choice(("true", "false")),
        _iso(deal.created_at),
        _iso(deal.closed_at) if deal.closed_at else "",
        status,
        stage,
        "Дорого" if status == "lost" else "",
        deal.owner,
    )


def _stages(random: Random, deal: MadeDeal) -> Iterator[Sequence[str]]:
    at = deal.created_at
    for stage in STAGES[: random.randrange(1, 5)]:
        if at > LAST_DAY:
            return
        yield deal.deal_id, _iso(at), stage, deal.owner
        at += timedelta(days=random.uniform(0.5, 9))


def _task(number: int, deal: MadeDeal) -> Sequence[str]:
    due_at = deal.created_at + timedelta(days=2)
    return f"t{number}", deal.deal_id, "call", "Перезвонить", _iso(deal.created_at), _iso(due_at), "", deal.owner


def _message(number: int, deal: MadeDeal) -> Sequence[str]:
    at = deal.created_at + timedelta(hours=3)
    return f"m{number}", deal.deal_id, _iso(at), "email", deal.owner, "Добрый день, расчёт во вложении."


def _calls(
    random: Random, deals: Sequence[MadeDeal], people: Sequence[str], phones: Sequence[Sequence[str]]
) -> Iterator[Sequence[str]]:
    """In the order of their time, as phone systems list them."""
    moments = sorted(random.random() for _ in range(len(deals) * CALLS_PER_DEAL))
    in_time_order = sorted(deals, key=lambda deal: deal.created_at)
    for number, part in enumerate(moments):
        at = FIRST_DAY + (LAST_DAY - FIRST_DAY) * part
        deal = in_time_order[min(int(part * len(deals) * random.uniform(0.9, 1.02)), len(deals) - 1)]
        phone, user, stated = _parties(random, deal, people, phones)
        answered = random.random() < 0.7
        seconds = str(random.randrange(5, 900)) if answered else "0"
        direction = random.choice(("in", "out"))
        yield f"k{number}", _iso(at), direction, user, phone, seconds, str(answered), "", stated


def _parties(
    random: Random, deal: MadeDeal, people: Sequence[str], phones: Sequence[Sequence[str]]
) -> tuple[str, str, str]:
    """(number as the phone log has it, person, deal stated by the CRM)."""
    kind = random.random()
    if kind < INTERNAL_CALLS:
        return str(random.randrange(100, 999)), random.choice(people), ""
    if kind < INTERNAL_CALLS + UNKNOWN_NUMBERS:
        return _notation(random, _number(random)), random.choice(people), ""
    user = deal.owner if random.random() < 0.85 else random.choice(people)
    stated = deal.deal_id if random.random() < STATED_DEALS else ""
    return _notation(random, random.choice(phones[deal.contact])), user, stated


def _iso(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}+03:00"
