"""A call with its signals in the terminal, the words that carried them standing out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from classify.call_signals.explained_call import ExplainedUtterance
from classify.call_signals.signal_explanation import FLOOR, CarryingWords, ExplainedSignal
from reports.terminal_text import printable, shortened
from reports.texts import Texts
from transcribe.utterance import Transcript

OWE_MUCH = 0.2  # share from which another line is named
FINE_BELOW = 0.1  # probabilities with a digit after the point
LONGEST_QUOTE = 60  # characters of another line
_CARRIED = "bold yellow"


def print_explanation(
    console: Console, transcript: Transcript, lines: Sequence[ExplainedUtterance], texts: Texts
) -> None:
    """The whole call, line by line. Without colour the carrying words stand in square brackets."""
    with_signals = sum(any(signal.heard for signal in line.signals) for line in lines)
    console.print()
    heading = texts.text("signals-call", call=printable(transcript.call_id), lines=len(lines), heard=with_signals)
    console.print(Text(heading, style="bold"))
    if not lines:
        console.print(Text(texts.text("signals-nothing-said")))
        return
    _explain_marks(console, lines, texts)
    for row, line in enumerate(lines):
        console.print()
        console.print(_said(line, texts, colourless=_colourless(console)))
        for signal in line.signals:
            console.print(Padding(_signal(signal, row, lines, texts), (0, 0, 0, 4), expand=False))


def _explain_marks(console: Console, lines: Sequence[ExplainedUtterance], texts: Texts) -> None:
    if any(signal.words for line in lines for signal in line.signals):
        mark = "signals-brackets" if _colourless(console) else "signals-colour"
        console.print(Text(texts.text(mark), style="dim"))
    if any(not signal.heard for line in lines for signal in line.signals):
        console.print(Text(texts.text("signals-faint", floor=texts.percent(FLOOR)), style="dim"))
    if uncertain := sum(line.utterance.role is None for line in lines):
        console.print(Text(texts.text("signals-roles-uncertain", count=uncertain, lines=len(lines)), style="yellow"))


def _colourless(console: Console) -> bool:
    return console.color_system is None or console.no_color


def _said(line: ExplainedUtterance, texts: Texts, *, colourless: bool) -> Text:
    said = Text.assemble((texts.clock(line.utterance.start_s), "dim"), "  ", (_who(line, texts), "bold"), "  ")
    words = said_words(line, colourless=colourless)
    if not line.signals:
        words.stylize("dim")
    return said + words


def _who(line: ExplainedUtterance, texts: Texts) -> str:
    if line.utterance.role is not None:
        return texts.text(f"role-{line.utterance.role}")
    likely = sorted(line.chances.items(), key=lambda item: -item[1])
    return ", ".join(
        texts.text("signals-chance", role=texts.text(f"role-{role}"), chance=texts.percent(chance))
        for role, chance in likely if chance >= FLOOR
    )  # fmt: skip


def said_words(line: ExplainedUtterance, *, colourless: bool) -> Text:
    """What was said, with the words that carried any of its signals in colour or in brackets."""
    text = line.utterance.text
    said, end = Text(), 0
    for start, stop in _merged([words for signal in line.signals for words in signal.words]):
        said.append(_plain(text[end:start]))
        marked = _plain(text[start:stop])
        said.append(f"[{marked}]" if colourless else marked, style="" if colourless else _CARRIED)
        end = stop
    return said.append(_plain(text[end:]))


def _merged(pieces: Sequence[CarryingWords]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((piece.start, piece.end) for piece in pieces):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _plain(words: str) -> str:
    """Without control characters and line breaks; spaces at the ends stay, other than in `printable`."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def _signal(signal: ExplainedSignal, row: int, lines: Sequence[ExplainedUtterance], texts: Texts) -> Text:
    name = texts.text(f"signal-{signal.code}")
    chance = texts.text(
        "signals-probability",
        probability=_chance(signal.probability, texts),
        threshold=_chance(signal.threshold, texts),
    )
    style = "cyan" if signal.heard else "dim"
    return Text.assemble((name, style), f" {chance}. ", "; ".join(_carriers(signal, row, lines, texts)), ".")


def _chance(share: float, texts: Texts) -> str:
    # Some thresholds are low: of 4.4% and 3.6% both would be 4%.
    return texts.percent(share, digits=0 if share >= FINE_BELOW else 1)


def _carriers(signal: ExplainedSignal, row: int, lines: Sequence[ExplainedUtterance], texts: Texts) -> list[str]:
    """What carried the signal, as parts of a sentence."""
    parts = []
    said = lines[row].utterance.text
    if signal.words and _is_whole(signal.words, said):
        parts.append(texts.text("signals-whole-line", share=texts.percent(signal.own_share)))
    elif signal.words:
        quotes = ", ".join(
            texts.text("signals-words", words=printable(said[w.start : w.end]), share=texts.percent(w.share))
            for w in sorted(signal.words, key=lambda words: -words.share)
        )
        parts.append(texts.text("signals-carried-by", words=quotes))
    elif signal.own_share >= OWE_MUCH:
        parts.append(texts.text("signals-no-single-word", share=texts.percent(signal.own_share)))
    for other in signal.lines:
        if other.share >= OWE_MUCH:
            its = lines[other.row].utterance
            parts.append(texts.text(
                "signals-line-before" if other.row < row else "signals-line-after",
                words=shortened(printable(its.text), LONGEST_QUOTE),
                at=texts.clock(its.start_s),
                share=texts.percent(other.share),
            ))  # fmt: skip
    return parts or [texts.text("signals-by-place")]


def _is_whole(words: Sequence[CarryingWords], said: str) -> bool:
    return len(words) == 1 and not any(letter.isalnum() for letter in said[: words[0].start] + said[words[0].end :])
