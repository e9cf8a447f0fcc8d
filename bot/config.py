"""The settings. This file alone reads the environment, and it names all that is wrong at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.settings_file import read_dotenv, value_of
from content.texts import setup

DOTENV = Path(".env")
MAY_COME_FROM_FILE = (
    "DATABASE_URL", "SECRET_KEY", "TELEGRAM_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "ZALO_BOT_TOKEN",
    "ZALO_BOT_WEBHOOK_SECRET", "ZALO_OA_APP_SECRET", "ZALO_OA_SECRET_KEY", "ZALO_OA_REFRESH_TOKEN",
)  # fmt: skip
POSTGRES = "postgresql+psycopg://"


class ConfigError(Exception):
    """The environment is wrong; the text is the whole list of faults, one a line, for the operator."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join([setup.HEAD, *(f"- {fault}" for fault in faults)]))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as `doctor` shows it. *value* never holds a secret."""

    name: str
    about: str
    value: str
    is_default: bool


def _database(url: str) -> str:
    for prefix in ("postgres://", "postgresql://", POSTGRES):
        if url.startswith(prefix):
            url = POSTGRES + url.removeprefix(prefix)
            if not urlsplit(url).path.strip("/"):
                raise ValueError(setup.NO_DATABASE_NAME)
            return url
    if not url.startswith("sqlite://"):
        raise ValueError(setup.NOT_A_DATABASE)
    file = url.removeprefix("sqlite://").partition("?")[0]
    if file in ("", "/", "/:memory:") or "mode=memory" in url:
        raise ValueError(setup.NO_MEMORY_DATABASE)
    if not file.startswith("/"):
        raise ValueError(setup.NOT_A_DATABASE)
    return url


def _url(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        is_good = is_good and not (parts.query or parts.fragment or re.search(r"\s", url))
    except ValueError:
        is_good = False
    if not is_good:
        raise ValueError(setup.NOT_A_URL)
    return url.rstrip("/")


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise ValueError(setup.NOT_A_ZONE) from error
    return name


def _matches(pattern: str, otherwise: str) -> Callable[[SecretStr], SecretStr]:
    def check(secret: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, secret.get_secret_value(), re.DOTALL):
            raise ValueError(otherwise)
        return secret

    return check


def _positive(number: float) -> float:
    if not 0 < number < float("inf"):
        raise ValueError(setup.NOT_POSITIVE)
    return number


def _digits(text: str) -> str:
    if text and not text.isdecimal():
        raise ValueError(setup.NOT_DIGITS)
    return text


def _failpoint(text: str) -> str:
    if text and not re.fullmatch(r"\w+:(kill(@[1-9]\d*)?|raise@\S+)", text):
        raise ValueError(setup.NOT_A_FAILPOINT)
    return text


def _port(number: int) -> int:
    if not 0 <= number <= 65535:  # noqa: PLR2004 (the range of TCP)
        raise ValueError(setup.NOT_A_PORT)
    return number


Url = Annotated[str, AfterValidator(_url)]
Seconds = Annotated[float, AfterValidator(_positive)]


class Config(BaseSettings):
    """All settings, checked and frozen. Made by `load`; a field is the environment's name in small letters."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    database_url: Annotated[str, AfterValidator(_database), Field(repr=False)] = "sqlite:///data/office.db"
    port: Annotated[int, AfterValidator(_port)] = 8080
    host: str | None = None  # None: 127.0.0.1 for run, 0.0.0.0 for web
    public_url: Url | None = None
    secret_key: Annotated[SecretStr, AfterValidator(_matches(r".{32,}", setup.SHORT_KEY))] | None = None
    office_name: str = ""
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Ho_Chi_Minh"
    telegram_token: (
        Annotated[SecretStr, AfterValidator(_matches(r"\d+:[A-Za-z0-9_-]{30,}", setup.NOT_A_TOKEN))] | None
    ) = None
    telegram_api_url: Url = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: (
        Annotated[SecretStr, AfterValidator(_matches(r"[A-Za-z0-9_-]{32,256}", setup.NOT_A_WEBHOOK_SECRET))] | None
    ) = None
    zalo_bot_token: (
        Annotated[SecretStr, AfterValidator(_matches(r"\d+:[A-Za-z0-9_-]{8,}", setup.NOT_A_ZALO_TOKEN))] | None
    ) = None
    zalo_bot_api_url: Url = "https://bot-api.zaloplatforms.com"
    zalo_bot_mode: Literal["polling", "webhook"] = "polling"
    zalo_bot_webhook_secret: (
        Annotated[SecretStr, AfterValidator(_matches(r"[A-Za-z0-9_-]{32,256}", setup.NOT_A_WEBHOOK_SECRET))] | None
    ) = None
    zalo_oa_app_id: Annotated[str, AfterValidator(_digits)] = ""  # empty: no Official Account
    zalo_oa_app_secret: SecretStr | None = None
    zalo_oa_secret_key: SecretStr | None = None  # signs what Zalo posts; not the app's
    zalo_oa_refresh_token: SecretStr | None = None  # only the first one; later ones are kept in the database
    zalo_oa_api_url: Url = "https://openapi.zalo.me"
    zalo_oa_business_url: Url = "https://business.openapi.zalo.me"  # templates by phone number
    zalo_oauth_url: Url = "https://oauth.zaloapp.com"
    zalo_oa_message_api: Literal["auto", "v3", "v2"] = "auto"  # v2: accounts of state agencies that v3 refuses
    zalo_oa_button_type: Literal["", "button", "list"] = ""  # the sources disagree on the shape of buttons
    zalo_oa_rate: Annotated[float, AfterValidator(_positive)] = 90.0  # requests a minute; the growth plan has 100
    send_rate: Annotated[float, AfterValidator(_positive)] = 30.0  # messages a second of one account
    send_timeout: Seconds = 30.0  # a shorter one makes uncertain sends by itself
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    app_failpoint: Annotated[str, AfterValidator(_failpoint)] = ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take only what `load` gathered, so that a test's environment is the whole environment."""
        return (init_settings,)

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def is_sqlite(self) -> bool:
        """Say whether the database is the embedded one."""
        return self.database_url.startswith("sqlite:")

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that no log and no page may show, the database's password included."""
        held = [value.get_secret_value() for value in dict(self).values() if isinstance(value, SecretStr)]
        held += [
            token.get_secret_value().partition(":")[2]
            for token in (self.telegram_token, self.zalo_bot_token)
            if token is not None
        ]
        if password := urlsplit(self.database_url).password:
            held += [password, unquote(password)]
        return tuple(dict.fromkeys(held))

    def describe(self) -> tuple[Setting, ...]:
        """List every setting with what it is for and what it is now, secrets hidden."""
        return tuple(
            Setting(
                name=name.upper(),
                about=setup.ABOUT[name.upper()],
                value=self._shown(value),
                is_default=value == type(self).model_fields[name].default,
            )
            for name, value in self
        )

    def _shown(self, value: Any) -> str:
        if value in (None, ""):
            return setup.UNSET
        if isinstance(value, SecretStr):
            return setup.HIDDEN
        shown = str(value)
        for secret in self.secrets:
            shown = shown.replace(secret, "***")
        return shown


def setting_names() -> tuple[str, ...]:
    """Return the environment's names of all settings, in the order of `Config`."""
    return tuple(name.upper() for name in Config.model_fields)


def _names() -> tuple[str, ...]:
    return (*setting_names(), *(f"{name}_FILE" for name in MAY_COME_FROM_FILE))


def load(env: Mapping[str, str] | None = None, dotenv: Path | None = DOTENV) -> Config:
    """Read the settings from *env* (None: the process's own), and below it from the file *dotenv* if it exists.

    An empty value counts as not set. Raises ConfigError with every fault.
    """
    faults: list[str] = []
    given = read_dotenv(dotenv, _names(), faults) if dotenv and dotenv.is_file() else {}
    given |= os.environ if env is None else env
    values: dict[str, str] = {}
    for name in setting_names():
        if value := value_of(name, given, faults, has_file=name in MAY_COME_FROM_FILE):
            values[name] = value
    faults += _across(values)
    try:
        config = Config(**{name.lower(): value for name, value in values.items()})  # type: ignore[arg-type]  # parsed
    except ValidationError as error:
        found = [_sentence(detail) for detail in error.errors()]
        raise ConfigError(tuple(dict.fromkeys([*found, *faults]))) from None  # the cause may quote a secret
    if faults:
        raise ConfigError(tuple(faults))
    return config


def _across(values: Mapping[str, str]) -> list[str]:
    """Rules between settings, asked of the raw values so that they are told beside all other faults."""
    faults = []
    is_public = values.get("PUBLIC_URL", "").startswith("https://")
    for name in ("TELEGRAM", "ZALO_BOT"):
        if values.get(f"{name}_MODE") != "webhook":
            continue
        needs = setup.WEBHOOK_NEEDS.format(name=name)
        faults += [] if is_public else [f"PUBLIC_URL: {setup.WEBHOOK_NEEDS_URL.format(name=name)}"]
        faults += [f"{name}_{part}: {needs}" for part in ("WEBHOOK_SECRET", "TOKEN") if f"{name}_{part}" not in values]
    if "ZALO_OA_APP_ID" in values:
        faults += [] if is_public else [f"PUBLIC_URL: {setup.OA_NEEDS_URL}"]
        faults += [
            f"{name}: {setup.OA_NEEDS}" for name in ("ZALO_OA_APP_SECRET", "ZALO_OA_SECRET_KEY") if name not in values
        ]
    return faults


def _sentence(detail: ErrorDetails) -> str:
    name = str(detail["loc"][0])
    example = Config.model_fields[name].default
    match detail["type"]:
        case "value_error":
            said = str(detail["ctx"]["error"])
        case "int_parsing" | "int_from_float" | "int_parsing_size":
            said = setup.NOT_WHOLE.format(example=example)
        case "float_parsing":
            said = setup.NOT_NUMBER.format(example=f"{example:g}")
        case "literal_error":
            choices = str(detail["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
            said = setup.NOT_ONE_OF.format(choices=choices)
        case _:
            said = setup.WRONG
    return f"{name.upper()}: {said}"
