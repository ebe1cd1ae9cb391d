"""What notes and stages of ours say: that something was sent, that somebody was there."""

from __future__ import annotations

import pytest

from classify.promises_kept import done_words as say


@pytest.mark.parametrize("text", ["Отправила на почту", "КП ушло", "Договор выслан", "Emailed the quote", "sent"])
def test_a_note_that_says_it_was_sent(text: str) -> None:
    assert say.says_sent(text)


@pytest.mark.parametrize(
    "text", ["Надо отправить", "Не отправил", "Отправлю завтра", "To be sent tomorrow", "not sent yet"]
)
def test_a_note_that_does_not(text: str) -> None:
    assert not say.says_sent(text)


def test_stages_named_after_what_was_done() -> None:
    assert say.stage_says_sent("КП отправлено")
    assert say.stage_says_sent("Agreement out")
    assert not say.stage_says_sent("Подготовка КП")
    assert say.stage_says_visited("Замер выполнен")
    assert not say.stage_says_visited("Замер назначен")
