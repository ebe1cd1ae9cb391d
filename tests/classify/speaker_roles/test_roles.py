"""Who speaks: as stated, by name, by channel, by what is said; a doubt stays a doubt."""

from __future__ import annotations

import io
import random
import warnings
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.rerecorded_calls import MadeVoices, diarized
from classify.labelled_archive import LabelledArchive
from classify.model_files import Models
from classify.speaker_roles.call_evidence import is_internal
from classify.speaker_roles.role_classifier import RoleClassifier
from classify.speaker_roles.roles import ROLE_IS_CERTAIN, Cast, cast_calls, stated_roles
from deals.records import Archive, CallRecord
from tests.classify.conftest import Analysed, in_stereo
from tests.classify.made_archive import PEOPLE, archive, at, call, transcript
from transcribe.utterance import Role, Transcript, Utterance, Voice

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
    assert np.mean(right) >= 0.98


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


def test_the_managers_voices_tell_nearly_every_mixed_call_of_an_unseen_archive(
    kitchen: LabelledArchive, kitchen_models: Models
) -> None:
    records = {one.call_id: one for one in kitchen.archive.calls}
    with_clients = {
        i: one for i, one in kitchen.transcripts.items() if not is_internal(kitchen.archive, records[i])
    }  # fmt: skip

    def right(voices: MadeVoices | None, wrong_share: float) -> float:
        given = diarized(with_clients, records, wrong_share, random.Random(1), voices)
        found = cast_calls(kitchen.archive, given, kitchen_models.roles, kitchen_models.embedder)
        return float(np.mean([
            side == truth for call_id, one in with_clients.items()
            for side, truth in zip(sides(found[call_id].transcript), sides(one), strict=True)
        ]))  # fmt: skip

    assert right(MadeVoices(1), 0.0) >= 0.97
    assert right(MadeVoices(1), 0.1) >= 0.86  # no better than its labels, and hardly worse
    assert right(None, 0.0) < right(MadeVoices(1), 0.0)


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


def test_two_voices_are_hardly_ever_on_the_same_side_of_a_client_call(models: Models) -> None:
    given = Transcript(
        "k1", "ru", tuple(Utterance(n, n, n + 1, t, speaker="AB"[n % 2]) for n, (_, t) in enumerate(TALK))
    )
    found = of_call(call("k1", at("09-10 12:00")), models, given)
    assert written(found) == [role for role, _ in TALK]
    np.testing.assert_allclose(found.roles[::2, 2], 1 - found.roles[1, 2], atol=0.01)


def test_a_new_phone_system_may_turn_the_channels(models: Models) -> None:
    calls = tuple(call(f"k{n:02}", at(f"09-{1 + n:02} 12:00")) for n in range(24))
    given = [wired(1 if n < 12 else 0, one.call_id) for n, one in enumerate(calls)]
    mumbled = [
        Transcript(f"k{n:02}", "ru", (Utterance(0, 0, 1, "Угу.", channel=0), Utterance(1, 1, 2, "Ага.", channel=1)))
        for n in (5, 18)
    ]
    given[5], given[18] = mumbled
    found = cast(archive(calls=calls), models, *given)
    assert [written(found["k05"]), written(found["k18"])] == [["manager", "client"], ["client", "manager"]]


def test_a_call_in_which_only_one_side_spoke_is_told_by_the_wiring(models: Models) -> None:
    calls = tuple(call(f"k{n}", at("09-10 12:00")) for n in range(10))
    halves = [wired(1, f"k{n}") for n in range(8)]
    for call_id, channel in (("k8", 0), ("k9", 1)):
        both = wired(1, call_id)
        halves.append(replace(both, utterances=tuple(u for u in both.utterances if u.channel == channel)))
    found = cast(archive(calls=calls), models, *halves)
    assert set(written(found["k8"])) == {"manager"}
    assert set(written(found["k9"])) == {"client"}


def test_mixed_recordings_that_carry_a_channel_number_are_not_taken_for_half_a_call(models: Models) -> None:
    calls = tuple(call(f"k{n}", at("09-10 12:00")) for n in range(10))
    mixed = [
        replace(one, utterances=tuple(replace(u, channel=0) for u in one.utterances))
        for one in (wired(1, record.call_id) for record in calls)
    ]
    found = cast(archive(calls=calls), models, *mixed)
    assert {role for one in found.values() for role in written(one)} >= {"manager", "client"}


def test_what_a_machine_says_does_not_vote_on_the_wiring(models: Models) -> None:
    """An answering machine speaks like a seller: many of them would turn the channels."""
    machine = "Здравствуйте, компания «Ветряк», чем могу помочь? Оставьте сообщение, мы вам перезвоним."
    calls = tuple(call(f"k{n:02}", at("09-10 12:00")) for n in range(20))
    spoken = [wired(1, f"k{n:02}") for n in range(6)]
    taken = [
        Transcript(f"k{n:02}", "ru", (Utterance(0, 0, 5, machine, channel=1), Utterance(1, 5, 6, "Да.", channel=0)),
                   outcome="voicemail")
        for n in range(6, 20)
    ]  # fmt: skip
    found = cast(archive(calls=calls), models, *spoken, *taken)
    truth = ["ours" if role == "manager" else "client" for role, _ in TALK]
    assert all(sides(found[one.call_id].transcript) == truth for one in spoken)


def spoken_by(call_id: str, *speakers: str, voices: tuple[Voice, ...] = ()) -> Transcript:
    """TALK with these speakers of its texts, in a mixed recording."""
    said = tuple(Utterance(n, n, n + 1, TALK[n][1], speaker=who) for n, who in enumerate(speakers))
    return Transcript(call_id, "ru", said, voices=voices)


def test_a_colleague_who_takes_over_is_ours_too(models: Models) -> None:
    given = spoken_by("k1", "S1", "S2", "S1", "S2", "S3", "S2")
    found = of_call(call("k1", at("09-10 12:00")), models, given)
    assert written(found) == ["manager", "client", "manager", "client", "manager", "client"]


def test_the_managers_voice_tells_a_call_whose_words_do_not(models: Models) -> None:
    random = np.random.default_rng(3)

    def unit(vector: np.ndarray) -> tuple[float, ...]:
        return tuple((vector / np.linalg.norm(vector)).tolist())

    anna = random.normal(size=64)

    def voices(ours: str, theirs: str) -> tuple[Voice, ...]:
        heard = Voice(ours, unit(anna + 0.5 * random.normal(size=64)))
        return tuple(sorted((heard, Voice(theirs, unit(random.normal(size=64)))), key=lambda voice: voice.speaker))

    calls = tuple(call(f"k{n}", at("09-10 12:00"), client_phone=f"+7910000000{n}") for n in range(9))
    given = [spoken_by(f"k{n}", *("S1", "S2") * 3, voices=voices("S1", "S2")) for n in range(8)]
    mumbled = (Utterance(0, 0, 1, "Угу.", speaker="S1"), Utterance(1, 1, 2, "Ага.", speaker="S2"))
    given.append(Transcript("k8", "ru", mumbled, voices=voices("S2", "S1")))
    assert written(cast(archive(calls=calls), models, *given)["k8"]) == ["client", "manager"]
    without = [replace(one, voices=()) for one in given]
    assert written(cast(archive(calls=calls), models, *without)["k8"]) == [None, None]


@pytest.mark.parametrize(("user", "phone", "expected"), [
    ("u1", "100", ["manager", "head"]), ("u2", "101", ["head", "manager"]), ("u2", "100", ["head", "head"]),
])  # fmt: skip
def test_in_the_office_the_wiring_of_client_calls_tells_who_is_the_head(
    models: Models, user: str, phone: str, expected: list[Role]
) -> None:
    """The recorded user is on the channel that is the seller's, the other person on the other one."""
    calls = tuple(call(f"k{n}", at("09-10 12:00")) for n in range(9))
    office = call("k9", at("09-10 12:00"), user_id=user, client_phone=phone)
    said = (Utterance(0, 0, 1, "Ну да.", channel=0), Utterance(1, 1, 2, "Ага.", channel=1))
    given = [*(wired(1, one.call_id) for one in calls), Transcript("k9", "ru", said)]
    assert written(cast(archive(calls=(*calls, office)), models, *given)["k9"]) == expected


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
        loaded = RoleClassifier.from_arrays(arrays)
    for weights, its in ((loaded.weights_, models.roles.weights_), (loaded.word_weights_, models.roles.word_weights_)):
        assert {q: w.tolist() for q, w in weights.items()} == {q: w.tolist() for q, w in its.items()}


def test_reading_stated_roles_refuses_a_missing_one() -> None:
    assert stated_roles(()).shape == (0, 3)
    with pytest.raises(ValueError, match="states no role"):
        stated_roles(transcript("k1", ("manager", "Да"), (None, "Нет")).utterances)
