"""Search over what the office has issued: FTS5 on SQLite, full text on PostgreSQL, both over folded text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content import vietnamese
from storage.prepared import Prepared

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

_DROP = Prepared(
    "DELETE FROM library WHERE rowid = :id",
    "DELETE FROM library WHERE id = :id",
)
_PUT = Prepared(
    "INSERT INTO library (rowid, title, body) VALUES (:id, :title, :body)",
    "INSERT INTO library (id, title, body) VALUES (:id, :title, :body)",
)
_FIND = Prepared(
    "SELECT rowid FROM library WHERE library MATCH :query ORDER BY bm25(library, 8.0, 1.0) LIMIT :most",
    "SELECT id FROM library WHERE words @@ to_tsquery('simple', :query)"
    " ORDER BY ts_rank(words, to_tsquery('simple', :query)) DESC, id DESC LIMIT :most",
)


class Library:
    """The index: one row for each document that recipients may find."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection

    def put(self, document_id: int, title: str, body: str) -> None:
        """Index a document, replacing what was indexed of it."""
        _DROP.run(self._connection, id=document_id)
        _PUT.run(self._connection, id=document_id, title=vietnamese.fold(title), body=vietnamese.fold(body))

    def drop(self, document_id: int) -> None:
        """Take a document out of the index."""
        _DROP.run(self._connection, id=document_id)

    def search(self, text: str, most: int = 10) -> list[int]:
        """Return ids of documents that have all words of *text* (the last may be begun only), best first."""
        words = vietnamese.fold(text).split()
        if not words:
            return []
        if self._connection.dialect.name == "sqlite":
            query = " ".join(f'"{word}"' for word in words) + "*"
        else:
            query = " & ".join(words) + ":*"
        return [row[0] for row in _FIND.rows(self._connection, query=query, most=most)]
