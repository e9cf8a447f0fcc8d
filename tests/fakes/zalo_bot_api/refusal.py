"""How the fake says no."""

from __future__ import annotations


class Refusal(Exception):
    """A method says no, by the platform's own code and words."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description
