"""Which language the command speaks, and the options that every command takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.texts import LANGUAGES, Language

LANG = "--lang"
DEBUG = "--debug"
VARIABLE = "DEALFORENSICS_LANG"


def text_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """`--lang` where given, else DEALFORENSICS_LANG, else Russian under a Russian locale, else English.

    Looked up before the arguments are parsed, because help and the parser's own errors need it; a value that is
    neither ru nor en is left to the parser to report.
    """
    wanted = _option(arguments) or environment.get(VARIABLE, "")
    if wanted in LANGUAGES:
        return wanted
    # The order in which POSIX reads the locale of messages.
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "ru" if locale.lower().startswith("ru") else "en"


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
