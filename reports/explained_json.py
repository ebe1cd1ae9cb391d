"""A call with its signals and what carried them, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from classify.call_signals.explained_call import ExplainedUtterance
from classify.call_signals.signal_explanation import ExplainedSignal
from classify.model_files import CallModels

_DIGITS = 6


def write_explanation(path: Path, call_id: str, lines: Sequence[ExplainedUtterance], models: CallModels) -> None:
    """Write the file; makes its folder. Raises OSError."""
    content = {
        "call_id": call_id,
        "models": {"set": models.fold, "digest": models.digest},
        "utterances": [_utterance(line, lines) for line in lines],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _utterance(line: ExplainedUtterance, lines: Sequence[ExplainedUtterance]) -> dict[str, Any]:
    said = line.utterance
    return {
        "index": said.index,
        "start": said.start_s,
        "end": said.end_s,
        "role": said.role,
        "role_chances": {role: round(chance, _DIGITS) for role, chance in line.chances.items()},
        "text": said.text,
        "signals": [_signal(signal, said.text, lines) for signal in line.signals],
    }


def _signal(signal: ExplainedSignal, text: str, lines: Sequence[ExplainedUtterance]) -> dict[str, Any]:
    return {
        "code": signal.code,
        "probability": round(signal.probability, _DIGITS),
        "threshold": round(signal.threshold, _DIGITS),
        "heard": signal.heard,
        "own_share": round(signal.own_share, _DIGITS),
        "words": [
            {"from": w.start, "to": w.end, "words": text[w.start : w.end], "share": round(w.share, _DIGITS)}
            for w in signal.words
        ],
        "other_utterances": [
            {"index": lines[other.row].utterance.index, "share": round(other.share, _DIGITS)} for other in signal.lines
        ],
    }
