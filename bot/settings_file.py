"""The file `.env`: read whole or refused, since a line that is passed over starts something else than was meant."""

from __future__ import annotations

import difflib
import io
from collections.abc import Collection, Mapping
from pathlib import Path

from dotenv.parser import parse_stream

from content.texts import setup


def read_dotenv(path: Path, names: Collection[str], faults: list[str]) -> dict[str, str | None]:
    """Return what the file sets; add to *faults* what cannot be read, and names that are nearly one of *names*."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        faults.append(setup.UNREADABLE_DOTENV.format(path=path))
        return {}
    found: dict[str, str | None] = {}
    for binding in parse_stream(io.StringIO(text)):
        if binding.error:
            faults.append(setup.BAD_LINE.format(path=path, line=binding.original.line))
        elif binding.key is not None:
            found[binding.key] = binding.value
            near = difflib.get_close_matches(binding.key.upper(), names, 1, 0.85)
            if near and binding.key not in names:
                faults.append(setup.NEAR_MISS.format(path=path, name=binding.key, near=near[0]))
    return found


def value_of(name: str, given: Mapping[str, str | None], faults: list[str], *, has_file: bool) -> str:
    """Return the value of one setting, or what the file of `NAME_FILE` holds; empty when there is none."""
    value = (given.get(name) or "").strip()
    path = (given.get(f"{name}_FILE") or "").strip() if has_file else ""
    if not path:
        return value
    if value:
        faults.append(f"{name}: {setup.BOTH_GIVEN.format(name=name)}")
        return ""
    try:
        value = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        faults.append(f"{name}: {setup.UNREADABLE_FILE.format(name=name, path=path)}")
        return ""
    if not value:
        faults.append(f"{name}: {setup.EMPTY_FILE.format(name=name, path=path)}")
    return value
