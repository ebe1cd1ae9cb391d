"""`dealforensics train`: the signal classifiers, made anew from the labelled utterances."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from pipelines.run_display import RunDisplay
from reports.texts import Texts


def train_command(texts: Texts, out: Path | None) -> int:
    """Train everything and say where it is. out None: where the program keeps its own classifiers."""
    display = RunDisplay(Console(), texts)
    with display.stage("train"):
        from classify.model_files import OWN_MODELS  # late: scikit-learn takes a second to import
        from classify.model_training import train_all

        folder = out or OWN_MODELS
        train_all(folder)
    display.say("cli-train-done", folder=str(folder))
    return 0
