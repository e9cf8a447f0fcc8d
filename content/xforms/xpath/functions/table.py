"""How a function is entered in the tables beside this file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Function = tuple[str, Callable[..., Any]]
"""What each argument is turned into, and the function.

s is text, n a number, b a truth, a a single value as it is, v a list of all values of a nodeset. "*" at the end: the
last goes on; brackets at the end: those go on in turn.
"""
