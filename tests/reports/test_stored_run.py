"""Reports from the stored form of a run are those that the run wrote; what cannot be read is said in one sentence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from deals.records import Archive
from reports.deal_workbook import workbook_bytes
from reports.html_report import html_report
from reports.markdown_report import markdown_report
from reports.redaction.redacted_result import redacted_result
from reports.run_result import RunResult
from reports.shown_run import shown_run
from reports.stored_run import REPORT_DATA, StoredRunUnusable, read_stored_run, write_stored_run
from reports.stored_values import NotStorable, RecordStore
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.sample_run import moment, sample_analysis, sample_archive, sample_result

ODD = "Лестница\ud800 \x00 «дуб» {$} \u2028"


def stored(result: RunResult, folder: Path, language: Language = "ru") -> RunResult:
    write_stored_run(folder / REPORT_DATA, shown_run(result), language, redacted=False)
    return read_stored_run(folder).result


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_reports_are_the_same_from_the_run_from_its_part_and_from_what_is_stored(
    language: Language, spoken: Language, tmp_path: Path
) -> None:
    result, texts = sample_result(spoken), Texts(language)
    back = stored(result, tmp_path)
    assert html_report(result, texts) == html_report(shown_run(result), texts) == html_report(back, texts)
    book = workbook_bytes(result, texts)
    assert book == workbook_bytes(shown_run(result), texts) == workbook_bytes(back, texts)
    assert markdown_report(result, texts) == markdown_report(back, texts)


def test_of_a_large_archive_only_what_is_shown_is_stored_and_the_rest_is_counted(tmp_path: Path) -> None:
    result = with_unshown_deals(sample_result(), 3000)
    back = stored(result, tmp_path)
    assert html_report(result, Texts("ru")) == html_report(back, Texts("ru"))
    assert len(result.archive.deals) == 3007
    assert len(back.archive.deals) <= 7
    size = (tmp_path / REPORT_DATA).stat().st_size
    stored(sample_result(), tmp_path)
    assert size < 1.1 * (tmp_path / REPORT_DATA).stat().st_size


def with_unshown_deals(result: RunResult, count: int) -> RunResult:
    """The run with many more deals, each with a loss far down the list."""
    deal, loss = result.archive.deals["S7"], result.analysis.rankings.error_loss[-1]
    more = {f"X{n}": replace(deal, deal_id=f"X{n}") for n in range(count)}
    losses = tuple(replace(loss, deal_id=deal_id, rank=99, flagged=False, probability=0.1) for deal_id in more)
    rankings = result.analysis.rankings
    rankings = replace(rankings, error_loss=(*rankings.error_loss, *losses))
    archive = replace(result.archive, deals={**result.archive.deals, **more})
    return replace(result, archive=archive, analysis=replace(result.analysis, rankings=rankings))


def test_odd_characters_come_back_as_they_were(tmp_path: Path) -> None:
    result = sample_result("ru", say=lambda text: f"{text} {ODD}")
    back = stored(result, tmp_path)
    assert back.archive == shown_run(result).archive
    assert html_report(back, Texts("ru")) == html_report(result, Texts("ru"))


def test_the_story_of_a_flagged_deal_is_stored_whole(tmp_path: Path) -> None:
    back = stored(sample_result(), tmp_path)
    assert back.analysis.transcripts == sample_analysis().transcripts
    assert back.archive.messages == sample_archive().messages
    assert back.archive.contacts == sample_archive().contacts  # whose names a later --redact has to know


def test_a_stored_run_can_be_masked_later(tmp_path: Path) -> None:
    texts = Texts("ru")
    page = html_report(redacted_result(stored(sample_result(), tmp_path), texts), texts)
    assert page == html_report(redacted_result(shown_run(sample_result()), texts), texts)
    assert not [name for name in ("Белова", "Игорь", "Руднева", "Ладья", "Кедр", "9035550101") if name in page]


def test_a_run_that_was_masked_stays_masked(tmp_path: Path) -> None:
    masked = redacted_result(sample_result(), Texts("ru"))
    write_stored_run(tmp_path / REPORT_DATA, shown_run(masked), "ru", redacted=True)
    back = read_stored_run(tmp_path)
    assert back.redacted
    assert html_report(back.result, Texts("ru")) == html_report(masked, Texts("ru"))
    text = (tmp_path / REPORT_DATA).read_text(encoding="utf-8")
    assert not [name for name in ("Белова", "Игорь", "Руднева", "Ладья", "Кедр", "9035550101") if name in text]


@pytest.mark.parametrize(
    "value",
    [
        None, True, 3, 0.1, "a", (), (1, ("b",)), {}, {"$": 1}, {1: "x", (2, 3): "y"}, [1, [2]], frozenset({"b", "a"}),
        Decimal("0.10"), Decimal("1E+3"), date(2026, 2, 28), Path("a/b"), b"\x00\xff", ZoneInfo("Europe/Moscow"),
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")), moment(3, 1), datetime(2026, 1, 1),
        datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=7))), {"details": {"day": date(2026, 1, 1), "n": 2.5}},
    ],
    ids=lambda value: "frozenset" if isinstance(value, frozenset) else repr(value),  # whose order differs by process
)  # fmt: skip
def test_a_value_comes_back_as_it_was(value: object) -> None:
    store = RecordStore(RunResult)
    back = store.unpacked(json.loads(json.dumps(store.packed(value))))
    assert back == value
    assert type(back) is type(value)
    if isinstance(value, datetime):
        assert isinstance(back, datetime)
        assert (back.tzinfo, back.isoformat()) == (value.tzinfo, value.isoformat())


def test_numbers_of_numpy_and_read_only_mappings_are_stored_as_plain_ones() -> None:
    store = RecordStore(RunResult)
    assert store.packed((np.float64(0.5), np.int64(3), np.bool_(True))) == [0.5, 3, True]
    assert store.packed(MappingProxyType({"a": 1})) == {"a": 1}


def test_what_no_record_holds_is_refused() -> None:
    with pytest.raises(NotStorable):
        RecordStore(RunResult).packed(object())
    with pytest.raises(NotStorable):
        RecordStore(Archive).packed(sample_result())


Damage = Callable[[Path], object]


def changed(field: str, value: object) -> Damage:
    def change(path: Path) -> None:
        frame = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**frame, field: value}), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (Path.unlink, "missing"),
        (lambda path: shutil.rmtree(path.parent), "no-folder"),
        (lambda path: (path.unlink(), path.mkdir()), "unreadable"),
        (lambda path: path.write_bytes(path.read_bytes()[:-5000]), "damaged"),
        (lambda path: path.write_bytes(b""), "damaged"),
        (lambda path: path.write_text("[]"), "damaged"),
        (lambda path: path.write_text("[" * 200_000), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes().replace("Белова".encode(), "Белого".encode())), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes().replace(b'"flagged": true', b'"flagged":false')), "damaged"),
        (changed("language", "de"), "damaged"),
        (changed("run", None), "damaged"),
        (changed("format", 2), "other-version"),
        (changed("records", "0123"), "other-version"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_both_languages(damage: Damage, code: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    stored(sample_result(), out)
    damage(out / REPORT_DATA)
    with pytest.raises(StoredRunUnusable) as refused:
        read_stored_run(out)
    assert refused.value.code == code
    sentences = {refused.value.sentence(Texts(language)) for language in LANGUAGES}
    assert len(sentences) == 2
    assert all(str(out) in sentence for sentence in sentences)


def test_the_shape_of_the_records_is_part_of_the_version() -> None:
    assert RecordStore(RunResult).shape == RecordStore(RunResult).shape
    assert RecordStore(RunResult).shape != RecordStore(Archive).shape
