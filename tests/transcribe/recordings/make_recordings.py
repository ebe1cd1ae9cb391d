"""Make the recordings of this folder anew: python tests/transcribe/recordings/make_recordings.py (see README.md)."""

import ctypes
import subprocess
from pathlib import Path

import av
import numpy as np

HERE = Path(__file__).parent
SOURCE = HERE.parent / "data" / "window_order.opus"  # our own, made by make_recordings.sh beside it
START_S, SECONDS = 7.0, 4.0
AMR_WB_MODE, FRAME_SAMPLES = 4, 320  # 15.85 kbit/s, 20 ms


def source() -> np.ndarray:
    """A reply of the client, int16 at 16 kHz."""
    resampler = av.AudioResampler(format="s16p", layout="stereo", rate=16_000)
    with av.open(str(SOURCE)) as file:
        blocks = [block.to_ndarray() for frame in file.decode(audio=0) for block in resampler.resample(frame)]
    samples = np.concatenate(blocks, axis=1)[1]
    return samples[round(START_S * 16_000) : round((START_S + SECONDS) * 16_000)]


def amr_wideband(samples: np.ndarray) -> bytes:
    encoder = ctypes.CDLL("libvo-amrwbenc.so.0")
    encoder.E_IF_init.restype = ctypes.c_void_p
    encoder.E_IF_encode.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
    state, out, parts = encoder.E_IF_init(), ctypes.create_string_buffer(100), [b"#!AMR-WB\n"]
    for frame in samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES):
        frame = np.ascontiguousarray(frame)
        size = encoder.E_IF_encode(state, AMR_WB_MODE, frame.ctypes.data, out, 0)
        parts.append(out.raw[:size])
    return b"".join(parts)


def by_sox(samples: np.ndarray, *options: str) -> bytes:
    given = ["-t", "raw", "-r", "16000", "-e", "signed", "-b", "16", "-c", "1", "-"]
    return subprocess.run(
        ["sox", "-D", *given, *options, "-"], input=samples.tobytes(), check=True, capture_output=True
    ).stdout


def main() -> None:
    samples = source()
    (HERE / "reply_wideband.amr").write_bytes(amr_wideband(samples))
    (HERE / "reply.gsm").write_bytes(by_sox(samples, "-r", "8000", "-t", "gsm"))
    (HERE / "reply_gsm.wav").write_bytes(by_sox(samples, "-r", "8000", "-e", "gsm-full-rate", "-t", "wav"))


if __name__ == "__main__":
    main()
