"""Pieces of recordings beside the quotes: the right sound, within the room, masked where asked, played by a browser."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classify.records import Evidence, Rankings
from pipelines.report_command import ReportRequest, report_command
from pipelines.run_archive import write_outputs
from reports.html_report import MOST_BYTES, html_report
from reports.redaction.redacted_result import redacted_result
from reports.run_result import RunResult
from reports.snippets.cut_snippets import cut_snippets
from reports.snippets.masked_snippets import masked_snippets
from reports.snippets.snippet import NO_SNIPPETS, Snippet, Snippets, quoted_utterances, snippet_span
from reports.snippets.snippet_file import SNIPPETS_FILE, digest_of, read_snippets, snippets_bytes
from reports.texts import LANGUAGES, Language, Texts
from tests.reports.sample_run import sample_analysis, sample_archive, sample_result, utterance_evidence
from tests.reports.test_injection import browse, needs_browser
from tests.transcribe.encoded_sound import PCM16
from transcribe.audio import SAMPLE_RATE
from transcribe.speech_mp3 import mp3_samples
from transcribe.utterance import Transcript, Utterance

TEXTS = {language: Texts(language) for language in LANGUAGES}
TONES_HZ = {"first": 500, "second": 900}  # what is said in utterances 0 and 1 of K1
SAID = {"first": (12.0, 16.0), "second": (71.4, 75.0)}
SOUND = re.compile(r'src="data:audio/mpeg;base64,([^"]+)"')


def spoken_run(folder: Path, words: tuple[str, str] = ("Расчёт пришлю завтра", "Вы обещали перезвонить")) -> RunResult:
    """The sample with a recording of K1, in which each utterance is a tone of its own; K3 names one that is missing."""
    seconds = np.arange(90 * SAMPLE_RATE) / SAMPLE_RATE
    sides = np.zeros((2, len(seconds)), np.float32)
    for side, (name, (start_s, end_s)) in enumerate(SAID.items()):
        inside = (seconds >= start_s) & (seconds < end_s)
        sides[side, inside] = 0.5 * np.sin(2 * np.pi * TONES_HZ[name] * seconds[inside])
    PCM16.write(folder / "K1", sides, SAMPLE_RATE)
    calls = tuple(replace(call, recording=f"{call.call_id}.wav") for call in sample_archive().calls)
    utterances = tuple(Utterance(n, *SAID[name], text) for n, (name, text) in enumerate(zip(SAID, words, strict=True)))
    analysis = sample_analysis()
    transcripts = {**analysis.transcripts, "K1": Transcript("K1", "ru", utterances)}
    result = sample_result(analysis=replace(analysis, transcripts=transcripts))
    return replace(result, archive=replace(result.archive, path=folder, calls=calls))


def loudness(sound: bytes, name: str) -> np.ndarray:
    """How loud an utterance's tone is, by tenths of a second."""
    samples = mp3_samples(sound)
    frames = samples[: len(samples) // 1600 * 1600].reshape(-1, 1600)
    wave = np.exp(-2j * np.pi * TONES_HZ[name] / SAMPLE_RATE * np.arange(1600))
    return np.abs(frames @ wave) / 800


def test_each_quote_is_cut_out_of_its_recording_and_a_missing_one_is_counted(tmp_path: Path) -> None:
    snippets = cut_snippets(spoken_run(tmp_path))
    assert [(one.call_id, one.index) for one in snippets.kept] == [("K1", 1), ("K1", 0)]
    assert (snippets.unheard, snippets.left_out, snippets.withheld) == (1, 0, 0)
    for one, name in zip(snippets.kept, ("second", "first"), strict=True):
        loud = np.flatnonzero(loudness(one.sound, name) > 0.1) / 10
        assert (loud[0], loud[-1] + 0.1) == pytest.approx((1.5, 1.5 + SAID[name][1] - SAID[name][0]), abs=0.15)


@pytest.mark.parametrize(
    ("said", "heard"),
    [((10.0, 14.0), (8.5, 15.5)), ((0.5, 2.0), (0.0, 3.5)), ((10.0, 23.0), (8.5, 23.5)), ((10.0, 28.0), (8.5, 28.0)),
     ((10.0, 999.0), (8.5, 38.5)), ((10.0, None), (8.5, 11.5))],
)  # fmt: skip
def test_the_utterance_decides_how_long_a_snippet_is(
    said: tuple[float, float | None], heard: tuple[float, float]
) -> None:
    assert snippet_span(utterance_evidence(start_s=said[0], end_s=said[1])) == heard


def ranked(*claims: tuple[tuple[int, ...], tuple[int, ...]]) -> Rankings:
    """Losses whose evidence and counter-evidence are these utterances of K1."""

    def quotes(indices: tuple[int, ...]) -> tuple[Evidence, ...]:
        return tuple(utterance_evidence(index=index) for index in indices)

    rankings = sample_result().analysis.rankings
    losses = tuple(
        replace(rankings.error_loss[0], rank=rank, evidence=quotes(own), against=quotes(against))
        for rank, (own, against) in enumerate(claims, start=1)
    )
    return replace(rankings, revive=(), error_loss=losses)


def test_room_goes_to_the_heaviest_of_each_deal_and_then_to_what_speaks_against_it() -> None:
    quotes = quoted_utterances(ranked(((1, 2, 3), (9,)), ((4, 1, 5), (8,))))
    assert [quote.index for quote in quotes] == [1, 4, 9, 8, 2, 3, 5]


def test_what_has_no_room_is_not_cut_but_counted(tmp_path: Path) -> None:
    result = spoken_run(tmp_path)
    one = cut_snippets(result).kept[0]
    few = cut_snippets(result, room=one.page_bytes + 100)
    assert (few.kept, few.left_out + few.unheard) == ((one,), 2)
    assert few.left_out > 0


def test_a_page_with_more_sound_than_room_stays_below_eight_megabytes(tmp_path: Path) -> None:
    result = sample_result(analysis=replace(sample_analysis(), rankings=ranked(*[((n,), ()) for n in range(40)])))
    many = Snippets(tuple(Snippet("K1", n, 0.0, 15.0, bytes(300_000)) for n in range(40)))
    html = html_report(result, TEXTS["ru"], many)
    shown = len(SOUND.findall(html))
    assert 10 < shown < 40
    assert MOST_BYTES - 500_000 < len(html.encode()) < 8_000_000
    assert TEXTS["ru"].text("snippets-left-out", count=40 - shown) in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sound_stands_once_with_a_label_and_further_quotes_lead_to_it(language: Language, tmp_path: Path) -> None:
    result, texts = spoken_run(tmp_path), TEXTS[language]
    snippets = cut_snippets(result)
    html = html_report(result, texts, snippets)
    assert [b64decode(sound) for sound in SOUND.findall(html)] == [one.sound for one in snippets.kept]
    anchors = re.findall(r'<p class="snippet" id="([^"]+)"', html)
    assert len(anchors) == 2
    assert all(html.count(f'href="#{anchor}"') >= 2 for anchor in anchors)  # the other list, the course of the deal
    label = texts.text("snippets-label", place=texts.text("snippets-place", call="K1", clock="1:09", seconds=7))
    assert f'preload="none" aria-label="{label}"' in html
    assert texts.text("snippets-unheard", count=1) in html
    assert "default-src 'none'; style-src 'unsafe-inline'; media-src data:\"" in html


def test_without_recordings_nothing_is_said() -> None:
    assert cut_snippets(sample_result()) == NO_SNIPPETS
    html = html_report(sample_result(), TEXTS["ru"], NO_SNIPPETS)
    assert "<audio" not in html
    assert TEXTS["ru"].text("snippets-title") not in html


def test_the_file_gives_back_what_was_put_in_and_equal_runs_write_equal_bytes(tmp_path: Path) -> None:
    result, path = spoken_run(tmp_path), tmp_path / SNIPPETS_FILE
    content = snippets_bytes(cut_snippets(result))
    assert content == snippets_bytes(cut_snippets(result))
    path.write_bytes(content)
    assert read_snippets(path, digest_of(content)) == cut_snippets(result)
    assert read_snippets(path, digest_of(b"another run's")) is None
    assert read_snippets(tmp_path / "none.zip", digest_of(content)) is None


def test_a_quote_with_personal_data_is_withheld_and_the_rest_stays(tmp_path: Path) -> None:
    result = spoken_run(tmp_path, ("Расчёт пришлю завтра", "Это Анна Белова, вы обещали"))
    masked = redacted_result(result, TEXTS["ru"])
    snippets = masked_snippets(cut_snippets(result), result, masked, TEXTS["ru"])
    assert [one.index for one in snippets.kept] == [0]
    assert snippets.withheld == 1
    assert loudness(snippets.kept[0].sound, "first").max() > 0.1
    assert TEXTS["ru"].text("snippets-withheld", count=1) in html_report(masked, TEXTS["ru"], snippets)


def test_personal_data_beside_a_quote_is_bleeped_and_what_nobody_wrote_down_is_silent(tmp_path: Path) -> None:
    result = spoken_run(tmp_path)
    (one,) = cut_snippets(result).kept[:1]
    beside = Utterance(2, 70.0, 70.9, "Анна Белова")
    call = result.analysis.transcripts["K1"]
    known = replace(call, utterances=(call.utterances[0], beside, call.utterances[1]))
    analysis = replace(result.analysis, transcripts={**result.analysis.transcripts, "K1": known})
    loud = replace(one, sound=tone_everywhere(one))
    for run, before in ((result, 0.0), (replace(result, analysis=analysis), 0.02)):
        masked = redacted_result(run, TEXTS["ru"])
        (kept,) = masked_snippets(Snippets((loud,)), run, masked, TEXTS["ru"]).kept
        heard = loudness(kept.sound, "second")
        assert heard[:10].max() < 0.05 < 0.1 < heard[20:40].min()  # 69.9 to 70.9 s, and the quote
        samples = mp3_samples(kept.sound)[3200:16000]
        assert bool(np.sqrt(np.mean(samples**2)) > before) is (before > 0)


def tone_everywhere(snippet: Snippet) -> bytes:
    from transcribe.speech_mp3 import mp3_bytes

    seconds = np.arange(round((snippet.end_s - snippet.start_s) * SAMPLE_RATE)) / SAMPLE_RATE
    return mp3_bytes((0.5 * np.sin(2 * np.pi * TONES_HZ["second"] * seconds)).astype(np.float32))


def report(run: Path, redact: bool = False) -> int:
    return report_command(ReportRequest(run, ("html",), None, redact, None), TEXTS["ru"])


def test_reports_are_made_anew_with_their_sounds_and_masked_ones_without_those_of_persons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result, out = spoken_run(tmp_path, ("Расчёт пришлю завтра", "Это Анна Белова")), tmp_path / "out"
    snippets = cut_snippets(result)
    write_outputs(out, result, TEXTS["ru"], snippets=snippets)
    page = (out / "report.html").read_bytes()
    (tmp_path / "K1.wav").unlink()
    assert report(out) == 0
    assert (out / "report.html").read_bytes() == page
    assert report(out, redact=True) == 0
    masked = (out / "redacted" / "report.html").read_text(encoding="utf-8")
    assert len(SOUND.findall(masked)) == 1
    assert {path.name for path in (out / "redacted").iterdir()} == {"report.html"}
    (out / SNIPPETS_FILE).write_bytes(snippets_bytes(NO_SNIPPETS))  # as if of another run
    assert report(out) == 0
    assert str(out / SNIPPETS_FILE) in capsys.readouterr().err
    assert "<audio" not in (out / "report.html").read_text(encoding="utf-8")


def test_a_masked_run_leaves_no_sound_of_an_earlier_one(tmp_path: Path) -> None:
    result, out = spoken_run(tmp_path), tmp_path / "out"
    write_outputs(out, result, TEXTS["ru"], snippets=cut_snippets(result))
    write_outputs(out, redacted_result(result, TEXTS["ru"]), TEXTS["ru"], redacted=True)
    assert (out / SNIPPETS_FILE).read_bytes() == snippets_bytes(NO_SNIPPETS)


@needs_browser
def test_a_browser_decodes_it_under_the_page_s_own_policy(tmp_path: Path) -> None:
    result = spoken_run(tmp_path)
    snippets = cut_snippets(result)
    html = html_report(result, TEXTS["ru"], snippets)
    script = (
        "<script>for (const a of document.querySelectorAll('audio')) {"
        "a.muted = true; a.onerror = () => a.dataset.failed = 'yes';"
        "a.onloadeddata = () => a.dataset.decoded = a.duration.toFixed(1); a.load(); a.preload = 'auto' }</script>"
    )
    page = tmp_path / "report.html"
    page.write_text(
        html.replace("media-src data:", "media-src data:; script-src 'unsafe-inline'").replace(
            "</body>", f"{script}</body>"
        ),
        encoding="utf-8",
    )
    tree = browse(page, tmp_path / "profile", "--dump-dom")
    assert "data-failed" not in tree
    assert re.findall(r'data-decoded="([\d.]+)"', tree) == [f"{one.end_s - one.start_s:.1f}" for one in snippets.kept]
