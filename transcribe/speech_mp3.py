"""Speech as small MP3 files that every browser plays, and back."""

from __future__ import annotations

import io

import av
import numpy as np
from numpy.typing import NDArray

from transcribe.audio import SAMPLE_RATE

# MPEG-2 Layer III is what Chrome, Firefox, Safari and phones all play; Opus, or MP3 at 8 kHz (MPEG 2.5), they do not
# all. At this rate LAME keeps what a telephone carries, and a second takes 2 kB. AAC as small is less like it.
BIT_RATE = 16_000
MEDIA_TYPE = "audio/mpeg"
_CONTAINER = {"id3v2_version": "0"}  # no tag: nothing but sound


def mp3_bytes(samples: NDArray[np.float32]) -> bytes:
    """samples: one channel at SAMPLE_RATE. Equal samples give equal bytes."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp3", options=_CONTAINER) as file:
        stream = file.add_stream("libmp3lame", rate=SAMPLE_RATE, layout="mono")
        stream.bit_rate = BIT_RATE
        stream.format = "fltp"
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples[None], np.float32), format="fltp", layout="mono"
        )
        frame.sample_rate = SAMPLE_RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            file.mux(packet)
    return buffer.getvalue()


def mp3_samples(content: bytes) -> NDArray[np.float32]:
    """What `mp3_bytes` made, shape (n_samples,); as long as what went in, to the sample."""
    with av.open(io.BytesIO(content), "r", format="mp3") as file:
        blocks = [frame.to_ndarray().reshape(-1) for frame in file.decode(audio=0)]
    return np.concatenate([np.zeros(0, np.float32), *blocks]).astype(np.float32, copy=False)
