"""The stage that `run` and `transcribe` share: all calls of an archive become words, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from prefect import task
from prefect.utilities.annotations import quote

from pipelines.run_display import RunDisplay
from pipelines.speech_tools import SpeechTools
from pipelines.spoken_languages import needs_sample, with_found_languages
from pipelines.transcribe_calls import CallSource, CallText, batches, may_pass, transcribe_batch
from pipelines.transcription_tally import TranscriptionTally
from pipelines.work_ahead import work_ahead

T = TypeVar("T")


class ArchiveLost(Exception):
    """The archive folder went away during the run; the argument is its path."""


def whole(value: T) -> T:
    """Hand `value` to a task as it is. Prefect would otherwise walk through every call of it, looking for futures."""
    return cast(T, quote(value))


def storage_may_recover(_task: Any, _run: Any, state: Any) -> bool:
    """Whether a batch that failed is worth another try: only a network share's hiccup is."""
    return may_pass(state.data)


@task(
    name="transcribe calls",
    retries=2,
    retry_delay_seconds=[5, 30],  # a share that comes back does so within seconds; a longer loss ends the run
    retry_condition_fn=storage_may_recover,
)
def transcribe(
    sources: Sequence[CallSource],
    tools: SpeechTools,
    finished: Callable[[CallText], None],
    storage_failed: Callable[[Path, OSError], None],
    last_try: bool = False,
) -> None:
    """`transcribe_batch`, which hands on each call as it is finished. Gives nothing back: Prefect holds what a task
    returned until its flow ends, and that would be all transcripts of the archive."""
    transcribe_batch(sources, tools, finished, storage_failed, last_try)


def settle_languages(sources: Sequence[CallSource], tools: SpeechTools, display: RunDisplay) -> SpeechTools:
    """The tools with the archive's languages; hears some recordings where nobody says which these are."""
    if not needs_sample(sources, tools):
        return tools
    with display.stage("languages"):
        settled = with_found_languages(sources, tools)
    display.say("run-languages", languages=", ".join(settled.languages.found) or "?")
    return settled


def announce_work(sources: Sequence[CallSource], tools: SpeechTools, display: RunDisplay) -> None:
    """Say which model hears the recordings, and how many of them have to be heard, again or for the first time."""
    if tools.model is None:
        return
    display.say("run-model", name=tools.model.name, origin=tools.model.origin, digest=tools.model.digest[:12])
    with display.stage("compare"):
        ahead = work_ahead(sources, tools)
    display.ahead(ahead)


def transcribe_all(
    sources: Sequence[CallSource],
    tools: SpeechTools,
    tally: TranscriptionTally,
    display: RunDisplay,
    take: Callable[[CallText], None],
) -> None:
    """`take` gets the words of each call as it is finished; one that was in work when the storage failed, twice.

    Raises ArchiveLost when the archive's folder is gone.
    """
    with display.transcription(tally) as line:

        def finished(text: CallText) -> None:
            take(text)
            tally.add(text)
            line.update()

        for batch in batches(sources):
            arguments = (whole(batch), whole(tools), whole(finished), whole(display.storage_failed))
            try:
                transcribe(*arguments)
            except OSError as error:
                if not tools.root.is_dir():
                    raise ArchiveLost(str(tools.root)) from error
                transcribe(*arguments, last_try=True)
