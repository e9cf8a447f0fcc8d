"""Settings: read once, checked as a whole, told in plain sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Config, ConfigError, load, setting_names
from content.texts import setup

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake"
LONG = "k" * 40
WEBHOOK = {
    "TELEGRAM_MODE": "webhook",
    "TELEGRAM_TOKEN": TOKEN,
    "TELEGRAM_WEBHOOK_SECRET": "s" * 32,
    "PUBLIC_URL": "https://ttv.example.vn/",
}


def read(**env: str) -> Config:
    """Load from *env* alone."""
    return load(env, dotenv=None)


def faults(**env: str) -> tuple[str, ...]:
    """Return what is wrong with *env*."""
    with pytest.raises(ConfigError) as caught:
        load(env, dotenv=None)
    return caught.value.faults


def test_an_empty_environment_is_enough() -> None:
    """The product starts with no setting at all."""
    config = read()
    assert config.database_url == "sqlite:///data/office.db"
    assert config.telegram_token is None
    assert config.is_sqlite
    assert str(config.zone) == "Asia/Ho_Chi_Minh"


def test_all_faults_are_told_at_once() -> None:
    """An operator mends everything in one go, and reads sentences, not codes."""
    found = faults(
        PORT="http",
        SEND_RATE="0",
        SEND_TIMEOUT="nan",
        TIMEZONE="Hanoi",
        LOG_LEVEL="loud",
        TELEGRAM_TOKEN="abc",
        SECRET_KEY="short",
        TELEGRAM_MODE="webhook",
        DATABASE_URL="mysql://x/y",
    )
    assert {fault.partition(":")[0] for fault in found} == {
        *("PORT", "SEND_RATE", "SEND_TIMEOUT", "TIMEZONE", "LOG_LEVEL", "TELEGRAM_TOKEN", "SECRET_KEY"),
        *("DATABASE_URL", "PUBLIC_URL", "TELEGRAM_WEBHOOK_SECRET"),
    }
    assert str(ConfigError(found)).splitlines() == [setup.HEAD, *(f"- {fault}" for fault in found)]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "80.5", setup.NOT_WHOLE.format(example=8080)),
        ("PORT", "70000", setup.NOT_A_PORT),
        ("SEND_RATE", "many", setup.NOT_NUMBER.format(example=30)),
        ("SEND_RATE", "-1", setup.NOT_POSITIVE),
        ("SEND_TIMEOUT", "inf", setup.NOT_POSITIVE),
        ("TIMEZONE", "../etc", setup.NOT_A_ZONE),
        ("LOG_LEVEL", "loud", setup.NOT_ONE_OF.format(choices="DEBUG, INFO, WARNING, ERROR")),
        ("TELEGRAM_MODE", "push", setup.NOT_ONE_OF.format(choices="polling, webhook")),
        ("PUBLIC_URL", "ttv.example.vn", setup.NOT_A_URL),
        ("PUBLIC_URL", "https://ttv example", setup.NOT_A_URL),
        ("PUBLIC_URL", "https://x:99999", setup.NOT_A_URL),
        ("TELEGRAM_API_URL", "ftp://x", setup.NOT_A_URL),
        ("SECRET_KEY", "k" * 31, setup.SHORT_KEY),
        ("TELEGRAM_TOKEN", "123:short", setup.NOT_A_TOKEN),
        ("TELEGRAM_WEBHOOK_SECRET", "s" * 31, setup.NOT_A_WEBHOOK_SECRET),
        ("TELEGRAM_WEBHOOK_SECRET", "s" * 31 + "!", setup.NOT_A_WEBHOOK_SECRET),
        ("DATABASE_URL", "sqlite://", setup.NO_MEMORY_DATABASE),
        ("DATABASE_URL", "sqlite:///:memory:", setup.NO_MEMORY_DATABASE),
        ("DATABASE_URL", "postgresql+asyncpg://u@h/d", setup.NOT_A_DATABASE),
        ("DATABASE_URL", "postgres://u@h", setup.NO_DATABASE_NAME),
    ],
)
def test_each_fault_has_its_sentence(name: str, value: str, said: str) -> None:
    """A wrong value is answered with what is expected of it."""
    assert faults(**{name: value}) == (f"{name}: {said}",)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql+psycopg://u@/d?host=/run/pg", "postgresql+psycopg://u@/d?host=/run/pg"),
        ("sqlite:///data/x.db", "sqlite:///data/x.db"),
        ("sqlite:////srv/x.db", "sqlite:////srv/x.db"),
    ],
)
def test_database_addresses_take_one_form(given: str, used: str) -> None:
    """Whatever form a host hands out, the engine gets the driver that we use."""
    assert read(DATABASE_URL=given).database_url == used


def test_a_whole_webhook_setting_is_taken() -> None:
    """Webhook mode works once everything that it needs is there; a URL loses its last slash."""
    config = read(**WEBHOOK)
    assert config.public_url == "https://ttv.example.vn"
    assert config.telegram_mode == "webhook"


@pytest.mark.parametrize("missing", ["TELEGRAM_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "PUBLIC_URL"])
def test_webhook_mode_names_what_it_lacks(missing: str) -> None:
    """Nobody finds out in production that webhooks cannot work."""
    found = faults(**{name: value for name, value in WEBHOOK.items() if name != missing})
    assert [missing] == [fault.partition(":")[0] for fault in found]


def test_webhook_mode_refuses_plain_http() -> None:
    """Telegram posts to https only."""
    assert faults(**WEBHOOK | {"PUBLIC_URL": "http://x"}) == (
        f"PUBLIC_URL: {setup.WEBHOOK_NEEDS_URL.format(name='TELEGRAM')}",
    )


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    """A secret in a file needs no place in the environment."""
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n", encoding="utf-8")
    token = read(TELEGRAM_TOKEN_FILE=str(file)).telegram_token
    assert token is not None
    assert token.get_secret_value() == TOKEN


def test_a_faulty_secret_file_is_told(tmp_path: Path) -> None:
    """Missing, empty and doubled files are faults, not silence."""
    empty = tmp_path / "empty"
    empty.touch()
    gone = str(tmp_path / "gone")
    assert faults(
        TELEGRAM_TOKEN_FILE=gone, SECRET_KEY_FILE=str(empty), DATABASE_URL="sqlite:///x", DATABASE_URL_FILE=gone
    ) == (
        f"DATABASE_URL: {setup.BOTH_GIVEN.format(name='DATABASE_URL')}",
        f"SECRET_KEY: {setup.EMPTY_FILE.format(name='SECRET_KEY', path=empty)}",
        f"TELEGRAM_TOKEN: {setup.UNREADABLE_FILE.format(name='TELEGRAM_TOKEN', path=gone)}",
    )


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """`.env` is read if present, and what the process was given counts more."""
    dotenv = tmp_path / ".env"
    dotenv.write_text("PORT=9000\nOFFICE_NAME=Xã Đồng Mẫu\nSOMETHING_ELSE=1\n", encoding="utf-8")
    config = load({"PORT": "9001"}, dotenv)
    assert (config.port, config.office_name) == (9001, "Xã Đồng Mẫu")
    assert load({}, tmp_path / "none").port == 8080


def test_the_process_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an explicit environment, the real one is read."""
    monkeypatch.setenv("PORT", "9002")
    assert load(dotenv=None).port == 9002


def test_no_secret_is_shown() -> None:
    """Neither a printed Config, nor doctor's list, nor a fault quotes a secret."""
    given = WEBHOOK | {"SECRET_KEY": LONG, "DATABASE_URL": "postgresql://u:p%40ssword@h/d"}
    config = read(**given)
    shown = repr(config) + str(config.describe())
    for secret in (TOKEN, TOKEN.partition(":")[2], LONG, "s" * 32, "p%40ssword"):
        assert secret in config.secrets
        assert secret not in shown
    assert "p@ssword" in config.secrets
    assert "hunter2" not in "".join(faults(SECRET_KEY="hunter2"))


def test_doctor_lists_every_setting() -> None:
    """Each setting has its sentence, its value, and whether it is the default."""
    listed = read(PORT="9000").describe()
    assert tuple(setting.name for setting in listed) == setting_names()
    assert [setting.name for setting in listed if not setting.is_default] == ["PORT"]
    assert all(setting.about for setting in listed)
    assert set(setup.ABOUT) == set(setting_names())


def test_the_example_file_has_every_setting_and_its_default(tmp_path: Path) -> None:
    """`.env.example` is complete, and uncommenting all of it changes nothing."""
    lines = (Path(__file__).parents[1] / ".env.example").read_text(encoding="utf-8").splitlines()
    offered = [line.removeprefix("# ") for line in lines if line.startswith("# ") and "=" in line.split(" ")[1]]
    assert sorted(setting_names()) == sorted(line.partition("=")[0] for line in offered)
    dotenv = tmp_path / ".env"
    dotenv.write_text("\n".join(offered), encoding="utf-8")
    assert load({}, dotenv) == read()


@pytest.mark.parametrize("wrong", ["foo", "x:kill@0", "x:raise@", "x:die"])
def test_a_failpoint_that_is_none_is_told(wrong: str) -> None:
    """A mistyped failpoint is one of the listed faults, and no traceback."""
    assert faults(APP_FAILPOINT=wrong) == (f"APP_FAILPOINT: {setup.NOT_A_FAILPOINT}",)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("PORT 8123\n".encode("utf-16"), "không đọc được"),
        (b"PORT 8123\n", "dòng 1"),
        (b"OFFICE_NAME=a\nTELEGRAM_TOKEN='abc\n", "dòng 2"),
        (b"TELEGRAM_MOD=webhook\n", "TELEGRAM_MODE"),
    ],
)
def test_a_file_of_settings_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, part: str) -> None:
    """A wrong line, a wrong encoding, a name that is nearly right: one sentence each, and no start."""
    file = tmp_path / ".env"
    file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load({}, file)
    assert len(caught.value.faults) == 1
    assert part in caught.value.faults[0]


def test_other_names_in_the_file_are_none_of_our_business(tmp_path: Path) -> None:
    """A file shared with other programs, saved with a mark at its head, is read all the same."""
    file = tmp_path / ".env"
    file.write_bytes(
        b"\xef\xbb\xbfPORT=8123\nCOMPOSE_PROJECT_NAME=x\n# ghi ch\xc3\xba\nexport OFFICE_NAME='C\xc6\xa1 quan'\n"
    )
    made = load({}, file)
    assert (made.port, made.office_name) == (8123, "Cơ quan")
