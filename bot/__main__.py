"""`python -m bot …`: what an operator does. A mistake gets one sentence and an exit code, never a traceback."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer

from bot import logs
from bot.config import Config, ConfigError, load
from content.roles import Role
from content.texts import startup as texts

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
roster = typer.Typer(no_args_is_help=True, help="The roster of people.")
cli.add_typer(roster, name="roster")

WRONG, REFUSED = 2, 1


def fail(words: str, code: int = REFUSED) -> NoReturn:
    """End with one sentence on stderr."""
    print(words, file=sys.stderr)
    raise typer.Exit(code)


def config() -> Config:
    """Read the settings, or end with the whole list of what is wrong."""
    try:
        return load()
    except ConfigError as error:
        fail(str(error), WRONG)


def _serve(mode: Literal["run", "web", "worker"]) -> None:
    from bot import app  # noqa: PLC0415 (only the commands that serve need it)

    def told(running: app.App) -> None:
        url = f"http://{'127.0.0.1' if mode == 'run' else settings.host or '0.0.0.0'}:{running.port}/"  # noqa: S104
        print((texts.DEMO if running.place.is_demo else texts.SERVING).format(url=url), flush=True)
        if running.telegram is not None and running.telegram.username:
            print(texts.TELEGRAM.format(username=running.telegram.username), flush=True)
        if running.has_no_admin:
            print(texts.FIRST_ADMIN, flush=True)

    settings = config()
    try:
        code = _loop(app.serve(settings, mode, told))
    except app.StartRefused as error:
        fail(str(error))
    raise typer.Exit(code)


def _loop(work: Any) -> int:
    import uvloop  # noqa: PLC0415 (only what serves needs it)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return int(runner.run(work))


@cli.command()
def run() -> None:
    """Serve everything in one process: Telegram, the browser chat, sending, reminders. Without a token: the demo."""
    _serve("run")


@cli.command()
def web() -> None:
    """Serve channels and pages only (PostgreSQL); workers send broadcasts."""
    _serve("web")


@cli.command()
def worker() -> None:
    """Send broadcasts, do slow work and tick (PostgreSQL); any number of workers may run."""
    _serve("worker")


@cli.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from storage import engine  # noqa: PLC0415

    _quiet(config())
    _database(lambda: engine.migrate(config().database_url))
    print(texts.MIGRATED)


@cli.command()
def doctor() -> None:
    """Check settings, database, migrations and channels, and say what to do about each fault."""
    from bot import doctor as examine  # noqa: PLC0415

    settings = config()
    _quiet(settings)
    raise typer.Exit(asyncio.run(examine.report(settings)))


@cli.command()
def invite(
    role: Annotated[Role, typer.Option(help="The office role that the person gets.")] = Role.ADMIN,
    name: Annotated[str, typer.Option(help="Full name, when the person is not in the roster yet.")] = "",
    unit: Annotated[str, typer.Option(help="Code of the person's unit; the root unit when omitted.")] = "",
) -> None:
    """Print a one-time link for somebody with an office role, above all the first admin."""
    from bot import operator  # noqa: PLC0415

    settings = config()
    _quiet(settings)
    _database(lambda: asyncio.run(operator.invite(settings, role, name, unit)))


@roster.command("import")
def roster_import(file: Path) -> None:
    """Import a roster (.xlsx): people are added or brought up to date, never doubled."""
    from bot import operator  # noqa: PLC0415

    settings = config()
    _quiet(settings)
    if not file.is_file():
        fail(texts.NO_FILE.format(path=file))
    _database(lambda: asyncio.run(operator.import_roster(settings, file)))


def _quiet(settings: Config) -> None:
    logs.configure("WARNING", settings.secrets)


def _database(work: Callable[[], object]) -> None:
    """Run *work*; a database that is away is one sentence."""
    from bot.operator import OperatorError  # noqa: PLC0415
    from storage.errors import DatabaseFault, Unavailable  # noqa: PLC0415

    try:
        work()
    except (Unavailable, DatabaseFault, OSError) as error:
        fail(texts.NO_DATABASE.format(why=str(error).splitlines()[0]))
    except OperatorError as error:
        fail(str(error))


if __name__ == "__main__":
    cli()
