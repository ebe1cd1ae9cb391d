"""Who speaks: as stated, by name, by channel, by what is said; a doubt stays a doubt."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from classify.labelled_archive import LabelledArchive
from classify.model_files import Models
from classify.roles import ROLE_IS_CERTAIN, Cast, RoleClassifier, cast_calls, is_internal, stated_roles
from deals.records import Archive, CallRecord
from tests.classify.conftest import Analysed, in_stereo
from tests.classify.made_archive import PEOPLE, archive, at, call, transcript
from transcribe.utterance import Role, Transcript, Utterance

# A short talk in which nobody can mistake the sides, ours first.
TALK: Sequence[tuple[Role, str]] = (
    ("manager", "Добрый день, компания «Окна Плюс», Анна. Чем могу помочь?"),
    ("client", "Здравствуйте. Мне нужны окна на дачу, пять штук. Сколько это будет стоить?"),
    ("manager", "Подскажите, пожалуйста, какие размеры и когда нужен монтаж?"),
    ("client", "Метр на полтора, к октябрю. Только у меня бюджет сто тысяч."),
    ("manager", "Понял, я вышлю вам расчёт сегодня до вечера."),
    ("client", "Хорошо, жду. А то в прошлый раз мне обещали и не прислали."),
)


def cast(made: Archive, models: Models, *given: Transcript) -> dict[str, Cast]:
    return cast_calls(made, {one.call_id: one for one in given}, models.roles, models.embedder)


def of_call(record: CallRecord | None, models: Models, given: Transcript) -> Cast:
    return cast(archive(calls=(record,) if record else ()), models, given)[given.call_id]


def silent(one: Transcript) -> Transcript:
    """Without roles, channels and speakers."""
    return transcript(one.call_id, *((None, u.text) for u in one.utterances))


def written(one: Cast) -> list[Role | None]:
    return [utterance.role for utterance in one.transcript.utterances]


def test_stated_roles_are_taken_as_they_are(models: Models) -> None:
    turned = transcript("k1", *(("client" if role == "manager" else "head", text) for role, text in TALK))
    found = of_call(call("k1", at("09-10 12:00")), models, turned)
    assert found.transcript == turned
    np.testing.assert_array_equal(found.roles, stated_roles(turned.utterances))


def test_a_stated_role_stands_while_the_others_are_found(models: Models) -> None:
    some = transcript("k1", ("client", TALK[0][1]), *((None, text) for _, text in TALK[1:]))
    found = of_call(call("k1", at("09-10 12:00")), models, some)
    np.testing.assert_array_equal(found.roles[0], [0, 0, 1])
    assert (found.roles[1:].max(axis=1) < 1).all()


def test_the_seller_of_an_unseen_archive_is_found_by_the_channel(analysed: Analysed) -> None:
    kitchen = analysed.labelled
    records = {one.call_id: one for one in kitchen.archive.calls}
    with_clients = [i for i in kitchen.transcripts if not is_internal(kitchen.archive, records[i])]
    assert len(with_clients) > 50
    right = [sides(kitchen.transcripts[i]) == sides(analysed.analysis.transcripts[i]) for i in with_clients]
    assert np.mean(right) >= 0.95


def sides(one: Transcript) -> list[str]:
    return ["client" if u.role == "client" else "ours" if u.role else "unknown" for u in one.utterances]


def test_without_channels_most_of_an_unseen_archive_is_still_told_apart(
    kitchen: LabelledArchive, kitchen_models: Models
) -> None:
    mono = {call_id: silent(one) for call_id, one in kitchen.transcripts.items()}
    found = cast_calls(kitchen.archive, mono, kitchen_models.roles, kitchen_models.embedder)
    pairs = [
        (sides(kitchen.transcripts[call_id])[n], side)
        for call_id, one in found.items() for n, side in enumerate(sides(one.transcript)) if side != "unknown"
    ]  # fmt: skip
    said = sum(len(one.utterances) for one in mono.values())
    assert np.mean([truth == side for truth, side in pairs]) >= 0.85
    assert len(pairs) >= 0.6 * said  # the rest stays open


def wired(client_channel: int, call_id: str) -> Transcript:
    return in_stereo(transcript(call_id, *TALK), ours=1 - client_channel)


def test_each_direction_may_be_wired_in_its_own_way(models: Models) -> None:
    """A recorder that puts whoever calls on channel 0; and one direction is much rarer than the other."""
    calls = [call(f"out{n}", at("09-10 12:00")) for n in range(40)]
    calls += [call(f"in{n}", at("09-10 12:00"), direction="in") for n in range(9)]
    given = [wired(1 if one.direction == "out" else 0, one.call_id) for one in calls]
    calls.append(call("mumbled", at("09-10 12:00"), direction="in"))
    given.append(
        Transcript("mumbled", "ru", (Utterance(0, 0, 1, "Угу.", channel=0), Utterance(1, 1, 2, "Ага.", channel=1)))
    )
    found = cast(archive(calls=tuple(calls)), models, *given)
    assert sides(found.pop("mumbled").transcript) == ["client", "ours"]
    truth = ["ours" if role == "manager" else "client" for role, _ in TALK]
    assert all(sides(one.transcript) == truth for one in found.values())


def test_a_mumbled_call_takes_the_wiring_of_the_others(models: Models) -> None:
    calls = tuple(call(f"k{n}", at("09-10 12:00")) for n in range(10))
    mumbled = Transcript("k9", "ru", (Utterance(0, 0, 1, "Угу.", channel=0), Utterance(1, 1, 2, "Ага.", channel=1)))
    given = [wired(1, one.call_id) for one in calls[:9]]
    assert written(of_call(calls[9], models, mumbled)) == [None, None]
    assert written(cast(archive(calls=calls), models, *given, mumbled)["k9"]) == ["manager", "client"]


def test_channels_that_say_nothing_at_all_are_no_error(models: Models) -> None:
    calls = tuple(call(f"k{n}", at("09-10 12:00")) for n in range(10))
    nothing = tuple(Utterance(n, n, n + 1, "", channel=n % 2) for n in range(4))
    given = [Transcript(one.call_id, "ru", nothing) for one in calls]
    found = cast(archive(calls=calls), models, *given)
    assert all(np.isfinite(one.roles).all() for one in found.values())


@pytest.mark.parametrize("user", ["u1", "u2"])
def test_our_side_of_a_client_call_is_manager_or_head_by_who_made_it(models: Models, user: str) -> None:
    found = of_call(call("k1", at("09-10 12:00"), user_id=user), models, in_stereo(transcript("k1", *TALK), ours=0))
    ours = "head" if user == "u2" else "manager"
    assert written(found) == [ours if role == "manager" else "client" for role, _ in TALK]


def test_nobody_is_a_client_inside_the_office(models: Models) -> None:
    record = call("k1", at("09-10 12:00"), client_phone="100")
    found = of_call(record, models, silent(transcript("k1", *TALK)))
    assert (found.roles[:, 2] == 0).all()
    np.testing.assert_allclose(found.roles.sum(axis=1), 1)


def test_between_managers_nobody_is_the_head(models: Models) -> None:
    record = call("k1", at("09-10 12:00"), client_phone="103")
    assert set(written(of_call(record, models, silent(transcript("k1", *TALK))))) == {"manager"}


@pytest.mark.parametrize(("phone", "internal"), [("100", True), ("199", False), ("+79100000001", False), (None, False)])
def test_a_call_is_internal_if_the_other_number_is_our_extension(phone: str | None, internal: bool) -> None:
    assert is_internal(archive(), call("k1", None, client_phone=phone)) is internal


def test_people_without_an_extension_make_no_call_internal() -> None:
    made = archive(people={"u9": PEOPLE[0].__class__("u9", "Нина", "manager")})
    assert not is_internal(made, call("k1", None, client_phone=None))


def test_our_people_are_known_by_name_or_id_in_subtitles(models: Models) -> None:
    names = ("Анна Ким", "Пётр", "u2", "Пётр")
    given = Transcript("k1", "ru", tuple(Utterance(n, n, n + 1, TALK[n][1], speaker=names[n]) for n in range(4)))
    found = of_call(call("k1", at("09-10 12:00")), models, given)
    assert [written(found)[n] for n in (0, 2)] == ["manager", "head"]
    np.testing.assert_array_equal(found.roles[[0, 2]], [[1, 0, 0], [0, 1, 0]])


def test_two_voices_are_never_on_the_same_side_of_a_client_call(models: Models) -> None:
    given = Transcript(
        "k1", "ru", tuple(Utterance(n, n, n + 1, t, speaker="AB"[n % 2]) for n, (_, t) in enumerate(TALK))
    )
    found = of_call(call("k1", at("09-10 12:00")), models, given)
    assert written(found) == [role for role, _ in TALK]
    np.testing.assert_allclose(found.roles[::2, 2], 1 - found.roles[1, 2], atol=1e-4)


def test_a_transcript_that_no_call_row_names_is_cast_by_its_words(models: Models) -> None:
    found = of_call(None, models, in_stereo(transcript("stray", *TALK), ours=0))
    assert written(found) == [role for role, _ in TALK]


def test_a_call_of_unknown_direction_is_cast_by_its_words(models: Models) -> None:
    found = of_call(call("k1", None, direction=None, user_id=None), models, in_stereo(transcript("k1", *TALK), ours=1))
    assert written(found) == [role for role, _ in TALK]


def test_an_empty_transcript_stays_empty(models: Models) -> None:
    found = cast(archive(calls=(call("k1", at("09-10 12:00")),)), models, Transcript("k1", None, ()))
    assert found["k1"].roles.shape == (0, 3)
    assert found["k1"].transcript == Transcript("k1", None, ())
    assert cast(archive(), models) == {}


def test_only_certain_roles_are_written_down(models: Models, analysed: Analysed) -> None:
    found = of_call(
        call("k1", at("09-10 12:00")), models, transcript("k1", (None, "Да."), (None, "Угу."), (None, "Да."))
    )
    for probability, role in zip(found.roles, written(found), strict=True):
        assert (role is not None) == (probability.max() >= ROLE_IS_CERTAIN)
    assert None in written(found)


def test_an_hour_long_call_gives_no_warning(models: Models) -> None:
    long = in_stereo(transcript("k1", *TALK * 100), ours=0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = of_call(call("k1", at("09-10 12:00")), models, long)
    assert np.isfinite(found.roles).all()


def test_stored_weights_find_the_same(models: Models) -> None:
    file = io.BytesIO()
    np.savez(file, **models.roles.to_arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        loaded: Mapping[str, np.ndarray] = RoleClassifier.from_arrays(arrays).weights_
    assert {q: w.tolist() for q, w in loaded.items()} == {q: w.tolist() for q, w in models.roles.weights_.items()}


def test_reading_stated_roles_refuses_a_missing_one() -> None:
    assert stated_roles(()).shape == (0, 3)
    with pytest.raises(ValueError, match="states no role"):
        stated_roles(transcript("k1", ("manager", "Да"), (None, "Нет")).utterances)
