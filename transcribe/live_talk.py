"""Which utterances of a call are recorded announcements, and whether people talked to each other beside them.

A menu before the conversation, or an answering machine after a transfer, does not make a call less of a conversation.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from transcribe.announcements import Announcement, announcement_in
from transcribe.utterance import Utterance

Side = Hashable  # channel, speaker or role; None where not known

_STRETCH_GAP_S = 2.0  # an announcement goes on without longer pauses; who comes to the telephone takes longer
# Beside the known part, of the same announcement: who speaks longer is a person. Of one side alone, or of a mixed
# call, where it may be anybody.
_BESIDE_WORDS, _BESIDE_WORDS_MIXED = 40, 15
_WHOLE_WORDS = 60  # of one utterance: in a longer one, of a transcript from elsewhere, a person speaks as well
_SIDE_WORDS = 3  # of each of two sides, at least, in a conversation
_CHANGES: dict[Announcement, int] = {"voicemail": 2, "ivr": 2, "no_answer": 2, "assistant": 6}
_TALK_WORDS = 25  # where the sides are not known
_REPLIES: dict[Announcement, int] = {"voicemail": 2, "ivr": 0, "no_answer": 0, "assistant": 4}
_HEARD_CONFIDENCE = 0.3  # recognisers write what nobody said over the beep and the silence after it

_CALLING_OUT = re.compile(
    r"\W*(?:\b(?:алл?[оёе]|да|ну|слушаю|слушаем|говорите|вас?|вы|вам|меня|я|не|слыш(?:у|но|ите)|здравствуйте|добр(?:ый|ое)|"
    r"день|вечер|утро|кто|это|плохо|там|тут|есть|h[ea]llo|hi|yes|yeah|can|you|hear|me|i|t|are|there|any(?:one|body)|"
    r"speaking|who|is|this|good|morning|afternoon)\b\W*)+"
)
_REPLY = re.compile(
    r"\W*(?:\b(?:да|нет|угу|ага|хорошо|ладно|понятно|ясно|так|конечно|спасибо|понял[аи]?|точно|верно|именно|соглас\w+|"
    r"yes|no|okay|ok|right|sure|yeah|thanks|thank|you|exactly|fine|alright|great)\b\W*)+"
)
_OPENING = re.compile(r"\W*(?:алл?[оёе]|h[ea]llo)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voice:
    """An utterance, whose it is, and the kind of announcement it belongs to; None for what a person may have said."""

    said: Utterance
    side: Side
    recorded: Announcement | None

    @property
    def words(self) -> int:
        return count_words(self.said.text)


def count_words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def calls_out(text: str) -> bool:
    """True for "hello?", "can you hear me?" and the like, with nothing said."""
    return bool(_CALLING_OUT.fullmatch(text.lower()))


def sides_of(said: Sequence[Utterance]) -> list[Side]:
    """Who said each utterance, by the first of channel, speaker and role that is known of all; else None for all."""
    for name in ("channel", "speaker", "role"):
        sides: list[Side] = [getattr(utterance, name) for utterance in said]
        if None not in sides:
            return sides
    return [None] * len(said)


def voices_of(said: Sequence[Utterance]) -> tuple[Voice, ...]:
    """The utterances, those of announcements marked. said: in time order."""
    sides = sides_of(said)
    recorded: dict[int, Announcement] = {}
    for stretch in _stretches(said, sides):
        recorded |= _recorded_part(said, stretch, mixed=len(set(sides)) == 1)
    return tuple(
        Voice(utterance, side, recorded.get(index))
        for index, (utterance, side) in enumerate(zip(said, sides, strict=True))
    )


def talked(voices: Sequence[Voice], kind: Announcement) -> bool:
    """True where people talked to each other beside the announcement of this kind.

    Where the sides are known, they must answer each other. Else there must be talk before the announcement, or after
    it more than a word to the menu and, on an answering machine, where a message may be long, replies.
    """
    live = [voice for voice in voices if _may_be_live(voice)]
    if len({voice.side for voice in voices}) == 1:
        recorded_from_s = min((voice.said.start_s for voice in voices if voice.recorded), default=0.0)
        before = sum(voice.words for voice in live if voice.said.start_s < recorded_from_s)
        replies = sum(bool(_REPLY.fullmatch(voice.said.text.lower())) for voice in live)
        enough = sum(voice.words for voice in live) >= _TALK_WORDS
        return before >= _TALK_WORDS or (enough and replies >= _REPLIES[kind])
    words = [sum(voice.words for voice in live if voice.side == side) for side in {voice.side for voice in live}]
    changes = sum(before.side != after.side for before, after in pairwise(live))
    return changes >= _CHANGES[kind] and sum(count >= _SIDE_WORDS for count in words) > 1


def _may_be_live(voice: Voice) -> bool:
    if voice.recorded and voice.words <= _WHOLE_WORDS:
        return False
    heard = voice.said.confidence is None or voice.said.confidence >= _HEARD_CONFIDENCE
    return heard and not calls_out(voice.said.text)


def _stretches(said: Sequence[Utterance], sides: Sequence[Side]) -> Iterator[list[int]]:
    """Indexes of what each side said without a pause, a new "hello?", or words of another side between."""
    for side in set(sides):
        stretch: list[int] = []
        for index in (index for index, its in enumerate(sides) if its == side):
            if stretch and _breaks(said, sides, stretch[-1], index):
                yield stretch
                stretch = []
            stretch.append(index)
        yield stretch


def _breaks(said: Sequence[Utterance], sides: Sequence[Side], before: int, after: int) -> bool:
    if said[after].start_s - said[before].end_s > _STRETCH_GAP_S or _OPENING.match(said[after].text):
        return True
    return any(
        sides[between] != sides[before]
        and said[between].start_s >= said[before].end_s
        and not calls_out(said[between].text)
        for between in range(before + 1, after)
    )


def _recorded_part(said: Sequence[Utterance], stretch: Sequence[int], mixed: bool) -> dict[int, Announcement]:
    """Indexes of the stretch that are announcement: what is worded as one, and what goes along with it.

    That is what stands between two such parts, before the first, and, unless the sides are mixed, after the last.
    """
    known = _worded_as_announcement(said, stretch)
    if not known:
        return {}
    strongest = announcement_in(". ".join(said[index].text for index in stretch))
    kind = strongest if strongest is not None else next(iter(known.values()))
    recorded: dict[int, Announcement] = dict.fromkeys(known, kind)
    most = _BESIDE_WORDS_MIXED if mixed else _BESIDE_WORDS
    run: list[int] = []
    for index in [*stretch, None]:
        if index is not None and index not in known:
            run.append(index)
            continue
        may_go_along = index is not None or not mixed
        if may_go_along and sum(count_words(said[at].text) for at in run) <= most:
            recorded.update((at, kind) for at in run)
        run = []
    return recorded


def _worded_as_announcement(said: Sequence[Utterance], stretch: Sequence[int]) -> dict[int, Announcement]:
    known: dict[int, Announcement] = {}
    for index in stretch:
        if kind := announcement_in(said[index].text):
            known[index] = kind
    for before, after in pairwise(stretch):  # "Оставьте сообщение ... после сигнала", with a pause between
        joined = f"{said[before].text.rstrip('.… ')} {said[after].text}"
        if before not in known and after not in known and (kind := announcement_in(joined)):
            known |= {before: kind, after: kind}
    return known
