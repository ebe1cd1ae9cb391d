"""What `run` and `transcribe` say about their transcription: versions, settings, counts, and what they did without."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from importlib.metadata import version
from typing import get_args

from deals.problems import Problem
from pipelines import __version__
from pipelines.run_settings import SpeechOptions
from pipelines.speech_tools import SpeechTools
from pipelines.transcribe_calls import How
from pipelines.transcription_tally import TranscriptionTally
from transcribe.model_files import WhisperFiles
from transcribe.utterance import Outcome, Suspicion

Setting = str | int | None

SPEECH_LIBRARIES = ("faster-whisper", "ctranslate2", "av", "numpy", "prefect")
# What became of a call, as run.json names it.
COUNT_NAMES: dict[How, str] = {
    "read": "transcripts_read",
    "recognised": "recordings_recognised",
    "reused": "recordings_reused",
    "failed": "calls_set_aside",
    "no_model": "recordings_without_model",
}


def versions_of(libraries: Iterable[str]) -> dict[str, str]:
    """This program, Python and the libraries, each with its version."""
    found = {library: version(library) for library in libraries}
    return {"dealforensics": __version__, "python": platform.python_version(), **found}


def speech_settings(options: SpeechOptions, tools: SpeechTools) -> dict[str, Setting]:
    """How recordings were made words, as asked for and as carried out."""
    return {
        "model": options.model,
        "device": options.device,
        "compute_type": options.compute_type,
        "language": str(tools.languages),
        "speakers": "{}-{}".format(*tools.speakers),
        "workers": tools.workers,
        "recogniser": tools.recogniser.identity if tools.recogniser else None,
        "diarization": tools.diariser.identity if tools.diariser else None,
    }


def speech_models(tools: SpeechTools) -> tuple[WhisperFiles, ...]:
    """The models that hear."""
    return () if tools.model is None else (tools.model,)


def call_counts(tally: TranscriptionTally) -> dict[str, int]:
    """What became of the calls and how they went, their languages, why some were set aside, and what is doubtful."""
    ways = {name: tally.count(how) for how, name in COUNT_NAMES.items()}
    outcomes = {f"outcome_{outcome}": tally.calls_by_outcome[outcome] for outcome in get_args(Outcome)}
    languages = {language or "unknown": count for language, count in tally.calls_by_language.items()}
    reasons = {f"set_aside_{code}": count for code, count in sorted(tally.problems_by_code.items())}
    suspects = {f"suspect_{kind}": tally.suspects_by_kind[kind] for kind in get_args(Suspicion)}
    invented = {f"invented_{kind}_cut": count for kind, count in sorted(tally.invented_by_kind.items())}
    return {
        **ways,
        **outcomes,
        **{f"language_{code}": count for code, count in sorted(languages.items())},
        **reasons,
        "vad_overruled_channels": tally.vad_overruled_channels,
        "names_put_right": tally.names_put_right,
        "mixed_without_speakers": tally.without_speakers,
        **suspects,
        "invented_phrases_cut": tally.invented_by_kind.total(),
        **invented,
    }


def speech_problems(tally: TranscriptionTally, tools: SpeechTools) -> tuple[Problem, ...]:
    """What was wrong with recordings and transcripts, and what the run did without."""
    problems = list(tally.problems())
    if unheard := tally.count("no_model"):
        details = {"count": str(unheard)}
        problems.append(Problem("no-speech-model", "recordings", severity="warning", details=details))
    if unparted := tally.without_speakers:
        reason = f"{tools.undiarized.code}: {tools.undiarized.detail}" if tools.undiarized else ""
        details = {"count": str(unparted), "detail": reason}
        problems.append(Problem("no-speakers", "recordings", severity="warning", details=details))
    if not tally.count("read") + tally.count("reused") + tally.count("recognised"):
        problems.append(Problem("no-words", "calls.csv", severity="warning"))
    return tuple(problems)
