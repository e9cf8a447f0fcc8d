"""Places where a test may kill the process: armed by one environment variable, otherwise nothing.

`APP_FAILPOINT=after_http_before_ack:kill@3` kills on the third time; `@1` is the default.
"""

from __future__ import annotations

import os
import signal

_armed: dict[str, int] = {}


def arm(setting: str) -> None:
    """Arm the failpoint named by *setting*; an empty one arms nothing. Raises ValueError for any other deed."""
    _armed.clear()
    if not setting:
        return
    name, _, deed = setting.partition(":")
    what, _, count = deed.partition("@")
    if what != "kill":
        msg = f"unknown failpoint deed {what!r}"
        raise ValueError(msg)
    _armed[name] = int(count or 1)


def reached(name: str) -> None:
    """Die here if the failpoint is armed and its turn has come."""
    if name in _armed:
        _armed[name] -= 1
        if _armed[name] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
