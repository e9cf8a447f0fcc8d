"""Logs: one JSON line per event on stderr, from our code and from libraries, with every secret hidden."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Any
from urllib.parse import quote

import structlog
from structlog.typing import EventDict, WrappedLogger

HIDDEN = "***"
SHORTEST_SECRET = 4  # hiding every "a" would make the log unreadable and the secret no safer
BOT_TOKEN = re.compile(r"\d{3,}(?::|%3A)[\w-]{30,}")  # as in .../bot<token>/sendMessage, whoever's token it is
TALKATIVE = ("httpx", "httpcore", "apscheduler", "alembic")  # httpx logs each URL, and a Telegram URL holds the token


def configure(level: str, secrets: Iterable[str]) -> None:
    """Send all logs of this process to stderr as JSON lines, none of *secrets* among them.

    May be called again; the last call counts. Uncaught exceptions are logged by the same way.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(secrets))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # a failing handler would print the raw arguments, secrets included
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *_COMMON,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


_COMMON: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Hides secrets in the finished line, so that no part of a record can go round it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(
            foreign_pre_chain=[*_COMMON, structlog.stdlib.ExtraAdder()],
            processors=[
                _name_the_event,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),  # ASCII only: line breaks and controls leave as \n, \u202e
            ],
        )
        self._secrets = _as_written(secrets)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record).replace("\x7f", "\\u007f")  # the one control that JSON leaves alone
        if self._secrets:
            line = self._secrets.sub(HIDDEN, line)
        return BOT_TOKEN.sub(HIDDEN, line)


def _as_written(secrets: Iterable[str]) -> re.Pattern[str] | None:
    """Match each secret in the forms that it takes in a JSON line: as such, escaped, in a URL, in a repr."""
    forms: set[str] = set()
    for secret in secrets:
        if len(secret) >= SHORTEST_SECRET:
            for form in (secret, quote(secret, safe=""), quote(secret), repr(secret)[1:-1], json.dumps(secret)[1:-1]):
                forms |= {form, json.dumps(form)[1:-1]}
    if not forms:
        return None
    return re.compile("|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)))


def _name_the_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Our events are actions with ids; what libraries say is a message."""
    event["action" if event.get("_from_structlog") else "message"] = event.pop("event", "")
    return event


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    structlog.stdlib.get_logger("bot").critical("uncaught", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(args: Any) -> None:
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread else ""
    found = (args.exc_type, args.exc_value, args.exc_traceback)
    structlog.stdlib.get_logger("bot").critical("uncaught", thread=name, exc_info=found)
