"""The picture of a PDF's first page, for light pages: made once for each file, beside everything else."""

from __future__ import annotations

from typing import Any

from handlers.scene import Scene

KIND = "first_page"
PDF = "application/pdf"


def owe(scene: Scene, file_id: int) -> None:
    """Owe the picture of a file that became part of a version; nothing for what is no PDF."""
    file = scene.uow.files.get(file_id)
    if file.mime != PDF and not file.name.lower().endswith(".pdf"):
        return
    key = f"{KIND}:{file_id}:{file.sha256[:16]}"  # of several versions with one file the first asks
    request = {"files": {"document": file_id}}
    scene.uow.chores.owe(KIND, request, now=scene.now, to=scene.inbound.address, dedup_key=key)


def made(scene: Scene, payload: dict[str, Any]) -> None:
    """The picture is there: pages show it from now on. Nobody is told, as nobody is when there is none."""
    if payload.get("fault") is None:
        scene.uow.files.picture(payload["request"]["files"]["document"], payload["made"][0])
