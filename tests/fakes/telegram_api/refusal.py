"""How the fake says no."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An answer `ok: false`."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters
