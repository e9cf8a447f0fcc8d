"""`tài liệu`: the library, found by words without diacritics, and everything that is opened from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from content import dates
from content.document import clip
from content.message import Choice, Outbound
from content.texts import library as texts
from content.vietnamese import fold
from handlers import reading_room
from handlers.command import Command, Press
from handlers.errors import NothingOpen
from handlers.scene import Scene
from storage.tables import Document

PAGE = 5
QUERY_MOST = 40  # of a search that goes on in a button's 64 bytes
FOUND_MOST = 50


def _run(scene: Scene, rest: str) -> None:
    _list(scene, fold(rest)[:QUERY_MOST].strip(), 0, rest[:QUERY_MOST].strip())


def _list(scene: Scene, query: str, start: int, typed: str = "") -> None:
    found = _search(scene, query)
    if not found:
        if query:
            everything = Choice(texts.ALL, "lib:0", texts.WORDS_DOCUMENTS[0])
            scene.send(Outbound(scene.text(texts.NOT_FOUND, query=typed or query), choices=(everything,)))
        else:
            scene.say(texts.EMPTY)
        return
    page = found[start : start + PAGE]
    lines = [scene.text(texts.HEAD_FOUND, query=typed or query) if query else texts.HEAD]
    for n, document in enumerate(page, 1):
        day = dates.written(document.issued_on) if document.issued_on else ""
        fields = {"n": n, "title": document.title, "number": document.number, "day": day}
        lines.append(scene.text(texts.LINE if document.number else texts.LINE_BARE, **fields))
    choices = tuple(Choice(_short(document.title), f"doc:{document.id}") for document in page)
    if len(found) > start + PAGE:
        choices += (Choice(texts.MORE, f"lib:{start + PAGE}:{query}", texts.MORE.lower()),)
    scene.screen(Outbound("\n".join(lines), choices=choices), "library")


def _search(scene: Scene, query: str) -> list[Document]:
    in_force = {document.id: document for document, _ in scene.uow.documents.in_force(scene.today, most=FOUND_MOST)}
    if not query:
        return list(in_force.values())
    found = scene.uow.library.search(query, FOUND_MOST)
    return [document for document in map(scene.uow.documents.get, found) if _holds(scene, document)]


def _holds(scene: Scene, document: Document) -> bool:
    return document.valid_to is None or document.valid_to >= scene.today


def _short(title: str) -> str:
    return clip(title, 36)  # one line of a button


def _more(scene: Scene, args: Sequence[str]) -> None:
    start = int(args[0]) if args and args[0].isdigit() and len(args[0]) < 4 else 0  # noqa: PLR2004 (a page's start)
    _list(scene, fold(args[1]) if len(args) > 1 else "", start)


def _numbers(do: Callable[..., None], count: int) -> Press:
    """Return a press whose token carries *count* numbers; anything else is no document of ours."""

    def pressed(scene: Scene, args: Sequence[str]) -> None:
        if len(args) != count or not all(a.isdigit() and len(a) < 10 for a in args):  # noqa: PLR2004 (an id of ours)
            raise NothingOpen(scene.text(texts.NOT_THERE))
        try:
            do(scene, *map(int, args))
        except LookupError:
            raise NothingOpen(scene.text(texts.NOT_THERE)) from None

    return pressed


def _ack(scene: Scene, broadcast_id: int) -> None:
    reading_room.acknowledge(scene, scene.uow.broadcasts.get(broadcast_id).version_id)


DOCUMENTS = Command(
    slash="tailieu", words=texts.WORDS_DOCUMENTS, about=texts.DOCUMENTS,
    run=_run,
    presses={
        "lib": _more, "doc": _numbers(reading_room.open_document, 1), "pt": _numbers(reading_room.open_point, 2),
        "file": _numbers(reading_room.bring_file, 1), "ack": _numbers(_ack, 1),
        "seen": _numbers(reading_room.acknowledge, 1),
    },
)  # fmt: skip
