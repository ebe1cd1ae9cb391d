from __future__ import annotations

import io
import wave
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.review.store.review_store import ReviewStore, open_review
from reports.review.web.app import review_app
from reports.review.web.byte_ranges import ByteRange, RangeNotSatisfiable, asked_range
from reports.review.web.playable_sound import PlayableSounds
from reports.review.web.web_settings import WebSettings
from tests.reports.review.web.conftest import PASSWORD, Enter, case_of, logged_in, write_sample_run, write_sound
from transcribe.audio import RecordingError


def telephone_file(path: Path) -> Path:
    """Two seconds of A-law in two channels, as telephone systems store it and browsers do not play it."""
    with av.open(str(path), "w", format="wav") as container:
        stream = container.add_stream("pcm_alaw", rate=8000, layout="stereo")
        tone = (np.sin(np.arange(16000) * 0.3) * 20000).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(np.stack([tone, tone * 0], axis=1).reshape(1, -1), "s16", "stereo")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, None), ("bytes=0-", ByteRange(0, 99)), ("bytes=10-19", ByteRange(10, 19)),
        ("bytes=90-900", ByteRange(90, 99)),
        ("bytes=-5", ByteRange(95, 99)), ("bytes=-500", ByteRange(0, 99)), ("bytes=5-1", None), ("bytes=0-1,3-4", None),
        ("lines=0-1", None), ("bytes=-", None),
    ],
)  # fmt: skip
def test_a_range_is_read_as_the_standard_says(header: str | None, wanted: ByteRange | None) -> None:
    assert asked_range(header, 100) == wanted


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=-0", "bytes=500-600"])
def test_a_range_outside_of_the_file_is_said_to_be(header: str) -> None:
    with pytest.raises(RangeNotSatisfiable):
        asked_range(header, 100)


@given(st.text(max_size=40), st.integers(0, 10**9))
def test_whatever_is_asked_for_lies_in_the_file(header: str, size: int) -> None:
    for text in (header, f"bytes={header}"):
        try:
            part = asked_range(text, size)
        except RangeNotSatisfiable:
            continue
        assert part is None or 0 <= part.first <= part.last < size


def test_a_player_gets_the_piece_that_it_asks_for(store: ReviewStore, tmp_path: Path, enter: Enter) -> None:
    client, address = enter("anna"), f"/cases/{case_of(store, 'revive', 'S1')}/recording?call=K1"
    content = (tmp_path / "archive" / "recordings" / "K1.wav").read_bytes()
    whole = client.get(address)
    assert (whole.status_code, whole.headers["content-type"], whole.content) == (200, "audio/wav", content)
    piece = client.get(address, headers={"range": "bytes=100-199"})
    assert (piece.status_code, piece.content) == (206, content[100:200])
    assert piece.headers["content-range"] == f"bytes 100-199/{len(content)}"
    beyond = client.get(address, headers={"range": f"bytes={len(content)}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(content)}")


def test_no_name_leads_out_of_the_archive(store: ReviewStore, tmp_path: Path, enter: Enter) -> None:
    client, case_id = enter("anna"), case_of(store, "revive", "S1")
    assert (tmp_path / "secret.wav").is_file()
    for call in ("K2", "../secret.wav", "recordings/K1.wav", "/etc/passwd", "K1\x00", "no"):
        assert client.get(f"/cases/{case_id}/recording", params={"call": call}).status_code == 404
    linked = tmp_path / "archive" / "recordings" / "K1.wav"
    linked.unlink()
    linked.symlink_to(tmp_path / "secret.wav")
    assert client.get(f"/cases/{case_id}/recording?call=K1").status_code == 404


def test_a_masked_run_plays_nothing(tmp_path: Path) -> None:
    store = open_review([write_sample_run(tmp_path, redacted=True)], tmp_path / "masked.db")
    store.add_account("olga", "owner", PASSWORD)
    client = logged_in(review_app(store, WebSettings("en", tmp_path / "sounds")), "olga")
    case_id = case_of(store, "revive", "S1")
    assert client.get(f"/cases/{case_id}/recording?call=K1").status_code == 404
    assert 'data-recorded="yes"' not in client.get(f"/cases/{case_id}").text
    store.close()


def test_what_browsers_cannot_play_is_made_playable_with_both_channels(tmp_path: Path) -> None:
    playable = PlayableSounds(tmp_path / "sounds", 10**9).of(telephone_file(tmp_path / "call.wav"))
    assert playable.media_type == "audio/wav"
    with wave.open(io.BytesIO(playable.path.read_bytes())) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (2, 2)
        assert sound.getnframes() / sound.getframerate() == pytest.approx(2.0, abs=0.05)
        samples = np.frombuffer(sound.readframes(-1), "<i2").reshape(-1, 2).astype(float)
    assert np.abs(samples[:, 0]).max() > 15000
    assert np.abs(samples[:, 1]).max() < 500


def test_a_copy_is_made_once_and_the_oldest_goes_first(tmp_path: Path) -> None:
    sounds = PlayableSounds(tmp_path / "sounds", 300_000)
    first = sounds.of(telephone_file(tmp_path / "a.wav")).path
    made = first.stat().st_ino
    assert sounds.of(tmp_path / "a.wav").path.stat().st_ino == made
    for name in ("b.wav", "c.wav"):
        sounds.of(telephone_file(tmp_path / name))
    assert not first.exists()
    assert sum(path.stat().st_size for path in (tmp_path / "sounds").iterdir()) <= 300_000


def test_what_is_no_sound_is_refused(store: ReviewStore, tmp_path: Path, enter: Enter) -> None:
    client, case_id = enter("anna"), case_of(store, "revive", "S1")
    (tmp_path / "archive" / "recordings" / "K1.wav").write_bytes(b"<html>not a sound</html>" * 100)
    assert client.get(f"/cases/{case_id}/recording?call=K1").status_code == 422
    with pytest.raises(RecordingError):
        PlayableSounds(tmp_path, 1).of(tmp_path / "archive" / "recordings" / "K1.wav")


def test_a_file_that_browsers_play_is_sent_as_it_is(tmp_path: Path) -> None:
    write_sound(tmp_path / "a.wav")
    assert PlayableSounds(tmp_path / "sounds", 1).of(tmp_path / "a.wav").path == tmp_path / "a.wav"
