"""`python -m bot …`: what an operator does. A mistake gets one sentence and an exit code, never a traceback."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer
from typer.exceptions import TyperException

from bot import logs
from bot.config import Config, ConfigError, load
from content.roles import Role
from content.texts import people as people_texts
from content.texts import startup as texts
from content.vietnamese import fold

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
roster = typer.Typer(no_args_is_help=True, help="The roster of people.")
cli.add_typer(roster, name="roster")
zalo = typer.Typer(no_args_is_help=True, help="The Zalo Official Account.")
cli.add_typer(zalo, name="zalo")
form = typer.Typer(no_args_is_help=True, help="Forms of the office, made as XLSForms.")
cli.add_typer(form, name="form")

WRONG, REFUSED, INTERRUPTED = 2, 1, 130


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


def _serve(mode: Literal["run", "web", "worker"], *, is_demo: bool = False) -> None:
    gc.disable()  # what is imported stays: looking through it for garbage, again and again, slows the start
    from bot import app  # noqa: PLC0415 (only the commands that serve need it)
    from bot.place import StartRefused  # noqa: PLC0415

    gc.freeze()
    gc.enable()

    def told(running: app.App) -> None:
        url = f"http://{'127.0.0.1' if mode == 'run' else settings.host or '0.0.0.0'}:{running.port}/"  # noqa: S104
        print((texts.DEMO if running.place.is_demo else texts.SERVING).format(url=url), flush=True)
        if running.place.is_demo and "database_url" in settings.model_fields_set:
            print(texts.DEMO_IGNORES, flush=True)
        if running.telegram is not None and running.telegram.username:
            print(texts.TELEGRAM.format(username=running.telegram.username), flush=True)
        if running.has_no_admin:
            print(texts.FIRST_ADMIN, flush=True)

    settings = config()
    if is_demo:
        settings = settings.model_copy(
            update={"telegram_token": None, "zalo_bot_token": None, "zalo_oa_app_id": "", "public_url": None}
        )
    try:
        code = _loop(app.serve(settings, mode, told))
    except StartRefused as error:
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
def demo() -> None:
    """Show the demo office, also where a token is set: invented people, a database of its own, this machine only."""
    _serve("run", is_demo=True)


@cli.command()
def chat(who: Annotated[str, typer.Argument(help="Name, role or number of a person of the demo.")] = "ttv") -> None:
    """Type to a throw-away demo office as one of its people; what is printed is a transcript for a bug report."""
    from bot import terminal  # noqa: PLC0415
    from bot.place import StartRefused  # noqa: PLC0415

    settings = config()
    try:
        code = asyncio.run(terminal.chat(settings, who))
    except StartRefused as error:
        fail(str(error))
    raise typer.Exit(code)


@cli.command()
def migrate() -> None:
    """Bring the database to the newest schema, and let it belong to the SECRET_KEY of now."""
    from bot import operator  # noqa: PLC0415

    _once(operator.take_over)
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
    role: Annotated[str, typer.Option(help="The office role that the person gets, such as admin.")] = Role.ADMIN.value,
    name: Annotated[str, typer.Option(help="Full name, when the person is not in the roster yet.")] = "",
    unit: Annotated[str, typer.Option(help="Code of the person's unit; the root unit when omitted.")] = "",
) -> None:
    """Print a one-time link for somebody with an office role, above all the first admin."""
    from bot import operator  # noqa: PLC0415

    wanted = _role(role)
    _once(lambda settings: operator.invite(settings, wanted, name, unit))


def _role(word: str) -> Role:
    known = people_texts.ROLE_WORDS.get(fold(word), word.strip().lower())
    if known not in set(Role):
        fail(texts.NO_ROLE.format(role=word, roles=", ".join(Role)), WRONG)
    return Role(known)


@roster.command("import")
def roster_import(
    file: Path,
    skip_faulty: Annotated[bool, typer.Option(help="Import the good rows even when others have faults.")] = False,  # noqa: FBT002 (how Typer makes a flag)
) -> None:
    """Import a roster (.xlsx): people are added or brought up to date, never doubled."""
    from bot import operator  # noqa: PLC0415

    if not file.is_file():
        fail(texts.NO_FILE.format(path=file), WRONG)
    _once(lambda settings: operator.import_roster(settings, file, skip_faulty=skip_faulty))


Language = Annotated[str, typer.Option(help="One of its languages, by name or code: English, en. Without it, all.")]


@form.command("check")
def form_check(file: Path, language: Language = "") -> None:
    """Print the questions of a form as the phone will show them, or every fault with its cell."""
    from bot import forms  # noqa: PLC0415

    if not file.is_file():
        fail(texts.NO_FILE.format(path=file), WRONG)
    raise typer.Exit(forms.check(file, language))


@form.command("try")
def form_try(file: Path, language: Language = "") -> None:
    """Ask a form in the terminal as on a phone; nothing is stored. A form with faults is refused as by check."""
    from bot import form_trial, forms  # noqa: PLC0415

    if not file.is_file():
        fail(texts.NO_FILE.format(path=file), WRONG)
    found = forms.read(file)
    if found is None:
        raise typer.Exit(REFUSED)
    form_trial.play(*found, file.parent, config().zone, language)


@zalo.command("login")
def zalo_login(
    redirect: Annotated[str, typer.Option(help="The callback address of the app; PUBLIC_URL/ when omitted.")] = "",
    verifier: Annotated[str, typer.Option(help="The code verifier, when the console fixes its challenge.")] = "",
) -> None:
    """Authorise the product to speak for the Official Account, once, and again whenever doctor says so."""
    from bot.zalo_login import Login  # noqa: PLC0415
    from content.texts.zalo_login import PASTE  # noqa: PLC0415

    login = Login(redirect, verifier)
    _once(login.begin)
    pasted = ""
    if login.must_paste:  # outside the loop, where Ctrl+C ends it at once
        with contextlib.suppress(EOFError):
            pasted = input(PASTE)
    _once(lambda settings: login.finish(settings, pasted))


@cli.command()
def backup(file: Path) -> None:
    """Write the SQLite database and all attachments to one new file, while it runs. The key is not in it."""
    from bot import backup as copying  # noqa: PLC0415

    _once(lambda settings: asyncio.to_thread(copying.backup, settings, file))


@cli.command()
def restore(
    file: Path,
    force: Annotated[bool, typer.Option(help="Replace the database that is there; it is kept beside.")] = False,  # noqa: FBT002 (as above)
) -> None:
    """Bring a backup back. What was on its way then waits for a person: nothing is sent again by itself."""
    from bot import backup as copying  # noqa: PLC0415

    _once(lambda settings: asyncio.to_thread(copying.restore, settings, file, force=force))


def _quiet(settings: Config) -> None:
    logs.configure("WARNING", settings.secrets)


def _once(work: Callable[[Config], Coroutine[Any, Any, None]]) -> None:
    """Run *work* to its end; what stands in its way is one sentence."""
    from bot.place import StartRefused  # noqa: PLC0415
    from storage.errors import DatabaseFault, NewerSchema, Unavailable  # noqa: PLC0415

    settings = config()
    _quiet(settings)
    try:
        asyncio.run(work(settings))
    except NewerSchema:
        fail(texts.NEWER_SCHEMA)
    except (Unavailable, DatabaseFault) as error:
        fail(texts.NO_DATABASE.format(why=str(error).splitlines()[0]))
    except OSError as error:
        fail(texts.NOT_WRITTEN.format(why=error.strerror or error))
    except StartRefused as error:
        fail(str(error))


def main() -> int:
    """Do what the command line says and return the exit code."""
    os.umask(0o077)  # database, files, spool, key: whatever we make is for our eyes only, in whichever folder
    try:
        code = cli(args=sys.argv[1:] or ["--help"], prog_name="python -m bot", standalone_mode=False)
    except TyperException as error:
        if why := error.format_message():  # empty when the help was shown instead
            print(texts.NOT_UNDERSTOOD.format(why=why.rstrip(".").replace("\n", " ")), file=sys.stderr)
        return WRONG
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    return int(code or 0)


if __name__ == "__main__":
    sys.exit(main())
