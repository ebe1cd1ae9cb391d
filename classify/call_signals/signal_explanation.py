"""Which words of a call carried each of its signals.

The classifier is a closed box here: words, and the lines around, are left out one after the other, and what a signal
loses by it is what they carried.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from classify.call_signals.signals import SignalClassifier
from classify.codebook import SIGNALS
from classify.utterance_encoders.conversation import Conversation
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder

FLOOR = 0.05  # below this probability nothing is explained, whatever was asked for
MOST_BLOCKS = 16  # that the words of an utterance are left out in: of a long one several words at a time
_PHRASE = 3  # blocks left out together beside each alone: a phrase may hold where each of its words can be missed
_LINES_BEFORE, _LINES_AFTER = 3, 2  # beyond, a line left out moves nothing
_SIGHT = 6  # lines from a change from where on it moves nothing: there others can be made in the same conversation
_MARKED = 0.5  # of the strongest word's share: what carried less is not marked
_LEAST_SHARE = 0.05  # of the whole
_SURE = 1e-6
_WORD = re.compile(r"\w+(?:[-'’.,:]\w+)*|\?")  # numbers like 1,5 or 14:30 whole; a question mark is heard too


@dataclass(frozen=True, slots=True)
class CarryingWords:
    """A piece of the utterance's text: its characters from `start` up to `end`."""

    start: int
    end: int
    share: float  # of all that carried the signal, 0 to 1


@dataclass(frozen=True, slots=True)
class CarryingLine:
    """Another line of the call, by its place in it."""

    row: int
    share: float


@dataclass(frozen=True, slots=True)
class ExplainedSignal:
    """A signal of one utterance. The shares of words and lines add up to at most 1.

    own_share: of the utterance's words altogether, also where no single one of them carried it; 0 where neither they
    nor the lines around did: who speaks and where in the call is all that speaks for the signal then.
    """

    code: str
    probability: float
    threshold: float
    heard: bool  # reaches the threshold
    own_share: float
    words: tuple[CarryingWords, ...]  # in the order of the text
    lines: tuple[CarryingLine, ...]  # strongest first


@dataclass(frozen=True, slots=True)
class _Change:
    """What is put into the conversation in place of some of its lines, to see what line `row` makes of it."""

    row: int
    texts: Mapping[int, str]


def explain_signals(
    conversation: Conversation,
    classifier: SignalClassifier,
    embedder: SentenceEmbedder,
    *,
    below_threshold: bool = False,
) -> tuple[tuple[ExplainedSignal, ...], ...]:
    """The signals of each utterance, likeliest first, with what carried them.

    Occlusion: what a signal's log-odds lose when something is left out is what it carried. Words are left out one by
    one and as phrases, of long utterances several at a time; a word gets the mean of what the pieces with it lose, for
    each of their words. Sources: Zeiler and Fergus, Visualizing and Understanding Convolutional Networks (2014); for
    words, Li, Monroe and Jurafsky, Understanding Neural Networks through Representation Erasure (2016).

    below_threshold: also signals that do not reach their threshold, down to a probability of FLOOR.
    """
    if not conversation.texts:
        return ()
    with threadpool_limits(limits=1, user_api="blas"):  # as in a run: sums must not differ from its own
        (probability,) = classifier.predict_probability([conversation], embedder)
        shown = _shown(probability, classifier, below_threshold)
        changes = [change for row, codes in enumerate(shown) if codes for change in _changes(conversation, row)]
        losses = _losses(conversation, probability, changes, classifier, embedder)
    return tuple(
        tuple(_explained(conversation.texts[row], row, code, heard, probability, losses, classifier)
              for code, heard in codes)
        for row, codes in enumerate(shown)
    )  # fmt: skip


def _shown(
    probability: np.ndarray, classifier: SignalClassifier, below_threshold: bool
) -> list[list[tuple[str, bool]]]:
    """Of each utterance the codes to be explained, likeliest first, and whether they reach their thresholds."""
    shown = []
    for row, heard in zip(probability, classifier.above_threshold(probability), strict=True):
        faint = [code for code, chance in zip(SIGNALS, row, strict=True) if chance >= FLOOR and code not in heard]
        codes = [*heard, *(faint if below_threshold else ())]
        codes.sort(key=lambda code: -row[SIGNALS.index(code)])
        shown.append([(code, code in heard) for code in codes])
    return shown


def _changes(conversation: Conversation, row: int) -> Iterator[_Change]:
    """Everything that is left out for the sake of one utterance."""
    texts = conversation.texts
    for piece in _pieces(texts[row]):  # first: more of them than of the lines fit into one conversation
        yield _Change(row, {row: _without(texts[row], piece)})
    for other in range(max(0, row - _LINES_BEFORE), min(len(texts), row + _LINES_AFTER + 1)):
        if texts[other].strip():
            yield _Change(row, {other: ""})


def _blocks(text: str) -> list[tuple[tuple[int, int], ...]]:
    """The words of a text by their characters, one to a block or, in a long text, several."""
    words = [match.span() for match in _WORD.finditer(text)]
    size = max(1, math.ceil(len(words) / MOST_BLOCKS))
    return [tuple(words[first : first + size]) for first in range(0, len(words), size)]


def _pieces(text: str) -> list[tuple[int, int]]:
    """Ranges of blocks, each alone and _PHRASE together; not the whole text, which is left out as a line."""
    count = len(_blocks(text))
    return [
        (first, first + length)
        for length in (1, _PHRASE)
        for first in range(count - length + 1)
        if length < count
    ]  # fmt: skip


def _without(text: str, piece: tuple[int, int]) -> str:
    spans = [span for block in _blocks(text)[slice(*piece)] for span in block]
    left = text[: spans[0][0]].rstrip(" ,;:–—-") + " " + text[spans[-1][1] :].lstrip(" ,;:–—-")
    return re.sub(r" +(?=[.!?…])", "", left).strip()


def _losses(
    conversation: Conversation,
    probability: np.ndarray,
    changes: Sequence[_Change],
    classifier: SignalClassifier,
    embedder: SentenceEmbedder,
) -> dict[tuple[int, int, str], np.ndarray]:
    """What each change takes from the log-odds of its utterance's signals, by (utterance, line changed, its text).

    returns: arrays of shape (len(SIGNALS),), never negative.
    """
    together = _far_apart(changes)
    conversations = [_changed(conversation, group) for group in together]
    found = classifier.predict_probability(conversations, embedder)
    before = _log_odds(probability)
    return {
        (change.row, line, text): np.maximum(0.0, before[change.row] - _log_odds(rows[change.row]))
        for group, rows in zip(together, found, strict=True)
        for change in group
        for line, text in change.texts.items()
    }


def _far_apart(changes: Sequence[_Change]) -> list[list[_Change]]:
    """Changes in groups that fit into one conversation: a call then takes as many as its busiest stretch.

    Exact but for what a classifier makes of the call as a whole: in a call of 60 lines shares moved by 0.01.
    """
    groups: list[list[_Change]] = []
    open_from = 0
    row = -1
    for change in changes:  # in the order of their utterances
        if change.row != row:
            row, open_from = change.row, 0
        place = next((n for n in range(open_from, len(groups)) if _apart(groups[n][-1], change)), len(groups))
        if place == len(groups):
            groups.append([])
        groups[place].append(change)
        open_from = place + 1
    return groups


def _apart(earlier: _Change, later: _Change) -> bool:
    """Whether neither moves what the other is made to see."""
    return min(later.texts) - earlier.row >= _SIGHT and later.row - max(earlier.texts) >= _SIGHT


def _changed(conversation: Conversation, group: Sequence[_Change]) -> Conversation:
    texts = list(conversation.texts)
    for change in group:
        for line, text in change.texts.items():
            texts[line] = text
    return replace(conversation, texts=tuple(texts))


def _log_odds(probability: np.ndarray) -> np.ndarray:
    inside = np.clip(probability, _SURE, 1 - _SURE)
    return np.asarray(np.log(inside / (1 - inside)))


def _explained(
    text: str,
    row: int,
    code: str,
    heard: bool,
    probability: np.ndarray,
    losses: Mapping[tuple[int, int, str], np.ndarray],
    classifier: SignalClassifier,
) -> ExplainedSignal:
    column = SIGNALS.index(code)
    lines = {
        line: float(loss[column]) for (at, line, changed), loss in losses.items() if at == row and changed == ""
    }  # fmt: skip
    whole = sum(lines.values())
    shares = {line: loss / whole for line, loss in lines.items()} if whole > 0 else {}
    own_share = shares.pop(row, 0.0)
    found = {changed: float(loss[column]) for (at, line, changed), loss in losses.items() if (at, line) == (row, row)}
    return ExplainedSignal(
        code,
        float(probability[row, column]),
        float(classifier.thresholds_[column]),
        heard,
        own_share,
        _marked(text, own_share, found),
        tuple(
            CarryingLine(line, share)
            for line, share in sorted(shares.items(), key=lambda item: -item[1])
            if share >= _LEAST_SHARE
        ),
    )


def _marked(text: str, own_share: float, found: Mapping[str, float]) -> tuple[CarryingWords, ...]:
    """The words that carried most of what the utterance's own words did; neighbours in the text as one piece."""
    blocks = _blocks(text)
    if own_share < _LEAST_SHARE or not blocks:
        return ()
    if len(blocks) == 1:
        return (CarryingWords(blocks[0][0][0], blocks[0][-1][1], own_share),)
    weights = [
        float(np.mean([found[_without(text, piece)] / (piece[1] - piece[0])
                       for piece in _pieces(text) if piece[0] <= number < piece[1]]))
        for number in range(len(blocks))
    ]  # fmt: skip
    if not any(weights):
        return ()
    least = max(_MARKED * max(weights), _LEAST_SHARE * sum(weights))
    strong = [
        CarryingWords(block[0][0], block[-1][1], own_share * weight / sum(weights))
        for block, weight in zip(blocks, weights, strict=True)
        if weight >= least
    ]
    return tuple(_joined(text, strong))


def _joined(text: str, pieces: Sequence[CarryingWords]) -> Iterator[CarryingWords]:
    """Pieces with nothing but a space between them, as one."""
    last = pieces[0]
    for piece in pieces[1:]:
        if text[last.end : piece.start].strip():
            yield last
            last = piece
        else:
            last = CarryingWords(last.start, piece.end, last.share + piece.share)
    yield last
