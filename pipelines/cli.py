"""The `dealforensics` command.

Everything heavy is imported inside the commands: help appears within a second, and a run says what it does before it
loads models. No postponed annotations here: typer reads them, and they hold texts of the chosen language.
"""

import io
import os
import sys
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from pipelines import __version__
from pipelines.audio_budget import audio_budget_s
from pipelines.command_words import SpokenCommand, SpokenGroup, parser_sentence, speak
from pipelines.report_formats import USUAL, report_formats
from pipelines.run_settings import SpeechOptions
from pipelines.speech_parameters import export_format, takes_speech_options
from pipelines.text_language import (
    LANG,
    asked_language,
    chosen_language,
    common_options_first,
    keeps_transcripts,
    text_language,
)
from reports.texts import Texts

BAD_INPUT = 2
USUAL_FORMATS = ["json", "txt"]
INTERRUPTED = 130  # 128 + SIGINT, as shells report it


def build_app(texts: Texts) -> typer.Typer:
    """The command line, with help in the language of `texts`."""
    speak(texts)
    say = texts.text
    app = typer.Typer(
        name="dealforensics",
        cls=SpokenGroup,
        help=say("cli-purpose"),
        epilog=say("cli-epilog"),
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
    )
    add_options(app, texts)
    add_run(app, texts)
    add_transcribe(app, texts)
    add_import(app, texts)
    add_fetch(app, texts)
    add_load(app, texts)
    add_doctor(app, texts)
    add_train(app, texts)
    add_learn(app, texts)
    add_check(app, texts)
    add_signals(app, texts)
    add_kpi(app, texts)
    add_report(app, texts)
    add_review(app, texts)
    add_account(app, texts)
    return app


def add_options(app: typer.Typer, texts: Texts) -> None:
    """`--version`, `--lang` and `--debug`, which stand before the command."""
    say = texts.text

    def show_version(wanted: bool) -> None:
        if wanted:
            print(f"dealforensics {__version__}")
            raise typer.Exit

    @app.callback(invoke_without_command=True)
    def options(
        context: typer.Context,
        version: Annotated[
            bool, typer.Option("--version", help=say("cli-version"), is_eager=True, callback=show_version)
        ] = False,
        lang: Annotated[Literal["ru", "en"] | None, typer.Option(LANG, help=say("cli-lang"))] = None,
        debug: Annotated[bool, typer.Option("--debug", help=say("cli-debug"))] = False,
    ) -> None:
        # Language and debug mode are read before the parser runs, see `main`.
        if context.invoked_subcommand is None:
            print(context.get_help())


def add_run(app: typer.Typer, texts: Texts) -> None:
    say = texts.text

    @app.command("run", cls=SpokenCommand, help=say("cli-run-purpose"), epilog=say("cli-run-example"))
    @takes_speech_options(texts)
    def run(
        archive: Annotated[Path, typer.Argument(help=say("cli-run-archive"), metavar="ARCHIVE")],
        out: Annotated[Path, typer.Option("--out", help=say("cli-run-out"))],
        speech: SpeechOptions,
        models: Annotated[Path | None, typer.Option("--models", help=say("cli-run-models"))] = None,
        database: Annotated[str | None, typer.Option("--database", help=say("cli-run-database"), metavar="URL")] = None,
        audio_budget: Annotated[
            str | None,
            typer.Option("--audio-budget", parser=audio_budget_s, help=say("cli-run-audio-budget"), metavar="HOURS"),
        ] = None,
        redact: Annotated[bool | None, typer.Option("--redact/--no-redact", help=say("cli-run-redact"))] = None,
    ) -> None:
        from pipelines.run_command import RunRequest, run_command
        from pipelines.run_database import database_location

        chosen = chosen_language(sys.argv[1:], os.environ) is not None
        place = database_location(database, os.environ)
        budget_s = float(audio_budget) if audio_budget else None  # what the parser made of it
        request = RunRequest(archive, out, speech, models, chosen, place, budget_s, redact)
        raise typer.Exit(run_command(request, texts))


def add_transcribe(app: typer.Typer, texts: Texts) -> None:
    say = texts.text

    @app.command(
        "transcribe", cls=SpokenCommand, help=say("cli-transcribe-purpose"), epilog=say("cli-transcribe-example")
    )
    @takes_speech_options(texts)
    def transcribe(
        archive: Annotated[Path, typer.Argument(help=say("cli-transcribe-archive"), metavar="ARCHIVE")],
        speech: SpeechOptions,
        out: Annotated[Path | None, typer.Option("--out", help=say("cli-transcribe-out"))] = None,
        formats: Annotated[
            list[str],  # of ExportFormat; typer has no lists of literals
            typer.Option("--format", parser=export_format, help=say("cli-transcribe-format"), metavar="NAME"),
        ] = USUAL_FORMATS,
        redact: Annotated[bool | None, typer.Option("--redact/--no-redact", help=say("cli-transcribe-redact"))] = None,
    ) -> None:
        from pipelines.transcribe_command import TranscribeRequest, transcribe_command

        chosen = tuple(export_format(form) for form in dict.fromkeys(formats))
        request = TranscribeRequest(archive, out, speech, chosen, redact)
        raise typer.Exit(transcribe_command(request, texts))


def add_import(app: typer.Typer, texts: Texts) -> None:
    say = texts.text

    @app.command("import", cls=SpokenCommand, help=say("cli-import-purpose"), epilog=say("cli-import-example"))
    def import_exports(
        out: Annotated[Path, typer.Option("--out", help=say("cli-import-out"))],
        files: Annotated[list[Path] | None, typer.Argument(help=say("cli-import-files"), metavar="FILES")] = None,
        preview: Annotated[bool, typer.Option("--preview", help=say("cli-import-preview"))] = False,
        mapping: Annotated[Path | None, typer.Option("--mapping", help=say("cli-import-mapping"))] = None,
        timezone: Annotated[str | None, typer.Option("--timezone", help=say("cli-import-timezone"))] = None,
        currency: Annotated[str | None, typer.Option("--currency", help=say("cli-import-currency"))] = None,
        language: Annotated[
            Literal["ru", "en"] | None, typer.Option("--language", help=say("cli-import-language"))
        ] = None,
        company: Annotated[str | None, typer.Option("--company", help=say("cli-import-company"))] = None,
        recordings: Annotated[Path | None, typer.Option("--recordings", help=say("cli-import-recordings"))] = None,
        patterns: Annotated[list[str] | None, typer.Option("--pattern", help=say("cli-import-pattern"))] = None,
    ) -> None:
        print(texts.text("import-start"), flush=True)  # what follows takes seconds to import
        from deals.exports.export_import import ImportRequest
        from pipelines.recordings_command import import_with_recordings

        request = ImportRequest(files or [], out, mapping, timezone, currency, language, company)
        raise typer.Exit(import_with_recordings(request, recordings, patterns or [], texts, preview=preview))


def add_fetch(app: typer.Typer, texts: Texts) -> None:
    say = texts.text

    @app.command("fetch", cls=SpokenCommand, help=say("cli-fetch-purpose"), epilog=say("cli-fetch-example"))
    def fetch(
        system: Annotated[Literal["amocrm", "bitrix24"], typer.Argument(help=say("cli-fetch-system"))],
        out: Annotated[Path, typer.Option("--out", help=say("cli-fetch-out"))],
        account: Annotated[str | None, typer.Option("--account", help=say("cli-fetch-account"))] = None,
        secrets: Annotated[Path | None, typer.Option("--secrets", help=say("cli-fetch-secrets"))] = None,
        since: Annotated[str | None, typer.Option("--since", help=say("cli-fetch-since"), metavar="DATE")] = None,
        everything: Annotated[bool, typer.Option("--all", help=say("cli-fetch-all"))] = False,
        without_recordings: Annotated[
            bool, typer.Option("--without-recordings", help=say("cli-fetch-without-recordings"))
        ] = False,
    ) -> None:
        from pipelines.fetch_command import FetchRequest, fetch_command

        request = FetchRequest(system, out, account, secrets, since, everything, not without_recordings)
        raise typer.Exit(fetch_command(request, texts))


def add_load(app: typer.Typer, texts: Texts) -> None:
    say = texts.text

    @app.command("load", cls=SpokenCommand, help=say("cli-load-purpose"), epilog=say("cli-load-example"))
    def load(
        archive: Annotated[Path, typer.Argument(help=say("cli-load-archive"), metavar="ARCHIVE")],
        database: Annotated[
            str | None, typer.Option("--database", help=say("cli-load-database"), metavar="URL")
        ] = None,
    ) -> None:
        from pipelines.load_command import LoadRequest, load_command

        raise typer.Exit(load_command(LoadRequest(archive, database), texts, os.environ))


def add_doctor(app: typer.Typer, texts: Texts) -> None:
    say = texts.text

    @app.command("doctor", cls=SpokenCommand, help=say("cli-doctor-purpose"), epilog=say("cli-doctor-example"))
    def doctor(
        models: Annotated[Path | None, typer.Option("--models", help=say("cli-run-models"))] = None,
    ) -> None:
        from pipelines.doctor import doctor_command

        raise typer.Exit(doctor_command(texts, models))


def add_train(app: typer.Typer, texts: Texts) -> None:
    say = texts.text

    @app.command("train", cls=SpokenCommand, help=say("cli-train-purpose"), epilog=say("cli-train-example"))
    def train(
        out: Annotated[Path | None, typer.Option("--out", help=say("cli-train-out"))] = None,
    ) -> None:
        from pipelines.train_command import train_command

        raise typer.Exit(train_command(texts, out))


def add_learn(app: typer.Typer, texts: Texts) -> None:
    say = texts.text

    @app.command("learn", cls=SpokenCommand, help=say("cli-learn-purpose"), epilog=say("cli-learn-example"))
    def learn(
        runs: Annotated[list[Path], typer.Argument(help=say("cli-learn-runs"), metavar="RUNS")],
        models_out: Annotated[Path, typer.Option("--models-out", help=say("cli-learn-models-out"))],
        verdicts: Annotated[list[Path] | None, typer.Option("--verdicts", help=say("cli-learn-verdicts"))] = None,
        review: Annotated[str | None, typer.Option("--review", help=say("cli-learn-review"), metavar="URL")] = None,
    ) -> None:
        print(texts.text("learn-start", runs=", ".join(map(str, runs))), flush=True)  # the imports take seconds
        from pipelines.learn_command import LearnRequest, learn_command

        raise typer.Exit(learn_command(LearnRequest(tuple(runs), models_out, tuple(verdicts or ()), review), texts))


def add_check(app: typer.Typer, texts: Texts) -> None:
    say = texts.text

    @app.command("check", cls=SpokenCommand, help=say("cli-check-purpose"), epilog=say("cli-check-example"))
    def check(
        archive: Annotated[Path, typer.Argument(help=say("cli-check-archive"), metavar="ARCHIVE")],
        out: Annotated[Path | None, typer.Option("--out", help=say("cli-check-out"))] = None,
    ) -> None:
        print(texts.text("check-start", archive=str(archive)), flush=True)  # what follows takes seconds to import
        from pipelines.check_command import check_command

        chosen = chosen_language(sys.argv[1:], os.environ) is not None
        raise typer.Exit(check_command(archive, out, texts, language_chosen=chosen))


def add_signals(app: typer.Typer, texts: Texts) -> None:
    """The group `signals`, with the command `explain`."""
    say = texts.text
    group = typer.Typer(cls=SpokenGroup, rich_markup_mode="rich")
    app.add_typer(group, name="signals", help=say("cli-signals-purpose"), epilog=say("cli-signals-example"))

    @group.callback(invoke_without_command=True)
    def signals(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            print(context.get_help())

    @group.command("explain", cls=SpokenCommand, help=say("cli-explain-purpose"), epilog=say("cli-explain-example"))
    def explain(
        call: Annotated[str, typer.Argument(help=say("cli-explain-call"), metavar="CALL")],
        archive: Annotated[Path | None, typer.Option("--archive", help=say("cli-explain-archive"))] = None,
        work: Annotated[Path | None, typer.Option("--work", help=say("cli-explain-work"))] = None,
        models: Annotated[Path | None, typer.Option("--models", help=say("cli-run-models"))] = None,
        below_threshold: Annotated[bool, typer.Option("--all", help=say("cli-explain-all"))] = False,
        json_file: Annotated[Path | None, typer.Option("--json", help=say("cli-explain-json"))] = None,
    ) -> None:
        print(texts.text("signals-start", call=call), flush=True)  # what follows takes seconds to import
        from pipelines.signals_command import ExplainRequest, explain_command

        raise typer.Exit(
            explain_command(ExplainRequest(call, archive, work, models, below_threshold, json_file), texts)
        )


def add_kpi(app: typer.Typer, texts: Texts) -> None:
    """The group `kpi`, with the command `explain`."""
    say = texts.text
    group = typer.Typer(cls=SpokenGroup, rich_markup_mode="rich")
    app.add_typer(group, name="kpi", help=say("cli-kpi-purpose"), epilog=say("cli-kpi-example"))

    @group.callback(invoke_without_command=True)
    def kpi(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            print(context.get_help())

    purpose, example = say("cli-kpi-explain-purpose"), say("cli-kpi-explain-example")

    @group.command("explain", cls=SpokenCommand, help=purpose, epilog=example)
    def explain(
        file: Annotated[Path, typer.Argument(help=say("cli-kpi-explain-file"), metavar="FILE")],
        models: Annotated[Path | None, typer.Option("--models", help=say("cli-run-models"))] = None,
    ) -> None:
        print(texts.text("kpi-start", file=str(file)), flush=True)  # what follows takes seconds to import
        from pipelines.kpi_command import explain_kpis

        raise typer.Exit(explain_kpis(file, models, texts))


def add_report(app: typer.Typer, texts: Texts) -> None:
    say = texts.text

    @app.command("report", cls=SpokenCommand, help=say("cli-report-purpose"), epilog=say("cli-report-example"))
    def report(
        run: Annotated[Path, typer.Argument(help=say("cli-report-run"), metavar="OUT")],
        formats: Annotated[
            str, typer.Option("--format", parser=checked_formats, help=say("cli-report-format"), metavar="NAMES")
        ] = USUAL,
        redact: Annotated[bool | None, typer.Option("--redact/--no-redact", help=say("cli-report-redact"))] = None,
        out: Annotated[Path | None, typer.Option("--out", help=say("cli-report-out"))] = None,
    ) -> None:
        print(texts.text("report-start", run=str(run)), flush=True)  # what follows takes a second to import
        from pipelines.report_command import ReportRequest, report_command

        request = ReportRequest(run, report_formats(formats), asked_language(sys.argv[1:]), redact, out)
        raise typer.Exit(report_command(request, texts))


def add_review(app: typer.Typer, texts: Texts) -> None:
    say = texts.text

    @app.command("review", cls=SpokenCommand, help=say("cli-review-purpose"), epilog=say("cli-review-example"))
    def review(
        runs: Annotated[list[Path] | None, typer.Argument(help=say("cli-review-runs"), metavar="OUT")] = None,
        database: Annotated[
            str | None, typer.Option("--database", help=say("cli-review-database"), metavar="URL")
        ] = None,
        host: Annotated[str, typer.Option("--host", help=say("cli-review-host"))] = "127.0.0.1",
        port: Annotated[int, typer.Option("--port", help=say("cli-review-port"))] = 8765,
        reviewers: Annotated[
            Literal["1", "2"] | None, typer.Option("--reviewers", help=say("cli-review-reviewers"))
        ] = None,
        public_url: Annotated[str, typer.Option("--public-url", help=say("cli-review-public-url"))] = "",
        proxies: Annotated[list[str] | None, typer.Option("--proxy", help=say("cli-review-proxy"))] = None,
        user_header: Annotated[str, typer.Option("--user-header", help=say("cli-review-user-header"))] = "",
        models: Annotated[Path | None, typer.Option("--models", help=say("cli-review-models"))] = None,
    ) -> None:
        print(texts.text("review-start"), flush=True)  # what follows takes seconds to import
        from pipelines.review_command import ReviewRequest, review_command

        needed: Literal[1, 2] | None = None if reviewers is None else 1 if reviewers == "1" else 2
        request = ReviewRequest(
            tuple(runs or ()), database, host, port, needed, public_url, tuple(proxies or ()), user_header, models
        )
        raise typer.Exit(review_command(request, texts, os.environ))


def add_account(app: typer.Typer, texts: Texts) -> None:
    """The group `account`."""
    say = texts.text
    group = typer.Typer(cls=SpokenGroup, rich_markup_mode="rich")
    app.add_typer(group, name="account", help=say("cli-account-purpose"), epilog=say("cli-account-example"))
    Database = Annotated[str | None, typer.Option("--database", help=say("cli-review-database"), metavar="URL")]
    Name = Annotated[str, typer.Argument(help=say("cli-account-name"), metavar="NAME")]
    FromInput = Annotated[bool, typer.Option("--password-stdin", help=say("cli-account-stdin"))]

    @group.callback(invoke_without_command=True)
    def account(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            print(context.get_help())

    @group.command("add", cls=SpokenCommand, help=say("cli-account-add-purpose"), epilog=say("cli-account-example"))
    def add(
        name: Name,
        role: Annotated[
            Literal["owner", "consultant", "quality", "manager", "head"],
            typer.Option("--role", help=say("cli-account-role")),
        ],
        database: Database = None,
        crm_user: Annotated[str | None, typer.Option("--crm-user", help=say("cli-account-crm-user"))] = None,
        company: Annotated[str | None, typer.Option("--company", help=say("cli-account-company"))] = None,
        from_stdin: FromInput = False,
        without_password: Annotated[bool, typer.Option("--no-password", help=say("cli-account-no-password"))] = False,
    ) -> None:
        from pipelines.account_command import AccountRequest, account_command

        request = AccountRequest("add", database, name, role, crm_user, company, from_stdin, without_password)
        raise typer.Exit(account_command(request, texts))

    @group.command("password", cls=SpokenCommand, help=say("cli-account-password-purpose"))
    def password(name: Name, database: Database = None, from_stdin: FromInput = False) -> None:
        from pipelines.account_command import AccountRequest, account_command

        request = AccountRequest("password", database, name, from_stdin=from_stdin)
        raise typer.Exit(account_command(request, texts))

    @group.command("disable", cls=SpokenCommand, help=say("cli-account-disable-purpose"))
    def disable(name: Name, database: Database = None) -> None:
        from pipelines.account_command import AccountRequest, account_command

        raise typer.Exit(account_command(AccountRequest("disable", database, name), texts))

    @group.command("enable", cls=SpokenCommand, help=say("cli-account-enable-purpose"))
    def enable(name: Name, database: Database = None) -> None:
        from pipelines.account_command import AccountRequest, account_command

        raise typer.Exit(account_command(AccountRequest("enable", database, name), texts))

    @group.command("list", cls=SpokenCommand, help=say("cli-account-list-purpose"))
    def list_accounts(database: Database = None) -> None:
        from pipelines.account_command import AccountRequest, account_command

        raise typer.Exit(account_command(AccountRequest("list", database), texts))


def checked_formats(typed: str) -> str:
    """The formats as typed; ValueError, which the parser reports, for unknown ones."""
    report_formats(typed)
    return typed


def main() -> None:
    """Entry point. Exit codes: 0 done, 1 failed, 2 the command or the archive is unusable, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        # An arrow that an old console or a redirected file cannot hold must not end a run of hours.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    arguments = common_options_first(sys.argv[1:])
    texts = Texts(text_language(arguments, os.environ))
    try:
        code = build_app(texts)(arguments, prog_name="dealforensics", standalone_mode=False)
    except typer.TyperException as error:
        print(parser_sentence(error, texts), file=sys.stderr)
        code = BAD_INPUT
    except Exception as error:
        if "--debug" in arguments:
            raise
        detail = f"{type(error).__name__}: {error}"
        print(texts.text("cli-fault", detail=detail), file=sys.stderr)
        code = 1
    if code == INTERRUPTED:  # typer's word for KeyboardInterrupt
        leave_interrupted(texts.text(interruption(arguments)))
    sys.exit(code or 0)


def interruption(arguments: list[str]) -> str:
    """The text that says what the interrupted command leaves behind."""
    if "fetch" in arguments:
        return "fetch-interrupted"
    return "cli-interrupted" if keeps_transcripts(arguments) else "cli-stopped"


def leave_interrupted(sentence: str) -> NoReturn:
    """Say what was left, and leave without exit handlers: Prefect's would talk to its server for another second, and a
    second Ctrl-C meanwhile would end in a traceback. Finished transcripts are on disk by now."""
    print(f"\n{sentence}", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
