"""An explained call in the terminal: the same words in colour and, where there is none, in brackets."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from classify.call_signals.explained_call import ExplainedUtterance
from classify.call_signals.signal_explanation import CarryingLine, CarryingWords, ExplainedSignal
from reports.terminal_signals import print_explanation
from reports.texts import LANGUAGES, Language, Texts
from transcribe.utterance import Role, Transcript, Utterance

TEXT = "It is too expensive, [sic] and\x1b[31m slow."
PRICE = ExplainedSignal(
    "objection_price", 0.42, 0.044, True, 0.5, (CarryingWords(6, 19, 0.4),), (CarryingLine(0, 0.45),)
)  # fmt: skip
BY_PLACE = ExplainedSignal("interest", 0.07, 0.2, False, 0.0, (), ())
AS_A_WHOLE = ExplainedSignal("objection_timing", 0.3, 0.2, True, 0.9, (), ())


def line(index: int, text: str, role: Role | None, *signals: ExplainedSignal) -> ExplainedUtterance:
    chances: dict[Role, float] = {"manager": 0.35, "head": 0.0, "client": 0.65}
    return ExplainedUtterance(Utterance(index, 7.0 * index, 7.0 * index + 5, text, role=role), chances, signals)


LINES = (line(0, "Two hundred.", "manager"), line(1, TEXT, None, PRICE, BY_PLACE, AS_A_WHOLE))


def printed(language: Language, *, colour: bool) -> str:
    stream = io.StringIO()
    system = "truecolor" if colour else None
    console = Console(file=stream, width=400, force_terminal=colour, color_system=system, no_color=not colour)
    print_explanation(console, Transcript("c1", "en", tuple(one.utterance for one in LINES)), LINES, Texts(language))
    return stream.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_colour_the_words_stand_in_brackets(language: Language) -> None:
    shown, texts = printed(language, colour=False), Texts(language)
    assert "It is [too expensive], [sic] and [31m slow." in shown, "no escape sequence of a transcript gets through"
    assert "\x1b" not in shown
    assert texts.text("signals-brackets") in shown
    assert texts.text("signals-by-place") in shown
    assert texts.text("signals-no-single-word", share=texts.percent(0.9)) in shown
    assert texts.text("signals-line-before", words="Two hundred.", at="0:00", share=texts.percent(0.45)) in shown
    assert f"{texts.text('role-client')} {texts.percent(0.65)}, {texts.text('role-manager')}" in shown
    assert texts.percent(0.044, digits=1) in shown


def test_with_colour_the_words_are_coloured_and_have_no_brackets() -> None:
    shown = printed("en", colour=True)
    assert "[too expensive]" not in shown
    assert "\x1b[1;33mtoo expensive\x1b[0m" in shown
