"""`dealforensics train`: the signal classifiers, made anew from the labelled utterances."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console

from pipelines.run_display import RunDisplay
from pipelines.run_settings import FolderNotWritable, writable_folder
from pipelines.train_line import TrainLine
from reports.texts import Texts


def train_command(texts: Texts, out: Path | None) -> int:
    """Train everything and say where it is. out None: where the program keeps its own classifiers."""
    console = Console()
    display = RunDisplay(console, texts)
    with TrainLine(console, texts) as line:
        from classify.labelled_archive import labelled_folders
        from classify.model_files import OWN_MODELS  # late: scikit-learn takes a second to import
        from classify.model_training import train_all

        try:
            folder = writable_folder(out or OWN_MODELS)  # before the minutes of work, not after
        except FolderNotWritable as error:
            print(texts.text("cli-folder-not-writable", folder=str(error.folder), reason=error.reason), file=sys.stderr)
            return 2
        display.say("cli-train-start", archives=len(labelled_folders()), folder=str(folder))
        train_all(folder, line.update)
    display.say("cli-train-done", folder=str(folder))
    return 0
