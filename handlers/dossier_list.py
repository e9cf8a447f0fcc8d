"""A list of dossiers: each named by its number, which opens it."""

from __future__ import annotations

from collections.abc import Iterable

from content.message import Choice, Outbound
from content.texts import broadcast as texts
from handlers.dossier import Dossier
from handlers.scene import Scene


def show(scene: Scene, head: str, listed: Iterable[tuple[Dossier, str]], verb: str, key: str) -> None:
    """Show under *head* each dossier with its state in words; its number, or its button, does *verb*."""
    lines, choices = [scene.text(head)], []
    for dossier, state in listed:
        lines.append(scene.text(texts.LINE, n=dossier.n, title=dossier.document.title, state=state))
        choices.append(Choice(texts.NUMBERED.format(n=dossier.n), f"{verb}:{dossier.n}", str(dossier.n)))
    scene.screen(Outbound("\n".join(lines), choices=tuple(choices), numbered=False), key)
