"""Photos that an answer holds: brought by a chore that keeps the picture alone."""

from __future__ import annotations

from handlers.scene import Scene

KIND = "fetch_photo"


def fetch(scene: Scene, remote: str, name: str, purpose: str, **more: object) -> None:
    """Owe the photo that the channel calls *remote*; `chore_ends.FETCHED[purpose]` is called when it is here.

    Its payload has the `file_id` of the picture without metadata, or a `fault` in words when it cannot be kept; *more*
    comes back in its `request`.
    """
    request = {"remote": remote, "name": name, "for": purpose, **more}
    scene.uow.chores.owe(KIND, request, now=scene.now, to=scene.inbound.address)
