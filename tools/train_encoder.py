"""Train the utterance encoder anew from the written calls: ten minutes on two cores. Needs the extra `diarization`.

Afterwards `dealforensics train` has to make the classifiers anew, because they work on what the encoder says.
"""

from __future__ import annotations

from classify.utterance_encoders.encoder_training import train_encoder
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from classify.utterance_encoders.utterance_encoder import ENCODER_FILE
from classify.utterance_encoders.written_calls import read_written_calls


def main() -> None:
    """Print each epoch's loss; write classify/models/encoder.npz at the end."""
    calls = read_written_calls()
    print(f"{len(calls)} written calls, {sum(len(call.labels) for call in calls)} utterances")
    train_encoder(
        calls, SentenceEmbedder(), ENCODER_FILE,
        progress=lambda done, total, loss: print(f"epoch {done} of {total}: loss {loss:.1f}", flush=True),
    )  # fmt: skip
    print(f"written to {ENCODER_FILE}; now run `dealforensics train`")


if __name__ == "__main__":
    main()
