"""A deal's story: everything that belongs to it, in time order, and what counts as contact."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from classify.codebook import SIGNALS
from classify.deal_course.deal_story import REACHED_NOBODY
from classify.utterance_encoders.archive_conversations import conversations_of
from deals.records import OwnerChange, StageChange, Task
from tests.classify.made_archive import (
    CONTACT,
    archive,
    at,
    call,
    certain_roles,
    deal,
    lost_deal,
    message,
    stories_of,
    transcript,
)
from transcribe.utterance import Outcome, Transcript, Utterance

TALK = transcript("k1", ("manager", "Добрый день"), ("client", "Нужны окна"))


def test_everything_of_a_deal_is_there_in_time_order() -> None:
    tasks = tuple(Task(t, "d1", "call", "Позвонить", at(m)) for t, m in (("t2", "09-05 10:00"), ("t1", "09-02 10:00")))
    made = archive(
        [deal("d1"), deal("d2", contact_id=None)],
        calls=(call("k1", at("09-03 12:00")),),
        messages=(message("m1", at("09-02 12:00")), message("m2", at("09-04 12:00"), "Ждём", author="client")),
        tasks=tasks,
        stage_history=(StageChange("d1", at("09-01 10:00"), "Новая"),),
        owner_history=(OwnerChange("d1", at("09-01 10:00"), "u1"),),
    )
    stories = stories_of(made, [TALK])
    story = stories["d1"]
    assert [h.text for h in story.heard] == ["Добрый день", "Добрый день", "Нужны окна", "Ждём"]
    assert [h.role for h in story.heard] == ["manager", "manager", "client", "client"]
    assert [(h.call_id, h.utterance is None) for h in story.heard] == [
        (None, True),
        ("k1", False),
        ("k1", False),
        (None, True),
    ]
    assert story.heard[2].at == at("09-03 12:00:05")
    assert [t.task_id for t in story.tasks] == ["t1", "t2"]
    assert (len(story.stages), len(story.owners), len(story.calls), len(story.messages)) == (1, 1, 1, 2)
    assert story.contact == made.contacts["c1"]
    assert stories["d2"].heard == stories["d2"].calls == ()
    assert stories["d2"].contact is None


def test_a_talk_either_way_and_a_message_to_the_client_reach_him() -> None:
    made = archive(
        [deal()],
        calls=(call("k1", at("09-02 12:00")), call("k2", at("09-03 12:00"), direction="in")),
        messages=(message("m1", at("09-04 12:00")), message("m2", at("09-05 12:00"), author="client")),
    )
    story = stories_of(made)["d1"]
    assert story.reached() == [at("09-02 12:00"), at("09-03 12:00"), at("09-04 12:00")]
    assert story.contacts()[-1] == (at("09-05 12:00"), False)


def test_calls_that_nobody_took_are_no_contact() -> None:
    missed = call("k2", at("09-03 12:00"), direction="in", answered=False)
    story = stories_of(archive([deal()], calls=(call("k1", at("09-02 12:00"), answered=False), missed)))["d1"]
    assert story.contacts() == []
    assert story.missed_calls() == [missed]  # by the client; our own unanswered try is none


def test_a_note_is_never_contact_but_its_words_are_heard() -> None:
    note = message("m1", at("09-02 12:00"), "Клиент думает", channel="note")
    story = stories_of(archive([deal()], messages=(note,)))["d1"]
    assert story.contacts() == story.reached() == []
    assert [h.text for h in story.heard] == ["Клиент думает"]


def test_where_the_log_does_not_say_if_a_call_was_answered_its_words_do() -> None:
    calls = (call("k1", at("09-02 12:00"), answered=None), call("k2", at("09-03 12:00"), answered=None))
    story = stories_of(archive([deal()], calls=calls), [TALK])["d1"]
    assert [one.call_id for one in story.talks()] == ["k1"]
    assert story.reached() == [at("09-02 12:00")]


def test_the_log_is_believed_where_it_says_that_nobody_answered() -> None:
    machine = call("k1", at("09-02 12:00"), answered=False)
    assert stories_of(archive([deal()], calls=(machine,)), [TALK])["d1"].talks() == []


@pytest.mark.parametrize("outcome", sorted(REACHED_NOBODY))
def test_a_call_that_a_machine_took_is_no_talk_whatever_its_length_and_the_log(outcome: Outcome) -> None:
    calls = (call("k1", at("09-02 12:00"), duration_s=300), call("k2", at("09-03 12:00"), answered=None))
    spoken = [replace(TALK, call_id=one.call_id, outcome=outcome) for one in calls]
    story = stories_of(archive([deal()], calls=calls), spoken)["d1"]
    assert story.talks() == story.contacts() == story.reached() == []
    talked = stories_of(archive([deal()], calls=calls), [replace(one, outcome="conversation") for one in spoken])["d1"]
    assert len(talked.talks()) == 2


def test_of_a_call_that_a_machine_took_only_the_callers_words_are_heard() -> None:
    """What the machine says is neither the client's word nor a promise of ours."""
    for direction, text in (("out", "Добрый день"), ("in", "Нужны окна")):
        made = archive([deal()], calls=(call("k1", at("09-02 12:00"), direction=direction),))
        story = stories_of(made, [replace(TALK, outcome="voicemail")])["d1"]
        assert [h.text for h in story.heard] == [text]
    unsure = replace(TALK, outcome="voicemail", utterances=tuple(replace(u, role=None) for u in TALK.utterances))
    assert stories_of(made, [unsure])["d1"].heard == ()


def test_a_client_who_got_our_machine_is_a_missed_call_and_waits() -> None:
    rang = call("k1", at("09-02 12:00"), direction="in")
    for outcome, missed in (("voicemail", [rang]), ("ivr", [rang]), ("silence", []), ("conversation", [])):
        story = stories_of(archive([deal()], calls=(rang,)), [replace(TALK, outcome=outcome)])["d1"]
        assert story.missed_calls() == missed, outcome
        assert story.unanswered_reaching_out() == [one.started_at for one in missed]


def test_word_left_on_the_clients_machine_is_known_and_is_no_contact() -> None:
    calls = (call("k1", at("09-02 12:00")), call("k2", at("09-03 12:00")))
    left = replace(TALK, outcome="voicemail")
    hung_up = Transcript("k2", "ru", (Utterance(0, 0, 4, "Оставьте сообщение", role="client"),), outcome="voicemail")
    story = stories_of(archive([deal()], calls=calls), [left, hung_up])["d1"]
    assert story.messages_left() == [at("09-02 12:00")]
    assert story.contacts() == []


def test_the_client_waits_after_writing_or_ringing_until_something_of_ours_reaches_him() -> None:
    wrote = message("m1", at("09-05 12:00"), author="client")
    rang = call("k1", at("09-06 12:00"), direction="in", answered=False)
    waiting = archive([deal()], messages=(wrote,), calls=(rang,))
    assert stories_of(waiting)["d1"].unanswered_reaching_out() == [at("09-05 12:00"), at("09-06 12:00")]
    for answer in (
        {"messages": (wrote, message("m2", at("09-07 12:00")))},
        {"calls": (rang, call("k2", at("09-07 12:00")))},
        {"calls": (rang, call("k2", at("09-07 12:00"), direction="in"))},
    ):
        made = archive([deal()], **({"messages": (wrote,), "calls": (rang,)} | answer))
        assert stories_of(made)["d1"].unanswered_reaching_out() == []
    for silence in (
        {"messages": (wrote, message("m2", at("09-07 12:00"), channel="note"))},
        {"calls": (rang, call("k2", at("09-07 12:00"), answered=False))},
    ):
        made = archive([deal()], **({"messages": (wrote,), "calls": (rang,)} | silence))
        assert stories_of(made)["d1"].unanswered_reaching_out() == [at("09-05 12:00"), at("09-06 12:00")]


def test_a_deal_ends_when_it_was_closed_and_an_open_one_on_the_last_day() -> None:
    end_of_day = at("09-30 23:59:59")
    ends = {
        "d1": (lost_deal("d1", closed_at=at("09-20 18:00")), at("09-20 18:00")),
        "d2": (lost_deal("d2", closed_at=None), end_of_day),
        "d3": (deal("d3"), end_of_day),
        "d4": (deal("d4", closed_at=at("09-10 18:00")), end_of_day),  # planned
        "d5": (lost_deal("d5", closed_at=at("12-01 18:00")), end_of_day),
    }
    stories = stories_of(archive([one for one, _ in ends.values()]))
    assert {deal_id: story.end for deal_id, story in stories.items()} == {i: end for i, (_, end) in ends.items()}


def test_words_of_a_call_inside_the_office_stand_beside_the_deal_they_are_about() -> None:
    titles = (
        "Ангар Ферапонтова", "Печь Грачёвой", "Склад Мельникова", "Кухня Зубарева", "Сарай Кожина", "Дом Лазаревой",
        "Цех Сторожева", "Баня Тимофеевой", "Мост Ухтомского", "Двор Чеботарь", "Гараж Юшкова", "Забор Яшина",
    )  # fmt: skip
    deals = [deal(f"d{n}", contact_id=None, title=title) for n, title in enumerate(titles)]
    office = transcript("k1", ("manager", "Ферапонтов ангар ждёт"), ("head", "Подождёт"))
    story = stories_of(archive(deals, calls=(call("k1", at("09-10 12:00"), client_phone="100"),)), [office])["d0"]
    assert [(h.text, h.role) for h in story.side_talk] == [("Ферапонтов ангар ждёт", "manager"), ("Подождёт", "head")]
    assert story.heard == ()


def test_words_of_a_call_of_unknown_time_stand_in_no_story() -> None:
    story = stories_of(archive([deal()], calls=(call("k1", None),)), [TALK])["d1"]
    assert story.heard == story.calls == ()


def test_a_transcript_that_no_call_names_stands_in_no_story() -> None:
    assert stories_of(archive([deal()]), [TALK])["d1"].heard == ()


def test_a_chance_is_the_highest_of_the_signals_asked_for() -> None:
    heard = {"Добрый день": {"interest": 0.3, "promise": 0.7}}
    (found,) = stories_of(archive([deal()], messages=(message("m1", at("09-02 12:00")),)), heard=heard)["d1"].heard
    assert (found.chance("interest"), found.chance("interest", "promise"), found.chance("rude")) == (0.3, 0.7, 0.0)


def test_calls_and_messages_with_words_are_classified_each_by_itself() -> None:
    silent = transcript("k2")
    made = archive(
        [deal()],
        messages=(
            message("m1", at("09-02 12:00"), "Скидка есть?", author="client"),
            message("m2", at("09-03 12:00"), ""),
            message("m3", at("09-04 12:00"), "Нет", author="u2", channel="note"),
            message("m4", at("09-05 12:00"), "Здравствуйте", author="Робот"),
        ),
    )
    transcripts = {one.call_id: one for one in (TALK, silent)}
    conversations, sources = conversations_of(made, transcripts, {i: certain_roles(t) for i, t in transcripts.items()})
    assert [s if isinstance(s, str) else s.message_id for s in sources] == ["k1", "m1", "m3", "m4"]
    assert [c.texts for c in conversations] == [
        ("Добрый день", "Нужны окна"),
        ("Скидка есть?",),
        ("Нет",),
        ("Здравствуйте",),
    ]
    writers = np.vstack([c.roles for c in conversations[1:]])
    np.testing.assert_array_equal(writers, [[0, 0, 1], [0, 1, 0], [1, 0, 0]])  # client, head, one of ours


def test_an_archive_without_deals_has_no_stories() -> None:
    assert stories_of(archive(calls=(call("k1", at("09-02 12:00")),)), [TALK]) == {}


def test_each_text_keeps_its_own_signals() -> None:
    heard = {"Добрый день": {"rude": 0.4}, "Нужны окна": {"need_stated": 0.9}}
    story = stories_of(archive([deal()], calls=(call("k1", at("09-03 12:00")),)), [TALK], heard)["d1"]
    assert [SIGNALS[int(np.argmax(h.probability))] for h in story.heard] == ["rude", "need_stated"]


def test_a_call_in_the_pile_is_told_in_no_deal_and_possible_in_each() -> None:
    made = archive([deal("d1"), deal("d2")], calls=(call("k1", at("09-10 12:00")),))
    stories = stories_of(made, [transcript("k1", ("client", "Ну что там?"), ("manager", "Скоро"))])
    for story in stories.values():
        assert story.calls == story.heard == story.side_talk == ()
        assert story.possible_calls == (at("09-10 12:00"),)
        assert story.may_have_talked(at("09-10 11:00"), at("09-10 12:00"))
        assert not story.may_have_talked(at("09-10 12:00"), at("09-30 12:00"))


def test_words_of_a_call_that_surely_belongs_carry_no_doubt_and_others_say_how_sure_it_is() -> None:
    shared = {"c1": CONTACT, "c2": replace(CONTACT, contact_id="c2", name="Вера")}
    deals = (deal("d1"), deal("d2", contact_id="c2", created_at=at("08-01 10:00")))
    heard_alone = stories_of(archive([deal()], calls=(call("k1", at("09-02 12:00")),)), [TALK])["d1"].heard
    heard_shared = stories_of(archive(deals, contacts=shared, calls=(call("k1", at("09-02 12:00")),)), [TALK])
    assert {one.link_confidence for one in heard_alone} == {None}
    (doubt,) = {one.link_confidence for one in heard_shared["d1"].heard}
    assert doubt is not None
    assert 0.5 <= doubt < 0.9


def test_a_missed_call_that_may_be_another_deals_lets_no_client_wait() -> None:
    missed = call("k1", at("09-10 12:00"), direction="in", answered=False)
    sure = stories_of(archive([deal("d1")], calls=(missed,)))["d1"]
    assert sure.unanswered_reaching_out() == [at("09-10 12:00")]
    elder = deal("d2", created_at=at("08-01 10:00"))
    story = stories_of(archive([deal("d1"), elder], calls=(missed,)))["d1"]
    assert [one.call_id for one in story.calls] == ["k1"]
    assert story.unsure_calls == {"k1"}
    assert story.unanswered_reaching_out() == []


def test_a_call_of_the_clients_own_number_is_possible_in_all_his_deals_wherever_it_went() -> None:
    early = call("k1", at("05-10 12:00"))
    story = stories_of(archive([deal("d1", created_at=at("09-01 10:00"))], calls=(early,)))["d1"]
    assert story.calls == ()
    assert story.possible_calls == (at("05-10 12:00"),)
