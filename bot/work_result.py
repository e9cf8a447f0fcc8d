"""What a piece of work in a child process brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Made:
    """A file that the work made; its name is ASCII."""

    name: str
    mime: str
    content: bytes
    left_as: str = ""  # in the child: the path of a file that holds the content, which may be large


@dataclass(frozen=True, slots=True)
class WorkResult:
    """What one piece of work brought: plain JSON, and files."""

    result: dict[str, Any]
    files: tuple[Made, ...] = ()


Job = Callable[[dict[str, Any], Mapping[str, Path]], WorkResult]


def made_file(name: str, mime: str, content: bytes) -> WorkResult:
    """Return a result that is one file."""
    return WorkResult({}, (Made(name, mime, content),))
