"""Places where a test may make the process fail: armed by one environment variable, otherwise nothing.

`APP_FAILPOINT=after_http_before_ack:kill@3` kills on the third time, `@1` is the default;
`handle:raise@word` makes the handler of every update whose text holds *word* raise.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from handlers import routing
from handlers.scene import Scene

_armed: dict[str, int] = {}
_poison = ""


class Poisoned(Exception):
    """The failpoint's own fault."""


def arm(setting: str) -> None:
    """Arm the failpoint named by *setting*; an empty one arms nothing. Raises ValueError for any other deed."""
    global _poison  # noqa: PLW0603 (armed once, at start)
    _armed.clear()
    _poison = ""
    if not setting:
        return
    name, _, deed = setting.partition(":")
    what, _, how = deed.partition("@")
    if what == "kill":
        _armed[name] = int(how or 1)
    elif (name, what) == ("handle", "raise") and how:
        _poison = how
    else:
        msg = f"unknown failpoint {setting!r}"
        raise ValueError(msg)


def reached(name: str) -> None:
    """Die here if the failpoint is armed and its turn has come."""
    if name in _armed:
        _armed[name] -= 1
        if _armed[name] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def route() -> Callable[[Scene], None]:
    """Return how updates are routed; raising for those that are to be poison."""
    if not _poison:
        return routing.route
    word = _poison

    def raising(scene: Scene) -> None:
        routing.route(scene)  # what it did must be undone
        if word in scene.inbound.text:
            raise Poisoned(word)

    return raising
