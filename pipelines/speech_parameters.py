"""The options of the command line that `run` and `transcribe` share, declared once.

No postponed annotations here: typer reads them, and they hold texts of the chosen language.
"""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from pipelines.run_settings import MOST_SPEAKERS, ComputeType, Device, ExportFormat, SpeechOptions
from reports.texts import LANGUAGES, Texts

_SPEAKERS = re.compile(r"(\d)(?:-(\d))?")
_OPTIONS = "speech"  # the parameter that a command takes in their place


def spoken_languages(typed: str) -> tuple[str, ...]:
    """`ru`, `en`, `ru,en`; `auto` is the empty tuple: any. Raises ValueError."""
    if typed == "auto":
        return ()
    languages = tuple(dict.fromkeys(part.strip() for part in typed.split(",")))
    if not set(languages) <= set(LANGUAGES):
        raise ValueError(typed)
    return languages


def speaker_counts(typed: str) -> tuple[int, int]:
    """`2` is (2, 2) and `1-4` is (1, 4). Raises ValueError."""
    match = _SPEAKERS.fullmatch(typed.replace("–", "-"))
    least, most = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= least <= most <= MOST_SPEAKERS:
        raise ValueError(typed)
    return least, most


def export_format(typed: str) -> ExportFormat:
    """Raises ValueError."""
    for known in get_args(ExportFormat):
        if typed == known:
            return known
    raise ValueError(typed)


def speech_parameters(texts: Texts) -> list[inspect.Parameter]:
    """One parameter for each field of SpeechOptions, as typer wants it."""
    say = texts.text
    types: dict[str, tuple[Any, Any]] = {
        "work": (Path | None, typer.Option("--work", help=say("cli-run-work"))),
        "model": (str | None, typer.Option("--model", help=say("cli-run-model"))),
        "device": (Device, typer.Option("--device", help=say("cli-run-device"))),
        "compute_type": (
            ComputeType,
            typer.Option("--compute-type", help=say("cli-run-compute-type"), metavar="NAME"),
        ),
        "workers": (int, typer.Option("--workers", min=0, help=say("cli-run-workers"))),
        "languages": (
            str | None,
            typer.Option("--language", parser=spoken_languages, help=say("cli-run-language"), metavar="CODE"),
        ),
        "speakers": (
            str,
            typer.Option("--speakers", parser=speaker_counts, help=say("cli-run-speakers"), metavar="N|N-N"),
        ),
        "diarization": (
            str | None,
            typer.Option("--diarization", help=say("cli-run-diarization"), metavar="NAME"),
        ),
    }
    usual = SpeechOptions()
    defaults = {name: getattr(usual, name) for name in types} | {"speakers": f"1-{MOST_SPEAKERS}"}
    return [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=defaults[name], annotation=Annotated[kind, option]
        )
        for name, (kind, option) in types.items()
    ]


def takes_speech_options(texts: Texts) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Decorator: in place of its parameter `speech: SpeechOptions` the command gets all options that make it up."""
    shared = speech_parameters(texts)

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        own = [p for name, p in inspect.signature(command).parameters.items() if name != _OPTIONS]

        def typed(**given: Any) -> None:
            values = {parameter.name: given.pop(parameter.name) for parameter in shared}
            command(**given, **{_OPTIONS: SpeechOptions(**values)})

        typed.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # where inspect and typer look first
            [*(p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own), *shared]
        )
        typed.__doc__ = command.__doc__
        return typed

    return with_options
