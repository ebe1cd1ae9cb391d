"""Which language the command speaks, and the options that every command takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from deals.archive_format import SETTINGS_FILE
from reports.texts import LANGUAGES, Language

LANG = "--lang"
DEBUG = "--debug"
VARIABLE = "DEALFORENSICS_LANG"
ARCHIVE_COMMANDS = ("run", "transcribe")
NO_LANGUAGE = ("", "c", "posix")  # locales of servers and containers, where nobody has chosen a language


def text_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language chosen, else that of the archive to be run, else English.

    Looked up before the arguments are parsed, because help and the parser's own errors need it; a value that is
    neither ru nor en is left to the parser to report.
    """
    return chosen_language(arguments, environment) or _archive_language(arguments) or "en"


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language | None:
    """`--lang` where given, else DEALFORENSICS_LANG, else Russian under a Russian locale and English under others.

    None where nothing says: the locale is missing, C or POSIX.
    """
    wanted = _option(arguments) or environment.get(VARIABLE, "")
    if wanted in LANGUAGES:
        return wanted
    # The order in which POSIX reads the locale of messages.
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    name = locale.lower().split(".")[0]
    return None if name in NO_LANGUAGE else "ru" if name.startswith("ru") else "en"


def asked_language(arguments: Sequence[str]) -> Language | None:
    """The language that `--lang` names; None without it, whatever the computer speaks."""
    wanted = _option(arguments)
    return wanted if wanted in LANGUAGES else None


def keeps_transcripts(arguments: Sequence[str]) -> bool:
    """Whether the command works on an archive, and keeps what it transcribed there when it is stopped."""
    return any(command in arguments for command in ARCHIVE_COMMANDS)


def _archive_language(arguments: Sequence[str]) -> Language | None:
    """What archive.yaml says in the first of the arguments that is an archive; None for commands without one."""
    if not keeps_transcripts(arguments):
        return None
    from deals.archive_settings import read_settings  # late: YAML and time zones take their time to import
    from deals.problem_log import ProblemLog

    for argument in arguments:
        try:
            if (Path(argument) / SETTINGS_FILE).is_file():
                language = read_settings(Path(argument), ProblemLog()).language
                return None if language == "auto" else language
        except OSError:  # no name of a file, or not ours to read; the run says so itself
            continue
    return None


def _option(arguments: Sequence[str]) -> str | None:
    for place, argument in enumerate(arguments):
        if argument == LANG and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith(f"{LANG}="):
            return argument.removeprefix(f"{LANG}=")
    return None


def common_options_first(arguments: Sequence[str]) -> list[str]:
    """The arguments with `--lang` and `--debug` in front, where the parser wants them; people write them anywhere."""
    front: list[str] = []
    rest: list[str] = []
    remaining = iter(arguments)
    for argument in remaining:
        if argument == DEBUG or argument.startswith(f"{LANG}="):
            front.append(argument)
        elif argument == LANG:
            front += [argument, *(value for value in (next(remaining, None),) if value is not None)]
        else:
            rest.append(argument)
    return front + rest
