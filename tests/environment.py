"""The environment of the processes that tests start."""

from __future__ import annotations

import os
from pathlib import Path

from bot.config import setting_names

ROOT = Path(__file__).parents[1]


def environment(settings: dict[str, str], *, measured: bool = True) -> dict[str, str]:
    """Return what this process has, without any setting of the product, and *settings*.

    Not *measured*: without coverage, under which a process starts at half its speed.
    """
    ours = setting_names() if measured else {*setting_names(), "COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"}
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    return inherited | {
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "",  # else each of hundreds of starts would compile the product anew
        "SSL_CERT_FILE": os.devnull,  # nobody speaks TLS here, and reading all certificates is a tenth of a start
        "PORT": "0",
    } | settings  # fmt: skip
