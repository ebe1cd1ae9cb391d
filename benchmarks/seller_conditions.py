"""The conditions under which `benchmarks.seller_found` looks for the seller, and how it judges what was found."""

import json
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.rerecorded_calls import (
    Calls,
    MadeVoices,
    diarized,
    in_stereo,
    misheard,
    said_by_user,
    with_hello,
    with_one_side,
)
from classify.labelled_archive import LabelledArchive
from classify.model_files import Models
from classify.speaker_roles.call_evidence import is_internal
from classify.speaker_roles.roles import cast_calls
from deals.records import CallRecord
from transcribe.utterance import Role

RECOGNISED = Path(__file__).parent / "recognised_calls.json"  # of the demo: our channel, [channel, text] of utterances
FEW = 5  # calls of a small archive


@dataclass
class Tally:
    """Counts of calls and of utterances: right, wrong, unknown."""

    calls: Counter[str]
    utterances: Counter[str]
    mostly_right: int = 0  # calls in which more than half of the utterances are right

    def add(self, sides: Sequence[str]) -> None:
        """sides: of each utterance of a call "right", "wrong" or "unknown"."""
        self.utterances.update(sides)
        self.mostly_right += sides.count("right") > len(sides) / 2
        self.calls["wrong" if "wrong" in sides else "unknown" if "unknown" in sides else "right"] += 1

    def __str__(self) -> str:
        total = sum(self.calls.values())
        return f"{total:6} {_shares(self.calls)} {self.mostly_right / max(1, total):8.3f}   {_shares(self.utterances)}"


def _shares(counts: Counter[str]) -> str:
    total = max(1, sum(counts.values()))
    return " ".join(f"{counts[name] / total:8.3f}" for name in ("right", "unknown", "wrong"))


class Held:
    """One labelled archive, the models without it, and the calls with clients and inside the office."""

    def __init__(self, labelled: LabelledArchive, models: Models, seed: int) -> None:
        self.labelled, self.models = labelled, models
        self.chance = random.Random(f"{seed} {labelled.name}")
        self.records = {call.call_id: call for call in labelled.archive.calls}
        self.heads = frozenset(p.user_id for p in labelled.archive.people.values() if p.role == "head")
        within = {i for i in labelled.transcripts if is_internal(labelled.archive, self.records[i])}
        self.office = {i: t for i, t in labelled.transcripts.items() if i in within}
        self.clients = {i: t for i, t in labelled.transcripts.items() if i not in within}

    def judge(
        self, tally: Tally, truth: Calls, given: Calls, among: Sequence[str] | None = None,
        sources: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Cast the calls as one archive and count. among: the calls that count; sources: call id to recording."""
        archive = self.labelled.archive
        if sources is not None:
            calls = tuple(replace(call, recording=sources.get(call.call_id)) for call in archive.calls)
            archive = replace(archive, calls=calls)
        cast = cast_calls(archive, given, self.models.roles, self.models.embedder)
        for call_id in among if among is not None else list(given):
            said = zip(truth[call_id].utterances, cast[call_id].transcript.utterances, strict=True)
            tally.add(["unknown" if f.role is None else "right" if f.role == t.role else "wrong" for t, f in said])

    def judge_apart(self, tally: Tally, truth: Calls, given: Calls, size: int | None) -> None:
        """As if every `size` calls, drawn by chance, were an archive; None: all of them are one."""
        ids = sorted(given)
        self.chance.shuffle(ids)
        step = size or max(1, len(ids))
        for start in range(0, len(ids), step):
            self.judge(tally, truth, {call_id: given[call_id] for call_id in ids[start : start + step]})


Condition = Callable[[Held, Tally], None]


def _as_one(channel_of: Callable[[Held], Callable[[CallRecord], int]]) -> Condition:
    def condition(held: Held, tally: Tally) -> None:
        held.judge(tally, held.clients, in_stereo(held.clients, held.records, channel_of(held)))

    return condition


def _swapped(held: Held) -> Callable[[CallRecord], int]:
    times = sorted(r.started_at for r in held.records.values() if r.started_at)
    return lambda record: int(record.started_at is not None and record.started_at > times[len(times) // 2])


def _by_user(held: Held) -> Callable[[CallRecord], int]:
    """Every second user's telephone is of another system."""
    users = sorted({record.user_id or "" for record in held.records.values()})
    return lambda record: users.index(record.user_id or "") % 2


def _by_folder(held: Held, tally: Tally) -> None:
    """Two systems that take calls as they come, each leaving its recordings in a folder of its own."""
    system = {call_id: held.chance.randrange(2) for call_id in held.records}
    given = in_stereo(held.clients, held.records, lambda record: system[record.call_id])
    sources = {call_id: f"recordings/pbx_{'ab'[n]}/{call_id}.mp3" for call_id, n in system.items()}
    held.judge(tally, held.clients, given, sources=sources)


def _few(size: int) -> Condition:
    def condition(held: Held, tally: Tally) -> None:
        held.judge_apart(tally, held.clients, in_stereo(held.clients, held.records, lambda record: 0), size)

    return condition


def _misheard(size: int | None) -> Condition:
    def condition(held: Held, tally: Tally) -> None:
        given = in_stereo(misheard(held.clients, held.chance), held.records, lambda record: 0)
        held.judge_apart(tally, held.clients, given, size)

    return condition


def _recognised(size: int | None) -> Condition:
    """The demo's calls as whisper base heard them: read by a synthetic voice, many words wrong."""
    heard = json.loads(RECOGNISED.read_text(encoding="utf-8"))

    def condition(held: Held, tally: Tally) -> None:
        given, truth = {}, {}
        for call_id in sorted(heard.keys() & held.clients.keys()):
            call = held.clients[call_id]
            first = call.utterances[0]
            said = [
                replace(first, index=n, start_s=float(n), end_s=n + 0.9, text=text, channel=channel, role=None)
                for n, (channel, text) in enumerate(heard[call_id]["utterances"])
            ]
            ours = heard[call_id]["ours"]
            user = held.labelled.archive.people[held.records[call_id].user_id or ""]
            role: Role = "head" if user.role == "head" else "manager"
            given[call_id] = replace(call, utterances=tuple(said))
            truth[call_id] = replace(
                call, utterances=tuple(replace(u, role=role if u.channel == ours else "client") for u in said)
            )
        held.judge_apart(tally, truth, given, size)

    return condition


def _hello(size: int | None) -> Condition:
    def condition(held: Held, tally: Tally) -> None:
        truth = with_hello(held.clients, held.records)
        given = in_stereo(truth, held.records, lambda record: 0)
        held.judge_apart(tally, truth, given, size)

    return condition


def _one_side(held: Held, tally: Tally) -> None:
    truth, halved = with_one_side(held.clients, 0.3, held.chance)
    held.judge(tally, truth, in_stereo(truth, held.records, lambda record: 0), among=sorted(halved))


def _office_stereo(known_wiring: bool) -> Condition:
    def condition(held: Held, tally: Tally) -> None:
        both = held.labelled.transcripts if known_wiring else held.office
        given = {
            call_id: replace(call, utterances=tuple(
                replace(u, role=None, channel=int(not mine)) for u, mine in
                zip(call.utterances, said_by_user(call, held.records[call_id], held.heads), strict=True)
            ))
            for call_id, call in both.items()
        }  # fmt: skip
        held.judge(tally, held.labelled.transcripts, given, among=sorted(held.office))

    return condition


def _speakers(wrong_share: float, with_voices: bool, office: bool = False) -> Condition:
    def condition(held: Held, tally: Tally) -> None:
        voices = MadeVoices(held.chance.randrange(2**31)) if with_voices else None
        truth = held.labelled.transcripts
        given = diarized(truth, held.records, wrong_share, held.chance, voices, held.heads)
        held.judge(tally, truth, given, among=sorted(held.office if office else held.clients))

    return condition


def _mixed(held: Held, tally: Tally) -> None:
    bare = {
        i: replace(t, utterances=tuple(replace(u, role=None) for u in t.utterances)) for i, t in held.clients.items()
    }
    held.judge(tally, held.clients, bare)


CONDITIONS: Mapping[str, Condition] = {
    "stereo: our side on one channel": _as_one(lambda held: lambda record: 1),
    "stereo: whoever rings on channel 0": _as_one(lambda held: lambda record: int(record.direction == "in")),
    "stereo: channels swapped from the middle on": _as_one(_swapped),
    "stereo: two systems, by folder": _by_folder,
    "stereo: two systems, by user": _as_one(_by_user),
    "stereo: no rule at all": _as_one(lambda held: lambda record: held.chance.randrange(2)),
    "stereo: one side silent in 30% of calls; those": _one_side,
    "stereo: archives of 10 calls": _few(10),
    "stereo: archives of 5 calls": _few(5),
    "stereo: archives of 3 calls": _few(3),
    "stereo: single calls": _few(1),
    "stereo: recognition errors": _misheard(None),
    "stereo: recognition errors, archives of 5": _misheard(FEW),
    "stereo: recognition errors, single calls": _misheard(1),
    "stereo: the demo as whisper base heard it": _recognised(None),
    "stereo: the same, archives of 5": _recognised(FEW),
    "stereo: the same, single calls": _recognised(1),
    "stereo: whoever is rung says hello, single calls": _hello(1),
    "mono: nothing but words": _mixed,
    **{
        f"mono: speakers, {wrong:.0%} labels wrong, {'voices' if voices else 'no voices'}": _speakers(wrong, voices)
        for wrong in (0.0, 0.1, 0.2) for voices in (False, True)
    },
    "office: stereo, office calls alone": _office_stereo(known_wiring=False),
    "office: stereo, wiring known from clients": _office_stereo(known_wiring=True),
    "office: mono speakers, no voices": _speakers(0.0, False, office=True),
    "office: mono speakers, voices": _speakers(0.0, True, office=True),
}  # fmt: skip
