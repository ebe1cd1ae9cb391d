"""Calls cut to pieces and joined anew: for training that has to read a line also where its neighbours do not help.

In a real call half the lines are lost to noise, the recogniser splits them, or two people talk past each other. An
encoder that only ever saw calls that hang together takes a plain refusal for nothing after an unrelated question.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np

from classify.utterance_encoders.conversation import Conversation
from classify.utterance_encoders.written_calls import WrittenCall

CUT_SHARE = 0.25  # of the calls, each time anew
CUT_SHARE_ALONE = 0.7  # of the calls of one line: most were written to be read anywhere
PIECE_LINES = (1, 2, 2, 3, 4)  # lines of a piece are drawn from these
JOINED_PIECES = (1, 1, 2, 3, 4, 6)  # pieces of a new call are drawn from these


def partly_cut_up(calls: Sequence[WrittenCall], rng: random.Random) -> list[WrittenCall]:
    """The calls, a share of them cut into pieces that are joined at random with others of the same language.

    Every line keeps its text, its speaker and its labels, and is there exactly once.
    """
    whole: list[WrittenCall] = []
    pieces: dict[str, list[WrittenCall]] = {}
    for call in calls:
        if rng.random() >= (CUT_SHARE if len(call.labels) > 1 else CUT_SHARE_ALONE):
            whole.append(call)
        else:
            pieces.setdefault(call.language, []).extend(_pieces(call, rng))
    for of_language in pieces.values():
        rng.shuffle(of_language)
        whole += _joined(of_language, rng)
    return whole


def _pieces(call: WrittenCall, rng: random.Random) -> Iterator[WrittenCall]:
    start = 0
    while start < len(call.labels):
        end = start + rng.choice(PIECE_LINES)
        talk = call.conversation
        lines = Conversation(talk.texts[start:end], talk.roles[start:end])
        yield WrittenCall(call.source, call.language, lines, call.labels[start:end])
        start = end


def _joined(pieces: Sequence[WrittenCall], rng: random.Random) -> Iterator[WrittenCall]:
    start = 0
    while start < len(pieces):
        group = pieces[start : start + rng.choice(JOINED_PIECES)]
        talk = Conversation(
            tuple(text for piece in group for text in piece.conversation.texts),
            np.concatenate([piece.conversation.roles for piece in group]),
        )
        labels = tuple(codes for piece in group for codes in piece.labels)
        yield WrittenCall(group[0].source, group[0].language, talk, labels)
        start += len(group)
