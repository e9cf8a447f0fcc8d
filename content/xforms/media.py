"""The pictures, recordings and films that a form shows, in one of its languages."""

from __future__ import annotations

from collections.abc import Mapping

from content.dialog.values import Media

Named = Mapping[str, Mapping[str, str]]
"""By column ("image") and language, the name of a file."""


def media_of(named: Named, language: str, default: str) -> Media:
    """Return the files in a language, else in the default one, else in any; the large picture before the small one."""
    found = {kind: _in_language(names, language, default) for kind, names in named.items()}
    pictures = tuple(dict.fromkeys(filter(None, (found.get("big-image", ""), found.get("image", "")))))
    others = [(name,) for kind in ("audio", "video") if (name := found.get(kind, ""))]
    return (*filter(None, (pictures,)), *others)


def _in_language(names: Mapping[str, str], language: str, default: str) -> str:
    return names.get(language) or names.get(default) or next(iter(names.values()), "")
