"""What becomes of a call: by its sound before the model, and by its words after."""

from __future__ import annotations

import wave
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from faster_whisper.vad import get_speech_timestamps

from transcribe.announcements import announcement_in
from transcribe.audio import SAMPLE_RATE, decode_recording
from transcribe.call_outcome import sound_outcome, words_outcome
from transcribe.channels import select_channels
from transcribe.machine_sounds import machine_sound
from transcribe.model_files import WhisperFiles
from transcribe.recording import transcribe_recording
from transcribe.transcript_files import read_transcript
from transcribe.transcript_store import StoreKey, TranscriptStore
from transcribe.transcription_settings import settings_of
from transcribe.utterance import Transcript, Utterance
from transcribe.whisper_recogniser import FasterWhisperRecogniser

REPOSITORY = Path(__file__).parents[2]
WORDINGS = Path(__file__).parent / "data" / "announcements"

Sound = np.ndarray  # float64, one channel
Line = tuple[int | None, str]  # channel, text


# Sounds, synthesised at the rate of the recording.


def tone(rate: int, frequencies: Sequence[float], seconds: float, level: float = 0.2) -> Sound:
    at = np.arange(round(seconds * rate)) / rate
    return level * np.mean([np.sin(2 * np.pi * frequency * at) for frequency in frequencies], axis=0)


def silence(rate: int, seconds: float) -> Sound:
    return np.zeros(round(seconds * rate))


def cadence(rate: int, frequencies: Sequence[float], pattern_s: Sequence[float], seconds: float) -> Sound:
    """Sound and silence by turns, with the lengths of the pattern, over and over."""
    parts: list[Sound] = []
    while sum(len(part) for part in parts) < seconds * rate:
        parts += [tone(rate, frequencies, pattern_s[0]), silence(rate, pattern_s[1])]
        if len(pattern_s) > 2:
            parts += [tone(rate, frequencies, pattern_s[2]), silence(rate, pattern_s[3])]
    return np.concatenate(parts)


def dialled(rate: int, keys: str) -> Sound:
    rows, columns = (697, 770, 852, 941), (1209, 1336, 1477)
    pairs = {key: (rows[place // 3], columns[place % 3]) for place, key in enumerate("123456789*0#")}
    return np.concatenate([np.concatenate([tone(rate, pairs[key], 0.12), silence(rate, 0.12)]) for key in keys])


def special_information(rate: int) -> Sound:
    tones = [tone(rate, [frequency], 0.38) for frequency in (913.8, 1370.6, 1776.7)]
    return np.concatenate([silence(rate, 0.5), *tones, silence(rate, 1), *tones, silence(rate, 1)])


def fax(rate: int) -> Sound:
    """Called station: answer tone, then data on a carrier of 1700 Hz, 2400 symbols a second."""
    random = np.random.default_rng(3)
    at = np.arange(8 * rate) / rate
    symbols = random.integers(0, 4, (2, 8 * 2400 + 2)) * 2.0 - 3
    along, across = (np.interp(at * 2400, np.arange(symbols.shape[1]), part) for part in symbols)
    data = 0.05 * (along * np.cos(2 * np.pi * 1700 * at) - across * np.sin(2 * np.pi * 1700 * at))
    return np.concatenate([silence(rate, 0.5), tone(rate, [2100], 3), silence(rate, 0.1), data, silence(rate, 1), data])


def music(rate: int, seconds: float, decay: float) -> Sound:
    """A tune of notes with overtones. decay: 0 for an organ, 1 for bells."""
    random = np.random.default_rng(5)
    scale = (262, 294, 330, 349, 392, 440, 494, 523, 587, 659, 698, 784)
    notes: list[Sound] = []
    while sum(len(note) for note in notes) < seconds * rate:
        at = np.arange(round(rate * random.choice([0.25, 0.5, 1.0]))) / rate
        pitch = random.choice(scale)
        partials = [np.sin(2 * np.pi * pitch * number * at) / number**1.3 for number in (1, 2, 3, 4)]
        notes.append(0.1 * np.sum(partials, axis=0) * np.exp(-decay * at))
    return np.concatenate(notes)


CALL_SIGNALS: dict[str, Callable[[int], Sound]] = {
    "ringback ru": lambda rate: cadence(rate, [425], [1, 4], 15),
    "ringback uk": lambda rate: cadence(rate, [400, 450], [0.4, 0.2, 0.4, 2], 15),
    "ringback us": lambda rate: cadence(rate, [440, 480], [2, 4], 15),
    "busy ru": lambda rate: cadence(rate, [425], [0.35, 0.35], 12),
    "busy us": lambda rate: cadence(rate, [480, 620], [0.5, 0.5], 12),
    "congestion us": lambda rate: cadence(rate, [480, 620], [0.25, 0.25], 10),
    "dial tone": lambda rate: tone(rate, [350, 440], 8),
    "ringback, then busy": lambda rate: np.concatenate(
        [cadence(rate, [425], [1, 4], 10), cadence(rate, [425], [0.35, 0.35], 5)]
    ),
    "special information": special_information,
    "keys": lambda rate: np.concatenate([silence(rate, 1), dialled(rate, "89165550123#"), silence(rate, 2)]),
    "fax": fax,
    "fax calling": lambda rate: cadence(rate, [1100], [0.5, 3], 15),
}


def companded(sound: Sound) -> Sound:
    """Through G.711: compressed by the mu law, 8 bits."""
    compressed = np.sign(sound) * np.log1p(255 * np.abs(sound)) / np.log(256)
    coarse = np.round(compressed * 127) / 127
    return np.sign(coarse) * np.expm1(np.abs(coarse) * np.log(256)) / 255


def write_wav(path: Path, rate: int, *channels: Sound) -> Path:
    length = max(len(channel) for channel in channels)
    frames = np.stack([np.pad(channel, (0, length - len(channel))) for channel in channels], axis=1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(frames, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def outcome_of(path: Path) -> str | None:
    return sound_outcome(select_channels(decode_recording(path)))


@pytest.fixture(scope="module")
def call(data: Path) -> np.ndarray:
    """Both sides of a call, float32 at 16 kHz."""
    return decode_recording(data / "window_order.opus")


# By sound


@pytest.mark.parametrize("level", [1.0, 0.1], ids=["loud", "faint"])
@pytest.mark.parametrize("rate", [8000, 16000])
@pytest.mark.parametrize("signal", CALL_SIGNALS)
def test_call_signals_alone_mean_that_nobody_answered(tmp_path: Path, signal: str, rate: int, level: float) -> None:
    clean = level * CALL_SIGNALS[signal](rate)
    hiss = np.random.default_rng(1).normal(size=len(clean)) * 10 ** (-60 / 20)
    assert outcome_of(write_wav(tmp_path / "call.wav", rate, companded(clean + hiss))) == "no_answer"


def test_ringing_on_one_channel_and_line_noise_on_the_other_is_no_answer(tmp_path: Path) -> None:
    ringing = cadence(8000, [425], [1, 4], 15)
    hiss = np.random.default_rng(1).normal(size=len(ringing)) * 0.003
    assert outcome_of(write_wav(tmp_path / "call.wav", 8000, ringing, hiss)) == "no_answer"


@pytest.mark.parametrize("decay", [0.0, 1.0], ids=["organ", "bells"])
@pytest.mark.parametrize("rate", [8000, 16000])
def test_hold_music_alone_is_a_queue_that_nobody_left(tmp_path: Path, rate: int, decay: float) -> None:
    sound = companded(music(rate, 20, decay))
    assert outcome_of(write_wav(tmp_path / "music.wav", rate, sound)) == "ivr"
    ringing_first = np.concatenate([cadence(rate, [425], [1, 4], 10), sound])
    assert outcome_of(write_wav(tmp_path / "call.wav", rate, ringing_first)) == "ivr"


@pytest.mark.parametrize(
    "sound",
    [
        silence(8000, 20),
        np.random.default_rng(0).normal(size=8000 * 20) * 0.02,
        tone(8000, [50], 20) + tone(8000, [150], 20, 0.05) + tone(8000, [250], 20, 0.02),
    ],
    ids=["nothing", "hiss", "mains hum"],
)
def test_a_line_without_voices_is_silence(tmp_path: Path, sound: Sound) -> None:
    assert outcome_of(write_wav(tmp_path / "call.wav", 8000, sound)) == "silence"


def test_less_than_a_second_is_no_answer_and_a_second_with_a_word_is_heard(tmp_path: Path, call: np.ndarray) -> None:
    word = call[1, SAMPLE_RATE * 16 :]
    assert outcome_of(write_wav(tmp_path / "call.wav", 16000, word[: SAMPLE_RATE * 9 // 10])) == "no_answer"
    assert outcome_of(write_wav(tmp_path / "call.wav", 16000, word[:SAMPLE_RATE])) is None


@pytest.mark.parametrize("name", ["client_only.opus", "thin_voice.opus", "window_order.opus", "window_order_mono.wav"])
def test_calls_with_speech_are_heard(data: Path, name: str) -> None:
    assert outcome_of(data / name) is None


def test_recordings_of_the_demo_are_heard() -> None:
    recordings = sorted((REPOSITORY / "demo" / "archive" / "recordings").glob("*.mp3"))[::6]
    assert len(recordings) == 6
    assert [outcome_of(path) for path in recordings] == [None] * 6


@pytest.mark.parametrize(
    "before", ["ringback ru", "ringback us", "busy us", "keys", "fax calling", "special information"]
)
def test_speech_after_call_signals_is_heard(tmp_path: Path, call: np.ndarray, before: str) -> None:
    word = call[1, SAMPLE_RATE * 16 : SAMPLE_RATE * 17]  # one short reply
    sound = np.concatenate([CALL_SIGNALS[before](16000), word])
    assert outcome_of(write_wav(tmp_path / "call.wav", 16000, sound)) is None


def test_speech_after_music_is_heard_on_a_thin_line_too(tmp_path: Path, call: np.ndarray, data: Path) -> None:
    thin = decode_recording(data / "thin_voice.opus")[1, SAMPLE_RATE * 15 :]
    assert not get_speech_timestamps(thin, threshold=0.5), "Silero does not hear it"
    for speech in (thin, call[1, SAMPLE_RATE * 15 :]):
        sound = np.concatenate([music(16000, 20, 1.0), speech])
        assert outcome_of(write_wav(tmp_path / "call.wav", 16000, sound)) is None


def test_speech_beside_ringing_on_the_other_channel_is_heard(tmp_path: Path, call: np.ndarray) -> None:
    ringing = cadence(16000, [425], [1, 4], 15)
    assert outcome_of(write_wav(tmp_path / "call.wav", 16000, ringing, call[1])) is None


def test_speech_hardly_louder_than_the_hiss_after_loud_ringing_is_heard(tmp_path: Path, call: np.ndarray) -> None:
    speech = call[0] * 0.2
    hiss = np.random.default_rng(2).normal(size=len(speech)) * 0.006
    sound = np.concatenate([cadence(16000, [425], [1, 4], 10), speech + hiss])
    assert outcome_of(write_wav(tmp_path / "call.wav", 16000, sound)) is None


def test_no_second_of_speech_passes_for_a_tone_or_music(call: np.ndarray, data: Path) -> None:
    thin = decode_recording(data / "thin_voice.opus")[1]
    spoken = [call[0, 8000:99_200], call[1, 108_800:200_000], thin[108_800:200_000]]
    pieces = [said[at : at + 2 * SAMPLE_RATE] for said in spoken for at in range(0, len(said) - 2 * SAMPLE_RATE, 4000)]
    assert len(pieces) > 30
    assert [sound for sound in map(machine_sound, pieces) if sound not in (None, "quiet")] == []


def test_what_nobody_speaks_on_is_not_given_to_the_model(tmp_path: Path) -> None:
    no_model = FasterWhisperRecogniser(WhisperFiles("none", tmp_path, "", "folder"), device="cpu")
    for name, sound, outcome in [
        ("ringing", cadence(8000, [440, 480], [2, 4], 15), "no_answer"),
        ("music", music(8000, 15, 0.0), "ivr"),
        ("silence", silence(8000, 3), "silence"),
    ]:
        transcript = transcribe_recording(write_wav(tmp_path / f"{name}.wav", 8000, sound), "C1", no_model, "ru")
        assert transcript == Transcript("C1", "ru", (), "recognised", outcome=outcome)  # type: ignore[arg-type]


# By words


def lines(kind: str, language: str) -> list[str]:
    return (WORDINGS / f"{kind}.{language}.txt").read_text(encoding="utf-8").splitlines()


def said(*lines: Line, pause_s: float = 0.6) -> Transcript:
    utterances, at_s = [], 0.5
    for index, (channel, text) in enumerate(lines):
        end_s = at_s + 0.4 + 0.065 * len(text)
        utterances.append(Utterance(index, at_s, end_s, text, channel, confidence=0.8))
        at_s = end_s + pause_s
    return Transcript("C1", "ru", tuple(utterances))


def mixed(transcript: Transcript) -> Transcript:
    """The same call where nobody knows who spoke."""
    return replace(transcript, utterances=tuple(replace(each, channel=None) for each in transcript.utterances))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(("kind", "at_least"), [("voicemail", 40), ("ivr", 40), ("no_answer", 12)])
def test_announcements_are_known_by_their_wording(kind: str, at_least: int, language: str) -> None:
    wordings = lines(kind, language)
    assert len(set(wordings)) >= at_least
    assert [text for text in wordings if words_outcome(said((1, text))) != kind] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_people_who_speak_of_machines_and_keys_are_people(language: str) -> None:
    wordings = lines("conversation", language)
    assert len(set(wordings)) >= 100
    assert [text for text in wordings if words_outcome(said((1, text))) != "conversation"] == []


def test_calls_of_the_labelled_archives_are_told_apart(tmp_path: Path) -> None:
    transcripts = sorted((REPOSITORY / "demo" / "archive" / "transcripts").glob("*.json"))
    outcomes = {path.stem: read_transcript(path, path.stem).outcome for path in transcripts}
    assert len(outcomes) > 40
    assert {call_id for call_id, outcome in outcomes.items() if outcome != "conversation"} == {"D1-X9"}
    assert outcomes["D1-X9"] == "voicemail"


GREETING = (1, "Здравствуйте, вы позвонили Андрею. Ответить не могу, оставьте сообщение после сигнала.")
MENU = (1, "Вас приветствует компания «Дом». Для соединения с отделом продаж нажмите один.")
QUEUE = (1, "Ваш звонок очень важен для нас, дождитесь ответа оператора.")
MESSAGE = (
    (0, "Э-э, здравствуйте, Андрей, это Артём, «Верхнедон», по поводу вашего утреннего звонка насчёт окон."),
    (0, "Замерщик может завтра с десяти до двенадцати, наберите меня, пожалуйста, как освободитесь, до вечера я тут."),
)
TALK = (
    (1, "Добрый день, меня зовут Ольга, чем могу помочь?"),
    (0, "Здравствуйте, я хотел узнать, когда привезут нашу печь."),
    (1, "Сейчас посмотрю. По вашему заказу отгрузка во вторник."),
    (0, "Хорошо, спасибо."),
    (1, "Всего доброго."),
)


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        ([GREETING], "voicemail"),
        ([GREETING, *MESSAGE], "voicemail"),
        ([(0, "Алло! Андрей?"), GREETING, *MESSAGE], "voicemail"),
        (
            [(1, "Вы позвонили Андрею."), (1, "Сейчас я на объекте."), (1, "Говорите после гудка."), *MESSAGE],
            "voicemail",
        ),
        ([MENU, QUEUE, QUEUE], "ivr"),
        ([MENU, (0, "Оператор."), QUEUE], "ivr"),
        ([MENU, (1, "Оставьте сообщение после сигнала.")], "voicemail"),
        ([(1, "Набранный вами номер не существует.")], "no_answer"),
        ([(1, "Продолжаем дозваниваться до абонента.")], "no_answer"),
        ([MENU, *TALK], "conversation"),
        ([QUEUE, QUEUE, *TALK, (1, "Оцените качество обслуживания от одного до пяти.")], "conversation"),
        ([*TALK, (1, "Соединяю вас с бухгалтерией."), (1, "Абонент не отвечает.")], "conversation"),
        ([(1, "Продолжаем дозваниваться до абонента."), *TALK], "conversation"),
        (TALK, "conversation"),
    ],
)
def test_a_machine_makes_the_outcome_only_where_nobody_talked(lines: Sequence[Line], outcome: str) -> None:
    for pause_s in (0.3, 0.8, 2.5):
        transcript = said(*lines, pause_s=pause_s)
        assert words_outcome(transcript) == outcome
        assert words_outcome(mixed(transcript)) == outcome


def test_what_was_said_while_the_machine_came_on_is_no_talk() -> None:
    assert words_outcome(said(*MESSAGE, (1, "Абонент сейчас не может ответить на ваш звонок."))) == "voicemail"


def test_an_announcement_may_be_cut_in_two_by_a_pause() -> None:
    halves = said((1, "Оставьте сообщение"), (1, "после сигнала."), *MESSAGE)
    assert words_outcome(halves) == words_outcome(mixed(halves)) == "voicemail"


def test_a_programme_that_answers_for_the_client_is_not_the_client() -> None:
    assistant = (1, "Здравствуйте, я голосовой помощник. Абонент сейчас не может говорить. Что ему передать?")
    talk = [(0, "Скажите, что звонила компания «Дом» по поводу договора."), (1, "Хорошо, передам. Что-нибудь ещё?")]
    assert words_outcome(said(assistant, *talk, (0, "Нет, это всё, до свидания."))) == "voicemail"


def test_what_was_hardly_heard_after_the_beep_is_nobodys_answer() -> None:
    transcript = said(GREETING, MESSAGE[0], (1, "Субтитры сделал мастер своего дела"), MESSAGE[1])
    unsure = [replace(each, confidence=0.1) if each.index == 2 else each for each in transcript.utterances]
    assert words_outcome(replace(transcript, utterances=tuple(unsure))) == "voicemail"
    assert words_outcome(transcript) == "conversation"


@pytest.mark.parametrize(
    "text", ["Алло. Алло?", "Алло, здравствуйте! Вас не слышно.", "Hello? Hello, can you hear me?"]
)
def test_who_calls_out_into_silence_has_talked_to_nobody(text: str) -> None:
    assert words_outcome(said((0, text))) == "no_answer"
    assert words_outcome(said((0, text), (1, "Алло, да."))) == "conversation"
    assert words_outcome(said((0, text), (0, "Это Сергей, я по поводу счёта."))) == "conversation"


def test_a_call_whose_other_side_was_not_recorded_is_a_conversation() -> None:
    assert words_outcome(said(*[line for line in TALK if line[0] == 0])) == "conversation"


def test_no_words_are_silence() -> None:
    assert words_outcome(said()) == "silence"
    assert words_outcome(said((0, "..."))) == "silence"


def test_speakers_and_roles_tell_the_sides_too() -> None:
    talk = said(MENU, *TALK)
    for name, labels in (("speaker", ("A", "B")), ("role", ("client", "manager"))):
        told = [replace(each, channel=None, **{name: labels[each.channel or 0]}) for each in talk.utterances]
        assert words_outcome(replace(talk, utterances=tuple(told))) == "conversation"
        greeted = said(GREETING, *MESSAGE).utterances
        told = [replace(each, channel=None, **{name: labels[each.channel or 0]}) for each in greeted]
        assert words_outcome(replace(talk, utterances=tuple(told))) == "voicemail"


def test_an_announcement_is_one_in_capitals_and_without_punctuation_too() -> None:
    assert announcement_in("ОСТАВЬТЕ СООБЩЕНИЕ ПОСЛЕ СИГНАЛА") == "voicemail"
    assert announcement_in("для соединения с оператором нажмите ноль") == "ivr"
    assert announcement_in("") is None


# Kept and read


def test_the_outcome_is_kept_with_the_transcript(tmp_path: Path) -> None:
    store = TranscriptStore(tmp_path)
    kept = Transcript("C1", "ru", (), "recognised", outcome="no_answer")
    key = StoreKey("ab" * 32, 1000, settings_of({}))
    store.put(key, kept)
    assert store.get(key, "C1") == kept


def test_a_ready_transcript_has_the_outcome_it_states_else_that_of_its_words(tmp_path: Path) -> None:
    path = tmp_path / "C1.json"
    for stated, outcome in (("", "voicemail"), (', "outcome": null', "voicemail"), (', "outcome": "ivr"', "ivr")):
        utterance = '{"start": 0, "end": 2, "text": "Оставьте сообщение после сигнала."}'
        path.write_text(f'{{"utterances": [{utterance}]{stated}}}', encoding="utf-8")
        assert read_transcript(path, "C1").outcome == outcome
    vtt = tmp_path / "C1.vtt"
    vtt.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\n<v Клиент>Алло, кто это?\n", encoding="utf-8")
    assert read_transcript(vtt, "C1").outcome == "no_answer"
