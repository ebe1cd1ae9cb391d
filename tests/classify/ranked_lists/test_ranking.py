"""Both lists: every deal that can be ranked, once, best first; shown to people only what is likely and can be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from classify.claims.deal_claims import person_at_fault
from classify.codebook import CAUSES, HEAD_CAUSES, REVIVE_REASONS, TOXIC_KPIS
from classify.company_history.history_figures import HistoryFigures, Interval
from classify.company_history.history_model import NO_HISTORY
from classify.company_history.history_view import HistoryChance, HistoryView
from classify.crm_work.work_check import check_work
from classify.crm_work.work_findings import WorkCheck
from classify.deal_course.deal_story import DealStory
from classify.deal_judgement.deal_features import habits_of
from classify.deal_judgement.deal_models import DealModels
from classify.labelled_archive import LabelledArchive
from classify.model_files import Models
from classify.promises_kept.promises import Promise, promises_of
from classify.ranked_lists.ranking import MOST_FLAGGED, REPORTING_THRESHOLD, DealLists, ranked_and_flagged
from classify.records import ErrorLoss, Evidence, Rankings, Revival
from classify.spoken_dates.contact_dates import contact_date
from deals.linking import link_calls
from deals.records import Archive, Deal, OwnerChange, Person
from tests.classify.claims.test_deal_evidence import case_of
from tests.classify.conftest import Analysed
from tests.classify.made_archive import (
    AS_OF,
    PEOPLE,
    Signals,
    archive,
    at,
    call,
    deal,
    lost_deal,
    message,
    settings_of,
    stories_of,
    transcript,
    won_deal,
)
from transcribe.utterance import Transcript

WON_IN_TEN_DAYS = won_deal("won", contact_id=None)


def rank_deals(
    made: Archive,
    stories: Mapping[str, DealStory],
    promises: Mapping[str, Sequence[Promise]],
    work: WorkCheck,
    models: DealModels,
    history: HistoryView = NO_HISTORY,
    **options: int,
) -> Rankings:
    """Both lists of deals that are put in in the order of their ids, as an analysis does."""
    lists = DealLists(made, habits_of(made), work, models, **options)
    for deal_id in sorted(stories):
        lists.put(stories[deal_id], promises.get(deal_id, ()))
    return lists.ranked(stories, promises, history)


def ranked(models: Models, made: Archive, *given: Transcript, heard: dict[str, Signals] | None = None) -> Rankings:
    stories = stories_of(made, given, heard)
    promises = {deal_id: promises_of(story, settings_of(made)) for deal_id, story in stories.items()}
    return rank_deals(made, stories, promises, check_work(made, link_calls(made), stories), models.deals)


@dataclass(frozen=True)
class Told:
    """A labelled archive whose words carry exactly the signals that a reader gave them."""

    stories: Mapping[str, DealStory]
    promises: Mapping[str, Sequence[Promise]]
    rankings: Rankings


@pytest.fixture(scope="module")
def told(kitchen: LabelledArchive, models: Models) -> Told:
    heard: dict[str, Signals] = {
        utterance.text: dict.fromkeys(codes, 0.9)
        for call_id, one in kitchen.transcripts.items()
        for utterance, codes in zip(one.utterances, kitchen.signals[call_id], strict=True)
    }
    stories = stories_of(kitchen.archive, kitchen.transcripts.values(), heard)
    promises = {deal_id: promises_of(story, settings_of(kitchen.archive)) for deal_id, story in stories.items()}
    return Told(stories, promises, rank_deals(kitchen.archive, stories, promises, WorkCheck(), models.deals))


def of(models: Models, *deals: Deal, **parts: Any) -> Rankings:
    return ranked(models, archive(deals, **parts))


def the_loss(models: Models, one: Deal, **parts: Any) -> ErrorLoss:
    (loss,) = of(models, one, **parts).error_loss
    return loss


def the_revival(models: Models, one: Deal, **parts: Any) -> Revival:
    (revival,) = of(models, one, **parts).revive
    return revival


def test_every_lost_deal_is_on_both_lists_once_and_stalled_ones_to_be_revived(analysed: Analysed) -> None:
    deals, rankings = analysed.labelled.archive.deals, analysed.analysis.rankings
    lost = sorted(i for i, one in deals.items() if one.status == "lost")
    revive = [one.deal_id for one in rankings.revive]
    assert sorted(one.deal_id for one in rankings.error_loss) == lost
    assert len(set(revive)) == len(revive)
    assert set(lost) <= set(revive)
    assert {deals[i].status for i in set(revive) - set(lost)} == {"open"}
    assert rankings.deals_considered == len(deals)
    assert rankings.as_of == analysed.labelled.archive.as_of


def test_ranks_run_from_one_and_chances_never_rise(analysed: Analysed) -> None:
    for listed in (analysed.analysis.rankings.revive, analysed.analysis.rankings.error_loss):
        assert [one.rank for one in listed] == list(range(1, len(listed) + 1))
        chances = [one.probability for one in listed]
        assert chances == sorted(chances, reverse=True)
        assert all(0 < chance < 1 for chance in chances)


def test_flagged_are_at_most_twenty_likely_ones_with_evidence_and_the_best_of_them(analysed: Analysed) -> None:
    for listed in (analysed.analysis.rankings.revive, analysed.analysis.rankings.error_loss):
        worthy = [one for one in listed if one.probability >= REPORTING_THRESHOLD and one.evidence]
        flagged = [one for one in listed if one.flagged]
        assert flagged == worthy[:MOST_FLAGGED]
        assert 0 < len(flagged) <= 20


def test_codes_are_those_of_the_codebook_and_agree_with_each_other(analysed: Analysed) -> None:
    for revival in analysed.analysis.rankings.revive:
        assert revival.reason in REVIVE_REASONS
        assert revival.next_step.code == revival.reason
        assert revival.next_step.on == revival.reopen_on
    for loss in analysed.analysis.rankings.error_loss:
        heads = sum(chance for cause, chance in loss.causes.items() if cause in HEAD_CAUSES)
        assert loss.culprit == ("head" if heads > 0.5 else "manager")
        of_culprit = [cause for cause in loss.causes if (cause in HEAD_CAUSES) == (loss.culprit == "head")]
        assert loss.cause == max(of_culprit, key=lambda cause: loss.causes[cause])
        assert set(loss.causes) <= set(CAUSES)
        assert sum(loss.causes.values()) == pytest.approx(1)
        assert loss.toxic_kpi in (*TOXIC_KPIS, "none")


def test_the_lists_of_an_unseen_archive_are_far_better_than_random(analysed: Analysed) -> None:
    labels, rankings = analysed.labelled.labels, analysed.analysis.rankings
    revivable = [labels[one.deal_id].revivable >= 2 for one in rankings.revive]
    at_fault = [labels[one.deal_id].error >= 2 for one in rankings.error_loss]
    for grades in (revivable, at_fault):
        assert sum(grades[:10]) / 10 >= sum(grades) / len(grades) + 0.2


def test_at_most_twenty_of_many_likely_deals_are_flagged(kitchen: LabelledArchive, told: Told, models: Models) -> None:
    """Thirty deals that are each like the likeliest of a labelled archive."""
    likeliest = told.rankings.error_loss[0]
    copies = {f"d{n:02}": replace(kitchen.archive.deals[likeliest.deal_id], deal_id=f"d{n:02}") for n in range(30)}
    story = told.stories[likeliest.deal_id]
    stories = {deal_id: replace(story, deal=one) for deal_id, one in copies.items()}
    promises = dict.fromkeys(copies, promises_of(story, settings_of(kitchen.archive)))
    lost_again = rank_deals(
        replace(kitchen.archive, deals=copies), stories, promises, WorkCheck(), models.deals
    ).error_loss
    assert lost_again[-1].probability >= REPORTING_THRESHOLD
    assert [one.flagged for one in lost_again] == [True] * 20 + [False] * 10


def test_a_claim_with_nothing_to_show_is_not_flagged_however_likely(models: Models) -> None:
    shown = Evidence("absence", "", ref="d1", fact="no-next-step")
    likely = replace(the_loss(models, lost_deal()), probability=0.9, evidence=(shown,))
    untold, unlikely = replace(likely, deal_id="d0", evidence=()), replace(likely, deal_id="d2", probability=0.49)
    listed = ranked_and_flagged([untold, likely, unlikely])
    assert [(one.rank, one.flagged) for one in listed] == [(1, False), (2, True), (3, False)]


def test_equal_deals_are_listed_in_the_order_of_their_ids(models: Models) -> None:
    deals = [lost_deal(deal_id) for deal_id in ("d3", "d1", "d2")]
    rankings = of(models, *deals)
    assert [one.deal_id for one in rankings.error_loss] == ["d1", "d2", "d3"]
    assert [one.deal_id for one in rankings.revive] == ["d1", "d2", "d3"]


def test_unlikely_deals_and_claims_without_evidence_are_not_flagged(models: Models) -> None:
    refused = transcript("k1", ("client", "Не звоните мне больше"), ("manager", "Хорошо"))
    heard: dict[str, Signals] = {"Не звоните мне больше": {"hard_refusal": 1.0}, "Хорошо": {"next_step_set": 0.5}}
    made = archive([lost_deal(), WON_IN_TEN_DAYS], calls=(call("k1", at("09-19 12:00")),))
    rankings = ranked(models, made, refused, heard=heard)
    assert not any(one.flagged for one in (*rankings.revive, *rankings.error_loss) if one.probability < 0.5)
    assert rankings.revive[0].probability < 0.5
    untold = of(models, lost_deal(contact_id=None))  # nothing is known, so nothing can be shown
    assert [one.evidence for one in (*untold.revive, *untold.error_loss)] == [(), ()]
    assert not any(one.flagged for one in (*untold.revive, *untold.error_loss))


def test_an_open_deal_is_stalled_after_twice_the_companys_time_to_won(models: Models) -> None:
    def stalled(last_talk: str) -> bool:
        made = archive([deal(), WON_IN_TEN_DAYS], calls=(call("k1", at(last_talk)),))
        return [one.deal_id for one in ranked(models, made).revive] == ["d1"]

    assert WON_IN_TEN_DAYS.closed_at == at("09-11 18:00")  # 10 days and 8 hours: twice that is 20 days and 16 hours
    assert stalled("09-10 07:59")
    assert not stalled("09-10 08:01")


def test_a_message_by_the_client_keeps_a_deal_alive(models: Models) -> None:
    wrote = message("m1", at("09-25 10:00"), author="client")
    assert of(models, deal(created_at=at("03-01 10:00")), WON_IN_TEN_DAYS).revive != ()
    assert of(models, deal(created_at=at("03-01 10:00")), WON_IN_TEN_DAYS, messages=(wrote,)).revive == ()


def test_won_deals_are_on_no_list(models: Models) -> None:
    rankings = of(models, WON_IN_TEN_DAYS)
    assert (rankings.revive, rankings.error_loss, rankings.deals_considered) == ((), (), 1)


def test_an_archive_without_deals_has_empty_lists(models: Models) -> None:
    assert of(models, calls=(call("k1", at("09-01 10:00")),)) == Rankings(AS_OF, 0, (), ())


def test_deals_of_which_little_is_known_are_ranked_all_the_same_and_called_thin(models: Models) -> None:
    bare = lost_deal("bare", title=None, contact_id=None, amount=None, margin_pct=None, qualified=None, closed_at=None,
                     owner_id=None, source=None, stage=None, lost_reason=None)  # fmt: skip
    tables = frozenset({"calls.csv", "messages.csv", "tasks.csv", "stage_history.csv", "owner_history.csv"})
    rankings = of(models, bare, lost_deal("d1"), absent_tables=tables, contacts={}, people={})
    assert {one.deal_id for one in rankings.revive} == {one.deal_id for one in rankings.error_loss} == {"bare", "d1"}
    assert all(one.thin for one in (*rankings.revive, *rankings.error_loss))
    revival = next(one for one in rankings.revive if one.deal_id == "bare")
    assert (revival.expected_value, revival.person_id, revival.next_step.client) == (None, None, "bare")
    loss = next(one for one in rankings.error_loss if one.deal_id == "bare")
    assert (loss.amount_lost, loss.person_id) == (None, None)


def test_a_deal_with_words_is_not_thin(models: Models) -> None:
    letters = tuple(message(f"m{n}", at(f"09-0{n} 10:00")) for n in range(2, 5))
    assert not the_loss(models, lost_deal(), messages=letters).thin
    assert the_loss(models, lost_deal(), messages=letters[:2]).thin


def test_far_down_a_long_list_a_deal_keeps_its_place_and_its_figures_without_its_evidence(
    told: Told, kitchen: LabelledArchive, models: Models
) -> None:
    short = rank_deals(kitchen.archive, told.stories, told.promises, WorkCheck(), models.deals, fully_told=3)
    pairs = [
        *zip(short.revive, told.rankings.revive, strict=True),
        *zip(short.error_loss, told.rankings.error_loss, strict=True),
    ]
    assert [one for one, full in pairs if full.rank <= 3] == [full for _, full in pairs if full.rank <= 3]
    for one, full in pairs:
        if full.rank > 3:
            bare = {"evidence": (), "against": (), "missing": (), "told": False, "flagged": False}
            if isinstance(full, Revival):
                assert one == replace(full, next_step=replace(full.next_step, facts=()), **bare)
            else:
                assert one == replace(full, person_id=None, load=None, **bare)


def test_which_deals_are_told_follows_the_order_that_the_companys_history_will_give(
    told: Told, kitchen: LabelledArchive, models: Models
) -> None:
    first, second = told.rankings.error_loss[:2]
    surely = Interval(0.9, 0.9, 0.9)
    figures = HistoryFigures(100, 50, kitchen.archive.as_of, surely, surely, 0.9, surely, surely)
    view = HistoryView("used", 50, 50, 1, figures, (), {second.deal_id: HistoryChance(0.999, figures.since, 100, 99)})
    for history, expected in ((NO_HISTORY, first), (view, second)):
        ranked = rank_deals(
            kitchen.archive, told.stories, told.promises, WorkCheck(), models.deals, history, fully_told=1
        )  # fmt: skip
        assert [one.deal_id for one in ranked.error_loss if one.told] == [expected.deal_id]


def test_features_of_another_training_are_refused(models: Models) -> None:
    other = copy(models.deals)
    other.names = models.deals.names[::-1]
    made = archive([lost_deal()])
    with pytest.raises(ValueError, match="other features"):
        rank_deals(made, stories_of(made), {}, WorkCheck(), other)


def test_the_expected_value_is_chance_times_profit_and_halves_in_a_year(models: Models) -> None:
    fresh = the_revival(models, lost_deal(closed_at=at("09-30 10:00")))
    assert fresh.expected_value == pytest.approx(Decimal(60_000) * Decimal(str(fresh.probability)), abs=Decimal("0.2"))
    a_year_ago = the_revival(models, lost_deal(created_at=at("09-01 10:00").replace(year=2025),
                                               closed_at=at("09-30 10:00").replace(year=2025)))  # fmt: skip
    assert a_year_ago.expected_value == pytest.approx(
        Decimal(30_000) * Decimal(str(a_year_ago.probability)), abs=Decimal("0.2")
    )  # fmt: skip


def test_without_a_margin_the_companys_usual_one_counts_and_without_any_no_value_is_stated(models: Models) -> None:
    own = of(models, lost_deal("d1", margin_pct=None), won_deal("d2", margin_pct=0.5)).revive[0]
    assert own.expected_value is not None
    assert the_revival(models, lost_deal(margin_pct=None)).expected_value is None


def deferred(models: Models, words: str, chance: float = 0.9, said: str = "09-10 12:00", **parts: Any) -> Revival:
    """A lost deal whose client asked for this."""
    made = archive([lost_deal()], calls=(call("k1", at(said)),), **parts)
    talk = transcript("k1", ("client", words))
    (revival,) = ranked(models, made, talk, heard={words: {"deferral_dated": chance, "interest": 0.5}}).revive
    return revival


def test_a_client_is_contacted_on_the_day_he_named(models: Models) -> None:
    assert deferred(models, "Вернёмся пятого октября").reopen_on == date(2026, 10, 5)


def test_a_named_day_that_has_passed_is_today_and_a_day_off_the_next_working_day(models: Models) -> None:
    assert deferred(models, "Позвоните пятнадцатого").reopen_on == AS_OF
    assert deferred(models, "Позвоните третьего октября").reopen_on == date(2026, 10, 5)  # a Saturday
    assert deferred(models, "Позвоните второго января").reopen_on == date(2027, 1, 11)


def test_without_a_named_day_contact_is_due_today(models: Models) -> None:
    assert the_revival(models, lost_deal()).reopen_on == AS_OF
    assert deferred(models, "Вернёмся пятого октября", chance=0.1).reopen_on == AS_OF  # hardly a deferral


@pytest.mark.parametrize(
    "words", ["Открываемся пятого октября", "Доставка нужна к пятому октября", "Свадьба пятого октября, человек на сто"]
)
def test_a_date_of_something_else_is_not_one_to_make_contact_on(models: Models, words: str) -> None:
    assert deferred(models, words).reopen_on == AS_OF


def test_the_less_is_said_of_coming_back_the_more_it_must_sound_like_putting_off(models: Models) -> None:
    def moved(words: str, chance: float) -> bool:
        return deferred(models, words, chance).reopen_on == date(2026, 10, 5)

    assert moved("Позвоните мне пятого октября", 0.0)
    assert [moved("Правление пятого октября", chance) for chance in (0.2, 0.4)] == [False, True]
    assert [moved("Дочь прилетает пятого октября", chance) for chance in (0.4, 0.6)] == [False, True]


def test_the_day_that_a_client_named_last_counts(models: Models) -> None:
    first, second, third = "Вернёмся в декабре", "Нет, звоните пятого октября", "А открываемся мы в мае"
    made = archive([lost_deal()], calls=(call("k1", at("09-10 12:00")), call("k2", at("09-11 12:00"))))
    talks = transcript("k1", ("client", first)), transcript("k2", ("client", second), ("client", third))
    heard: dict[str, Signals] = {words: {"deferral_dated": 0.9} for words in (first, second, third)}
    (revival,) = ranked(models, made, *talks, heard=heard).revive
    assert revival.reopen_on == date(2026, 10, 5)


def test_a_dated_deferral_is_the_reason_only_if_a_date_was_named_and_is_near(
    kitchen: LabelledArchive, told: Told
) -> None:
    due = [one.deal_id for one in told.rankings.revive if one.reason == "dated_deferral_due"]
    assert len(due) >= 2
    for deal_id in due:
        deferrals = [h for h in told.stories[deal_id].heard if h.role == "client" and h.chance("deferral_dated") > 0.5]
        named = [one.day for h in deferrals if (one := contact_date(h.text, h.at.date()))]
        assert min(named) <= kitchen.archive.as_of + timedelta(days=30)


def test_the_next_step_names_the_client_by_what_is_known(models: Models) -> None:
    def client(**changes: Any) -> str:
        made = archive().contacts["c1"]
        return the_revival(models, lost_deal(), contacts={"c1": replace(made, **changes)}).next_step.client

    assert client() == "Пётр Лапин"
    assert client(name=None) == "ООО «Ветряк»"
    assert client(name=None, company=None) == "Окна в коттедж"


def people(*all_of_them: Person) -> dict[str, Person]:
    return {person.user_id: person for person in all_of_them}


def test_the_owner_makes_contact_unless_he_has_left(models: Models) -> None:
    assert the_revival(models, lost_deal()).person_id == "u1"
    gone = replace(PEOPLE[0], left=date(2026, 9, 29))
    assert the_revival(models, lost_deal(), people=people(gone, PEOPLE[1])).person_id == "u2"
    last_day = replace(PEOPLE[0], left=AS_OF)
    assert the_revival(models, lost_deal(), people=people(last_day, PEOPLE[1])).person_id == "u1"
    assert the_revival(models, lost_deal(owner_id=None)).person_id == "u2"


def test_of_several_heads_the_one_of_the_team_at_the_time_is_meant_or_none(models: Models) -> None:
    owner = replace(PEOPLE[0], left=date(2026, 9, 5))
    south, north = Person("h1", "Юлия", "head", team="Юг"), Person("h2", "Нина", "head", team="Север")
    assert the_revival(models, lost_deal(), people=people(owner, north, south)).person_id == "h1"
    former = replace(south, left=date(2026, 9, 1))
    assert the_revival(models, lost_deal(), people=people(owner, former, north)).person_id == "h2"
    assert the_revival(models, lost_deal(owner_id=None), people=people(north, south)).person_id is None


def test_an_error_is_put_to_whoever_had_the_deal_when_it_was_made() -> None:
    handed = (OwnerChange("d1", at("09-01 10:00"), "u3"), OwnerChange("d1", at("09-18 16:00"), "u1"))
    case = case_of(lost_deal(), owner_history=handed)
    assert person_at_fault(case, "manager", "M2_slow_first_contact") == "u3"
    assert person_at_fault(case_of(lost_deal()), "manager", "M2_slow_first_contact") == "u1"
    assert person_at_fault(case, "head", "H2_bad_routing") == "u2"


def test_a_heads_error_is_put_to_the_head_of_the_time_and_a_managers_to_one_who_had_the_deal(
    kitchen: LabelledArchive, told: Told, models: Models
) -> None:
    losses = told.rankings.error_loss
    assert {one.culprit for one in losses} == {"head", "manager"}
    for one in losses:
        changes = [change.user_id for change in told.stories[one.deal_id].owners]
        holders = {kitchen.archive.deals[one.deal_id].owner_id, *changes}
        assert one.person_id in ({"U1"} if one.culprit == "head" else holders), one.deal_id
    new = Person("H9", "Новый", "head", hired=kitchen.archive.as_of)
    with_new_head = replace(kitchen.archive, people={"H9": new, **kitchen.archive.people})
    again = rank_deals(with_new_head, told.stories, told.promises, WorkCheck(), models.deals).error_loss
    assert [one.person_id for one in again] == [one.person_id for one in losses]


def test_an_archive_without_won_deals_is_ranked(models: Models) -> None:
    rankings = of(models, lost_deal("d1"), deal("d2", created_at=at("01-10 10:00")))
    assert [one.deal_id for one in rankings.error_loss] == ["d1"]
    assert {one.deal_id for one in rankings.revive} == {"d1", "d2"}


def test_who_asked_never_to_be_called_is_last_and_never_flagged_for_revival(models: Models) -> None:
    """Codebook, section 4: do-not-call is final, whatever else the deal shows."""
    warm = {"Присылайте договор": {"ready_to_buy": 0.95, "interest": 0.9}}
    final = "Больше не звоните мне никогда"
    talk = transcript("k1", ("client", "Присылайте договор"))
    calls = (call("k1", at("09-05 12:00")),)
    chances = {}
    for name, signals in (("refused", {"hard_refusal": 0.9}), ("unsure", {"hard_refusal": 0.3})):
        letter = (message("m1", at("09-25 12:00"), final, author="client"),)
        made = archive([lost_deal(), WON_IN_TEN_DAYS], calls=calls, messages=letter)
        (revival,) = ranked(models, made, talk, heard=warm | {final: signals}).revive
        chances[name] = revival.probability
    assert chances["refused"] <= 0.01 < chances["unsure"]
