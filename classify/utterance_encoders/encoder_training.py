"""Training of the utterance encoder on the written calls, with PyTorch; `utterance_encoder` computes it.

It learns from the written calls only, never from the labelled archives: so one encoder serves all sets of models, and
an archive that is left out has not been seen by it either. Needs the extra `diarization` (torch); takes ten minutes on
two cores. Equal texts, seed and number of threads give equal weights.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from classify.codebook import SIGNALS, codes_open_to
from classify.utterance_encoders.conversation import ROLE_ORDER, Conversation
from classify.utterance_encoders.incoherent_calls import partly_cut_up
from classify.utterance_encoders.recognition_errors import heard_as
from classify.utterance_encoders.sentence_embeddings import DIMENSION, SentenceEmbedder
from classify.utterance_encoders.sentence_network import BRANCH, EPSILON, ORDERS
from classify.utterance_encoders.utterance_encoder import HIDDEN, SAID, rows_with_gaps, said_beside
from classify.utterance_encoders.written_calls import WrittenCall

EPOCHS = 5
UTTERANCES_AT_A_TIME = 160
RATE, ENCODER_RATE = 1e-3, 2e-4  # of the new layers, and of those that already know language
DROPOUT, WORD_DROPOUT = 0.4, 0.15
HEARD_SHARE = 0.3  # of the calls of each epoch are read as a recogniser would have written them
WARM_UP, LEAST_RATE = 20, 0.02  # steps; share of the rate at the end
MOST_TOKENS = 120
THREADS = 2
POOLED = DIMENSION + len(ORDERS) * BRANCH
Progress = Callable[[int, int, float], None]  # epochs done, in all, loss


@dataclass(frozen=True, slots=True)
class _Batch:
    tokens: Tensor  # (n_tokens,)
    lengths: Tensor  # tokens of each utterance
    beside: Tensor  # (n_utterances, SAID)
    turns: list[int]  # utterances of each call
    truth: Tensor  # (n_utterances, n_codes)
    open_codes: Tensor  # (n_utterances, n_codes): which codes this speaker can say


def train_encoder(
    calls: Sequence[WrittenCall],
    embedder: SentenceEmbedder,
    path: Path,
    *,
    seed: int = 1,
    epochs: int = EPOCHS,
    progress: Progress = lambda done, total, loss: None,
) -> None:
    """Train on these calls and store the weights, as float16, at `path`."""
    torch.manual_seed(seed)
    torch.set_num_threads(THREADS)
    rng = random.Random(seed)
    network = _Network(embedder)
    steps = epochs * sum(len(call.labels) for call in calls) / UTTERANCES_AT_A_TIME
    optimiser, taken = _optimiser(network), 0
    for epoch in range(epochs):
        network.train()
        total = 0.0
        for batch in _batches(calls, embedder, rng):
            share = max(LEAST_RATE, 1 - taken / steps) * min(1.0, (taken + 1) / WARM_UP)
            for group in optimiser.param_groups:
                group["lr"] = group["start"] * share
            wrong = functional.binary_cross_entropy_with_logits(network(batch), batch.truth, reduction="none")
            loss = (wrong * batch.open_codes).sum() / len(batch.truth)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            total, taken = total + loss.item(), taken + 1
        progress(epoch + 1, epochs, total)
    arrays: dict[str, Any] = dict(network.arrays())
    np.savez_compressed(path, **arrays)


def _optimiser(network: _Network) -> torch.optim.Optimizer:
    knowing = list(network.sentence.values())
    new = [weight for name, weight in network.named_parameters() if not name.startswith("sentence.")]
    return torch.optim.AdamW(
        [{"params": new, "lr": RATE, "start": RATE}, {"params": knowing, "lr": ENCODER_RATE, "start": ENCODER_RATE}],
        weight_decay=0.01,
    )


def _batches(calls: Sequence[WrittenCall], embedder: SentenceEmbedder, rng: random.Random) -> Iterator[_Batch]:
    order = partly_cut_up(calls, rng)
    rng.shuffle(order)
    group: list[WrittenCall] = []
    for call in order:
        group.append(call)
        if sum(len(c.labels) for c in group) >= UTTERANCES_AT_A_TIME:
            yield _batch(group, embedder, rng)
            group = []
    if group:
        yield _batch(group, embedder, rng)


def _batch(
    calls: Sequence[WrittenCall], embedder: SentenceEmbedder, rng: random.Random, heard_share: float = HEARD_SHARE
) -> _Batch:
    conversations = [_heard(call, rng) if rng.random() < heard_share else call.conversation for call in calls]
    tokens = [embedder.tokens(text)[:MOST_TOKENS] for c in conversations for text in c.texts]
    is_client = np.concatenate([c.roles[:, ROLE_ORDER.index("client")] for c in conversations]) > 0.5
    can_say = {side: [code in codes_open_to(side) for code in SIGNALS] for side in ("client", "seller")}
    return _Batch(
        tokens=torch.tensor([token for text in tokens for token in text]),
        lengths=torch.tensor([len(text) for text in tokens]),
        beside=torch.tensor(np.concatenate([said_beside(c) for c in conversations]), dtype=torch.float32),
        turns=[len(c.texts) for c in conversations],
        truth=torch.tensor([[float(code in codes) for code in SIGNALS] for call in calls for codes in call.labels]),
        open_codes=torch.tensor([[float(x) for x in can_say["client" if side else "seller"]] for side in is_client]),
    )


def _heard(call: WrittenCall, rng: random.Random) -> Conversation:
    texts = tuple(heard_as(text, call.language, rng) for text in call.conversation.texts)
    return Conversation(texts, call.conversation.roles)


class _Network(nn.Module):
    """The network of `UtteranceEncoder`, with gradients and dropout."""

    def __init__(self, embedder: SentenceEmbedder) -> None:
        super().__init__()
        self.embedder = embedder
        self.sentence = nn.ParameterDict(
            {name: nn.Parameter(torch.tensor(value)) for name, value in embedder.layers().items()}
        )
        self.scale = nn.Parameter(torch.tensor(4.0))
        self.inp = nn.Linear(DIMENSION + POOLED + SAID, HIDDEN)
        self.near = nn.Linear(5 * (HIDDEN + SAID), HIDDEN)
        self.far = nn.Linear(3 * HIDDEN, HIDDEN)
        self.out = nn.Linear(2 * HIDDEN + DIMENSION + SAID, len(SIGNALS))
        nn.init.constant_(self.out.bias, -3.0)  # most codes are absent from most utterances
        self.drop = nn.Dropout(DROPOUT)
        self.drop_words = nn.Dropout(WORD_DROPOUT)

    def forward(self, batch: _Batch) -> Tensor:
        """Logits, shape (n_utterances, n_codes)."""
        sentence, pooled = self._sentences(batch)
        utterance = functional.relu(self.inp(self.drop(torch.cat([sentence, pooled, batch.beside], 1))))
        rows, total = _gaps(batch.turns)
        call = _at(rows, total, torch.cat([utterance, batch.beside], 1))
        near = _at(rows, total, functional.relu(self.near(_windows(self.drop(call), 5, 2)))[rows])
        far = (functional.relu(self.far(_windows(self.drop(near), 3, 1))) + near)[rows]
        return self.out(self.drop(torch.cat([utterance, far, self.drop(sentence), batch.beside], 1)))

    def _sentences(self, batch: _Batch) -> tuple[Tensor, Tensor]:
        layer = self.sentence
        rows, total = _gaps(batch.lengths.tolist())
        known = torch.from_numpy(self.embedder.token_vectors(batch.tokens.numpy()))
        words = _at(rows, total, self.drop_words(known))
        projected = words @ layer["proj"] + layer["proj_b"]
        start = functional.layer_norm(projected, (projected.shape[1],), layer["ln_g_all"], layer["ln_b_all"], EPSILON)
        parts = [words]
        for number, (order, left) in enumerate(ORDERS):
            below = _at(rows, total, start[rows, number * BRANCH : (number + 1) * BRANCH])
            for name in ("w1", "w2"):
                weight, bias = layer[f"{name}_{order}"], layer[f"b{name[1]}_{order}"]
                above = functional.relu(_windows(below, order, left) @ weight + bias)
                below = _at(rows, total, (above + below)[rows])
            parts.append(below)
        read = functional.layer_norm(torch.cat(parts, 1), (POOLED,), layer["ln_g"], layer["ln_b"], EPSILON)[rows]
        utterance = torch.repeat_interleave(torch.arange(len(batch.lengths)), batch.lengths)
        sums = torch.zeros(len(batch.lengths), POOLED).index_add(0, utterance, read)
        lengths = batch.lengths[:, None].float()
        mean = self.drop_words((sums @ layer["cnn_W"] + lengths * layer["cnn_b"]) / lengths.sqrt())
        first = functional.relu(mean @ layer["d0"])
        second = functional.relu(mean @ layer["p1"] + first @ layer["d1"])
        third = functional.relu(second @ layer["d2"])
        vector = functional.normalize(torch.tanh(second @ layer["p3"] + third @ layer["d3"]), dim=1)
        return vector * self.scale, sums / lengths

    def arrays(self) -> dict[str, np.ndarray]:
        """The weights as `UtteranceEncoder` takes them."""
        inp = self.inp.weight.T
        linear = {"inp_bias": self.inp.bias, "scale": self.scale}
        for name in ("near", "far", "out"):
            layer = getattr(self, name)
            linear |= {name: layer.weight.T, f"{name}_bias": layer.bias}
        linear |= {
            "inp_sentence": inp[:DIMENSION], "inp_words": inp[DIMENSION : DIMENSION + POOLED],
            "inp_beside": inp[DIMENSION + POOLED :],
        }  # fmt: skip
        everything = linear | dict(self.sentence.items())
        return {name: value.detach().numpy().astype(np.float16) for name, value in everything.items()}


def _gaps(lengths: Sequence[int]) -> tuple[Tensor, int]:
    rows, total = rows_with_gaps(lengths)
    return torch.from_numpy(rows), total


def _at(rows: Tensor, total: int, values: Tensor) -> Tensor:
    """The values at these rows of an array of zeros."""
    return torch.zeros(total, values.shape[1]).index_copy(0, rows, values)


def _windows(rows: Tensor, width: int, left: int) -> Tensor:
    padded = functional.pad(rows, (0, 0, left, width - 1 - left))
    return torch.cat([padded[k : k + len(rows)] for k in range(width)], 1)
