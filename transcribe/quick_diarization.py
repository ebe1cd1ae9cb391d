"""pyannote's speaker diarization with less work. Imports torch: import it only where it is needed.

Against pyannote's defaults: windows step by a quarter instead of a tenth; only what is spoken is embedded, at most
LONGEST_FRAMES of each remark; the mel features of a window are computed once for all its voices; what has the same
length goes through the network together. Part of the time that this saves goes into `window_voices`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transcribe import diarization_files
from transcribe.pyannote_import import import_pyannote
from transcribe.window_voices import WindowVoice, alike_joined, own_frames, remarks_of

import_pyannote()  # before all that follows: torchaudio may need help

import torch  # noqa: E402
from pyannote.audio import Model, Pipeline  # noqa: E402
from pyannote.audio.core.plda import PLDA  # noqa: E402
from pyannote.audio.pipelines import SpeakerDiarization  # noqa: E402
from pyannote.audio.pipelines.clustering import AgglomerativeClustering  # noqa: E402
from pyannote.core import SlidingWindowFeature  # noqa: E402

from transcribe.speaker_embedding import DIMENSION, frame_mask, load_campplus, mel_features  # noqa: E402

STEP = 0.25  # of a window of 10 s
BATCH = 4  # a processor gains nothing from more
LONGEST_FRAMES = 400  # of 10 ms: a voice is known after 4 s
SHARED = 0.85  # of the frames: then a remark is the one that the window before heard, and not embedded again
LENGTH_STEP = 25  # lengths are cut to multiples of it, so that several share a batch
# Of a window: a voice that speaks less takes no part in finding the speakers, only in the turns. Between the two the
# embedding is uncertain: it counts only where it is like none of the certain ones.
LONG_SHARE, SHORT_SHARE = 0.2, 0.1
STRANGER = 0.65  # cosine similarity, as `window_voices.SAME_VOICE`
MOST_CLUSTERED = 4000  # embeddings: their distances take 128 MB; of longer recordings every n-th is clustered
THRESHOLD = 0.6  # distance of unit vectors; found on other calls than the benchmark's (its seeds 0 and 1)
# Cosine similarity of two speakers' mean voices, above which they are one person. In 60 synthetic calls and their sides
# alone (seeds 2 and 3), two people came to 0.83 at most, one person parted in two to 0.86 at least.
ONE_PERSON = 0.845
LEAST_VOICES = 2  # of a speaker that is found by parting
MIN_CLUSTER_SIZE = 5  # of windows, in long recordings; in short ones a tenth of what is clustered

_EMBEDDINGS = "dealforensics embeddings"  # where one step of the pipeline leaves them for the next
_Remark = tuple[int, int, NDArray]  # window, voice, (frames,) mask


class ShortReplyClustering(AgglomerativeClustering):
    """pyannote's clustering, for calls in which one side says little, and for recordings of any length."""

    def filter_embeddings(
        self,
        embeddings: NDArray[np.float64],
        segmentations: SlidingWindowFeature,
        min_active_ratio: float = LONG_SHARE,
    ) -> tuple[NDArray, NDArray, NDArray]:
        """The embeddings by which speakers are found, with their windows and voices.

        As in the parent those of at least min_active_ratio of a window; with them shorter ones that resemble none of
        these: somebody who only ever answers "yes, tomorrow". Where nobody speaks as long, all count.
        """
        long = super().filter_embeddings(embeddings, segmentations, min_active_ratio)
        every = super().filter_embeddings(embeddings, segmentations, SHORT_SHARE if len(long[0]) else 0.0)
        kept = _long_or_strange(every, long) if len(long[0]) else np.ones(len(every[0]), bool)
        places = np.flatnonzero(kept)
        places = places[:: -(-len(places) // MOST_CLUSTERED) or 1]
        return every[0][places], every[1][places], every[2][places]

    def cluster(
        self,
        embeddings: NDArray[np.float64],
        min_clusters: int | None = None,
        max_clusters: int | None = None,
        num_clusters: int | None = None,
    ) -> NDArray[np.int_]:
        """As in the parent, but one or two speakers, the usual numbers in a call, are judged by their mean voices.

        A distance between single windows is too coarse for that: it joins two alike voices, and parts one voice.
        """
        found = super().cluster(embeddings, min_clusters, max_clusters, num_clusters)
        count = len(np.unique(found))
        if count == 1 and (max_clusters or 1) >= 2 and len(embeddings) >= 2 * LEAST_VOICES:
            parted = super().cluster(embeddings, 2, 2, 2)
            enough = min(np.unique(parted, return_counts=True)[1]) >= LEAST_VOICES
            return parted if enough and _alikeness(embeddings, parted) < ONE_PERSON else found
        if count == 2 and (min_clusters or 1) == 1 and _alikeness(embeddings, found) >= ONE_PERSON:
            return np.zeros_like(found)
        return found


def _alikeness(embeddings: NDArray[np.float64], speakers: NDArray[np.int_]) -> float:
    """Cosine similarity of the mean voices of two speakers; 1 where there is only one."""
    means = [_unit(embeddings)[speakers == speaker].mean(axis=0) for speaker in np.unique(speakers)]
    return float(_unit(means[0][None])[0] @ _unit(means[-1][None])[0])


def _long_or_strange(every: tuple[NDArray, NDArray, NDArray], long: tuple[NDArray, NDArray, NDArray]) -> NDArray:
    """Which of `every` are among `long` or resemble none of them; shape (len(every[0]),) of bool."""
    places = set(zip(long[1].tolist(), long[2].tolist(), strict=True))
    is_long = np.array([place in places for place in zip(every[1].tolist(), every[2].tolist(), strict=True)], bool)
    nearest = [float((_unit(long[0]) @ one).max()) for one in _unit(every[0])]
    return is_long | (np.array(nearest) < STRANGER)


def _unit(embeddings: NDArray) -> NDArray:
    return embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)


class QuickDiarization(SpeakerDiarization):
    """pyannote's pipeline over a segmentation model and CAM++; takes recordings as samples in memory."""

    def __init__(self, segmentation: Model, embedding: Model) -> None:
        super().__init__(
            segmentation=segmentation,
            segmentation_step=STEP,
            segmentation_batch_size=BATCH,
            embedding=embedding,
            plda=PLDA.__new__(PLDA),  # asked for whatever the clustering, and not used by this one
            clustering="AgglomerativeClustering",
        )
        self.clustering = ShortReplyClustering(metric="cosine")
        self.instantiate(parameters(MIN_CLUSTER_SIZE))

    def get_segmentations(self, file: dict[str, Any], hook: Callable | None = None) -> SlidingWindowFeature:
        """Shape (windows, frames, voices), 0 or 1: as in the parent, but for voices that sound like two people.

        Their embeddings, found on the way, are left in `file` for `get_embeddings`.
        """
        heard = super().get_segmentations(file, hook=hook)
        windows = heard.data
        remarks = [
            (number, voice, mask)
            for number, window in enumerate(windows)
            for voice in range(window.shape[1])
            for mask in remarks_of(window[:, voice])
        ]
        voices = _voices_by_window(remarks, self._embedded(file, heard, remarks), len(windows))
        most = max(1, *(len(found) for found in voices))
        masks = np.zeros((*windows.shape[:2], most), windows.dtype)
        embeddings = np.full((len(voices), most, DIMENSION), np.nan)
        for number, found in enumerate(voices):
            for place, voice in enumerate(found):
                masks[number, :, place], embeddings[number, place] = voice.mask, voice.embedding
        file[_EMBEDDINGS] = embeddings
        return SlidingWindowFeature(masks, heard.sliding_window)

    def get_embeddings(
        self,
        file: dict[str, Any],
        binary_segmentations: SlidingWindowFeature,
        exclude_overlap: bool = False,
        hook: Callable | None = None,
    ) -> NDArray[np.float64]:
        """Shape (windows, voices, 192), of unit length; NaN where a window has fewer voices."""
        return file[_EMBEDDINGS]

    def _embedded(self, file: dict[str, Any], heard: SlidingWindowFeature, remarks: list[_Remark]) -> NDArray:
        """Shape (remarks, 192), of unit length."""
        found = np.full((len(remarks), DIMENSION), np.nan)
        sources = np.arange(len(remarks))  # the place whose embedding a remark takes: its own, or of its like before
        waiting: dict[int, list[tuple[int, torch.Tensor]]] = defaultdict(list)
        recent: list[tuple[int, NDArray]] = []
        with torch.inference_mode():
            for place, start, features, frames in self._heard_frames(file, heard, remarks):
                recent = [(other, known) for other, known in recent if known[-1] >= start]
                like = [other for other, known in recent if _mostly_shared(known, start + frames)]
                if like:
                    sources[place] = like[-1]
                    continue
                recent.append((place, start + frames))
                waiting[len(frames)].append((place, features[frames]))
                if len(waiting[len(frames)]) == BATCH:
                    self._embed(waiting.pop(len(frames)), found)
            for batch in waiting.values():
                self._embed(batch, found)
        return _unit(found[sources])

    def _heard_frames(
        self, file: dict[str, Any], heard: SlidingWindowFeature, remarks: list[_Remark]
    ) -> Iterator[tuple[int, int, torch.Tensor, NDArray]]:
        """For each remark its place, the first mel frame of its window, the window's features, its frames in them."""
        for number, group in groupby(enumerate(remarks), key=lambda placed: placed[1][0]):
            window = heard.sliding_window[number]
            samples, _ = self._audio.crop(file, window, mode="pad")
            features = mel_features(samples)
            for place, (_, _, mask) in group:
                own = frame_mask(torch.from_numpy(own_frames(mask, heard.data[number])), len(features))
                yield place, round(100 * window.start), features, middle_frames(np.flatnonzero(own.numpy()))

    def _embed(self, batch: list[tuple[int, torch.Tensor]], found: NDArray) -> None:
        network = self._embedding.model_
        embeddings = network.embed(torch.stack([frames for _, frames in batch])).cpu().numpy()
        found[[place for place, _ in batch]] = embeddings


def _voices_by_window(remarks: list[_Remark], embeddings: NDArray, windows: int) -> list[list[WindowVoice]]:
    voices: list[list[WindowVoice]] = [[] for _ in range(windows)]
    for (number, _), group in groupby(enumerate(remarks), key=lambda placed: placed[1][:2]):
        voices[number] += alike_joined([WindowVoice(mask, embeddings[place]) for place, (_, _, mask) in group])
    return voices


def middle_frames(frames: NDArray) -> NDArray:
    """At most LONGEST_FRAMES from the middle, a multiple of LENGTH_STEP where there are as many as that."""
    length = min(len(frames), LONGEST_FRAMES)
    length = length // LENGTH_STEP * LENGTH_STEP or length
    start = (len(frames) - length) // 2
    return frames[start : start + length]


def _mostly_shared(one: NDArray, other: NDArray) -> bool:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= SHARED * max(len(one), len(other))


def parameters(min_cluster_size: int) -> dict[str, dict[str, Any]]:
    """What pyannote's pipeline is to be instantiated with."""
    clustering = {"method": "centroid", "min_cluster_size": min_cluster_size, "threshold": THRESHOLD}
    return {"segmentation": {"min_duration_off": 0.0}, "clustering": clustering}


def load_networks(folder: Path) -> tuple[Model, Model]:
    """Segmentation and embedding from the package's folder, whose digests have been checked."""
    embedding = load_campplus(folder / diarization_files.NETWORK_CODE, folder / diarization_files.EMBEDDING)
    return Model.from_pretrained(str(folder / diarization_files.SEGMENTATION)).eval(), embedding.eval()


def load_quick_diarization(folder: Path, device: str) -> QuickDiarization:
    pipeline = QuickDiarization(*load_networks(folder))
    return pipeline.to(torch.device(device))


def load_named_pipeline(folder: Path, device: str) -> Pipeline:
    """The pipeline of a folder's config.yaml, as its authors set it, but in batches. ValueError for another kind."""
    pipeline = Pipeline.from_pretrained(folder)
    if not isinstance(pipeline, SpeakerDiarization):
        raise ValueError(f"{folder}: {type(pipeline).__name__} is no speaker diarization")
    pipeline.legacy = False
    pipeline.segmentation_batch_size = pipeline.embedding_batch_size = BATCH if device == "cpu" else 32
    return pipeline.to(torch.device(device))
