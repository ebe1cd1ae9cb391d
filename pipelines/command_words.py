"""Typer's own words (headings, usage line, parser errors) in the language of the command.

Typer has no setting for them, so this reaches into the parser that it carries; that is why typer is pinned.
"""

from __future__ import annotations

from typing import Any, ClassVar

import typer
import typer.core
import typer.rich_utils
from typer._click import exceptions as parser_errors
from typer._click.core import Context
from typer._click.formatting import HelpFormatter

from reports.texts import Texts


class Words:
    """The texts in use; set once per process by `speak`."""

    texts: ClassVar[Texts]


def speak(texts: Texts) -> None:
    """Set the words of every help page and parser error of this process."""
    Words.texts = texts
    typer.rich_utils.ARGUMENTS_PANEL_TITLE = texts.text("cli-arguments")
    typer.rich_utils.OPTIONS_PANEL_TITLE = texts.text("cli-options")
    typer.rich_utils.COMMANDS_PANEL_TITLE = texts.text("cli-commands")
    typer.rich_utils.REQUIRED_LONG_STRING = texts.text("cli-required")
    typer.rich_utils.DEFAULT_STRING = texts.text("cli-default", value="{}")


class SpokenCommand(typer.core.TyperCommand):
    """A command whose usage line and `--help` line are in the user's language."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Context) -> Any:
        return _with_help(super().get_help_option(ctx))


class SpokenGroup(typer.core.TyperGroup):
    """The same for the command as a whole."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Context) -> Any:
        return _with_help(super().get_help_option(ctx))

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise UnknownCommand(args[0], tuple(self.commands))
        return super().resolve_command(ctx, args)


class UnknownCommand(parser_errors.UsageError):
    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


def _write_usage(command: Any, ctx: Context, formatter: HelpFormatter) -> None:
    prefix = Words.texts.text("cli-usage") + " "
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix)


def _with_help(option: Any) -> Any:
    if option is not None:
        option.help = Words.texts.text("cli-help-option")
    return option


def parser_sentence(error: Exception, texts: Texts) -> str:
    """What is wrong with the command line, and where to look it up, in one sentence."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "dealforensics"
    match error:
        case UnknownCommand():
            return texts.text("cli-unknown-command", name=error.name, known=", ".join(error.known))
        case parser_errors.MissingParameter():
            return texts.text("cli-missing-parameter", name=_name(error), command=command)
        case parser_errors.NoSuchOption():
            return texts.text("cli-no-such-option", name=error.option_name, command=command)
        case parser_errors.BadOptionUsage():
            return texts.text("cli-bad-option-usage", name=error.option_name, command=command)
        case parser_errors.BadParameter():
            return texts.text("cli-bad-value", name=_name(error), command=command)
        case _:
            return texts.text("cli-usage-error", command=command, detail=str(error))


def _name(error: parser_errors.BadParameter) -> str:
    """`--out` for an option, `ARCHIVE` for an argument."""
    name = error.param.opts[0] if error.param is not None else ""
    return name if name.startswith("-") else name.upper()
