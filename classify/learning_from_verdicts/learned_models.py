"""A taught set of models on disk, beside the other sets of the folder it came from, which stay as they are."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

import numpy as np

from classify.learning_from_verdicts.verdict_learning import Learned, learned_json
from classify.model_files import OWN_MODELS

_LIST = "models.json"


class TargetRefused(Exception):
    """A new set would overwrite something. code: a text `learn-<code>`."""

    def __init__(self, code: str, folder: Path) -> None:
        super().__init__(f"{code}: {folder}")
        self.code = code
        self.folder = folder


def check_target(folder: Path) -> None:
    """Raises TargetRefused unless nothing is there, or an empty folder: no set of models is ever overwritten."""
    place = folder.resolve()
    if place == OWN_MODELS.resolve() or OWN_MODELS.resolve() in place.parents:
        raise TargetRefused("out-own", folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TargetRefused("out-not-empty", folder)


def save_learned(learned: Learned, folder: Path) -> None:
    """Write the new set into `folder`, which appears whole. Raises TargetRefused, OSError."""
    check_target(folder)
    source = learned.models or OWN_MODELS
    about = json.loads((source / _LIST).read_text(encoding="utf-8"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        for part in sorted(source.glob("*/*.npz")):
            (unfinished / part.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(part, unfinished / part.parent.name / part.name)
        own = unfinished / learned.set_name
        for name in ("deals", "calibrations", "signals"):
            np.savez_compressed(own / f"{name}.npz", **getattr(learned, name).to_arrays())
        fields = learned_json(learned) | {"figures": [asdict(one) for one in learned.comparisons]}
        text = json.dumps(about | {"learned": fields}, ensure_ascii=False, indent=1, sort_keys=True)
        (unfinished / _LIST).write_text(text + "\n", encoding="utf-8")
        unfinished.replace(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
