"""The transcripts of a whole archive on disk: 500,000 calls take two gigabytes there and some dozen MB of memory."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from transcribe.spool import Spool
from transcribe.utterance import Outcome, Renamed, Transcript, Utterance, Voice


def _values(record: type) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of such a record, in the order of its fields."""
    return attrgetter(*(one.name for one in fields(record)))


_PARTS = (("utterances", Utterance), ("voices", Voice), ("renamed", Renamed))
_VALUES = {record: _values(record) for record in (Transcript, *(record for _, record in _PARTS))}
_PLACES = [([one.name for one in fields(Transcript)].index(name), record) for name, record in _PARTS]


class SpooledTranscripts(Mapping[str, Transcript]):
    """Call id to transcript, in the order in which calls were first put; each is read from disk when asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        """folder: as for Spool. Every method raises SpoolFailed."""
        self._spool = Spool(folder)
        self._place: dict[str, int] = {}

    def put(self, transcript: Transcript) -> None:
        """Add a call's transcript, in place of one that is there."""
        self._place[transcript.call_id] = self._spool.put(_packed(transcript))

    def in_order(self, call_ids: Iterable[str]) -> SpooledTranscripts:
        """Those of these calls that are there, in this order; what is put later into one is not in the other."""
        ordered = SpooledTranscripts.__new__(SpooledTranscripts)
        ordered._spool = self._spool
        ordered._place = {call_id: self._place[call_id] for call_id in call_ids if call_id in self._place}
        return ordered

    def __getitem__(self, call_id: str) -> Transcript:
        return _unpacked(self._spool.get(self._place[call_id]))

    def __contains__(self, call_id: object) -> bool:
        return call_id in self._place

    def __iter__(self) -> Iterator[str]:
        return iter(self._place)

    def __len__(self) -> int:
        return len(self._place)


def outcomes_of(transcripts: Mapping[str, Transcript]) -> dict[str, Outcome]:
    """Call id to what became of the call, where that is told."""
    return {call_id: one.outcome for call_id, one in transcripts.items() if one.outcome is not None}


def _packed(transcript: Transcript) -> bytes:
    values = list(_VALUES[Transcript](transcript))
    for place, record in _PLACES:
        values[place] = [_VALUES[record](one) for one in values[place]]
    # Plain tuples: several times as fast as JSON, and as records themselves.
    return pickle.dumps(values, pickle.HIGHEST_PROTOCOL)


def _unpacked(content: bytes) -> Transcript:
    values = pickle.loads(content)  # of a file without a name, which only this process can open
    for place, record in _PLACES:
        values[place] = tuple(record(*one) for one in values[place])
    return Transcript(*values)
