"""Short stereo telephone calls with known words, made for the benchmarks.

Russian, 300 to 3400 Hz, coded, loud and quiet. Spoken by Debian's Russian festival voice, as the demo's recordings are,
but on a line without low frequencies and with a level of its own for every side, through one of the codecs that phone
systems store. The same calls come out every time; they are kept in benchmarks/audio (not in version control).
"""

import hashlib
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from demo.labelled_archive import LabelledCall, read_labelled_archive
from demo.make_demo_archive import voice_for
from demo.phone_recording import SAMPLE_RATE, SpokenTurn, mix_call
from demo.spoken_text import spoken_text
from demo.voices import speak_as, synthesise

ROOT = Path(__file__).resolve().parents[1]
ARCHIVES = ("d1_kitchen", "d3_training", "d4_building", "d5_trucks")  # the Russian ones
FOLDER = ROOT / "benchmarks" / "audio"
LINE_BAND_HZ = (300, 3400)  # ITU-T G.712
LEVELS_DB = (-34.0, -16.0)  # of a side, root mean square below full scale
NOISE_DB = (-66.0, -48.0)
CODECS = ("pcm_alaw", "pcm_mulaw", "amr", "mp3")
BIT_RATES = {"mp3": 16_000, "amr": 12_200}
FEWEST_WORDS, MOST_WORDS = 25, 130


@dataclass(frozen=True, slots=True)
class TelephoneCall:
    """sides: what was said on channels 0 and 1."""

    path: Path
    sides: tuple[str, str]


def telephone_calls(count: int) -> list[TelephoneCall]:
    """The first `count` calls, in turns from each archive; made now where they are not kept from before.

    Raises SpeechError where festival or sox fails.
    """
    chosen = _chosen(count)
    paths = [FOLDER / f"{_version(call)}.wav" for _, call in chosen]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for (archive, call), path in zip(chosen, paths, strict=True):
        if not path.exists():
            _record(archive, call, path)
    return [TelephoneCall(path, spoken_sides(call)) for (_, call), path in zip(chosen, paths, strict=True)]


def spoken_sides(call: LabelledCall) -> tuple[str, str]:
    """The words of channels 0 and 1."""
    first, second = (" ".join(turn.text for turn in call.turns if turn.channel == channel) for channel in (0, 1))
    return first, second


def _chosen(count: int) -> list[tuple[str, LabelledCall]]:
    each = [_of_archive(name) for name in ARCHIVES]
    return [one for one in chain.from_iterable(zip_longest(*each)) if one is not None][:count]


def _of_archive(name: str) -> list[tuple[str, LabelledCall]]:
    """Calls of ordinary length that the voice can read, in an order that mixes lengths."""
    calls = [
        call
        for call in read_labelled_archive(ROOT / "classify" / "training" / name).calls
        if FEWEST_WORDS <= call.word_count <= MOST_WORDS and call.contact_id and _can_be_read(call)
    ]
    random.Random(name).shuffle(calls)
    return [(name, call) for call in calls]


def _can_be_read(call: LabelledCall) -> bool:
    try:
        for turn in call.turns:
            spoken_text(turn.text)
    except ValueError:
        return False
    return bool(call.turns)


def _version(call: LabelledCall) -> str:
    """Names a recording by what it holds, so that a changed call is made anew."""
    rules = repr((call.call_id, call.turns, LINE_BAND_HZ, LEVELS_DB, NOISE_DB, CODECS))
    return hashlib.sha256(rules.encode()).hexdigest()[:16]


def _record(archive: str, call: LabelledCall, path: Path) -> None:
    drawn = random.Random(f"{archive} {call.call_id}")
    levels = [drawn.uniform(*LEVELS_DB) for _ in range(2)]
    labelled = read_labelled_archive(ROOT / "classify" / "training" / archive)
    with tempfile.TemporaryDirectory() as scratch:
        wavs = synthesise([spoken_text(turn.text) for turn in call.turns], Path(scratch))
        turns = []
        for turn, wav in zip(call.turns, wavs, strict=True):
            voice = replace(voice_for(turn, call, labelled), level_db=levels[turn.channel])
            turns.append(SpokenTurn(turn.channel, speak_as(voice, wav, LINE_BAND_HZ)))
    sound = mix_call(turns, call.call_id)
    noise = np.random.default_rng(drawn.randrange(2**32)).standard_normal(sound.shape, dtype=np.float32)
    sound = np.clip(sound + noise * np.float32(10 ** (drawn.uniform(*NOISE_DB) / 20)), -1, 1)
    write_wav(path, coded(sound, drawn.choice(CODECS)))


def coded(sound: NDArray[np.float32], codec: str) -> NDArray[np.float32]:
    """What is left of shape (channels, n) at 8 kHz after coding and decoding, each channel by itself."""
    return np.stack([_coded_channel(channel, codec) for channel in sound])


def _coded_channel(channel: NDArray[np.float32], codec: str) -> NDArray[np.float32]:
    name, reader = {"mp3": ("libmp3lame", "mp3float"), "amr": ("libopencore_amrnb", "amrnb")}.get(codec, (codec, codec))
    form = "fltp" if codec == "mp3" else "s16"
    encoder = av.CodecContext.create(name, "w")
    encoder.sample_rate, encoder.layout, encoder.format = SAMPLE_RATE, "mono", form
    if codec in BIT_RATES:
        encoder.bit_rate = BIT_RATES[codec]
    samples = channel[None] if form == "fltp" else (channel[None] * 32767).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format=form, layout="mono")
    frame.sample_rate = SAMPLE_RATE
    decoder = av.CodecContext.create(reader, "r")
    decoder.sample_rate, decoder.layout = SAMPLE_RATE, "mono"
    packets = [*encoder.encode(frame), *encoder.encode(None)]
    heard = [block for packet in packets for block in decoder.decode(packet)] + list(decoder.decode(None))
    blocks = [block.to_ndarray().astype(np.float32) / (1 if "flt" in block.format.name else 32768) for block in heard]
    decoded = np.concatenate(blocks, axis=1)[0]
    return np.pad(decoded, (0, max(0, len(channel) - len(decoded))))[: len(channel)]


def write_wav(path: Path, sound: NDArray[np.float32]) -> None:
    """Write shape (channels, n) at 8 kHz as 16 bit."""
    layout = "stereo" if len(sound) == 2 else "mono"
    with av.open(str(path), "w", format="wav") as container:
        stream = container.add_stream("pcm_s16le", rate=SAMPLE_RATE, layout=layout)
        interleaved = (sound.T.reshape(1, -1) * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(interleaved), format="s16", layout=layout)
        frame.sample_rate = SAMPLE_RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


def total_seconds(calls: Sequence[TelephoneCall]) -> float:
    """Length of all calls together."""
    total = 0.0
    for call in calls:
        with av.open(str(call.path)) as container:
            total += float(container.duration or 0) / av.time_base
    return total
