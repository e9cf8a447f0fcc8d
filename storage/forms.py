"""Forms of the office and their versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from content.message import Attachment
from storage.errors import Conflict
from storage.tables import File, Form, FormMedia, FormVersion
from storage.units import subtree

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork


BEYOND = 2**63  # a number that no column holds: people type anything


class Forms:
    """Forms."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def get(self, form_id: int) -> Form:
        """Return one form. Raises LookupError."""
        found = self._uow.session.get(Form, form_id) if 0 < form_id < BEYOND else None
        if found is None:
            raise LookupError(form_id)
        return found

    def version(self, version_id: int) -> FormVersion:
        """Return one version. Raises LookupError."""
        found = self._uow.session.get(FormVersion, version_id) if 0 < version_id < BEYOND else None
        if found is None:
            raise LookupError(version_id)
        return found

    def by_code(self, code: str) -> Form | None:
        """Return the form that its sheets call *code*."""
        return self._uow.session.scalar(select(Form).where(Form.code == code))

    def draft(  # noqa: PLR0913 (a version has these)
        self, code: str, title: str, definition: dict[str, Any], preview: list[str], *, unit_id: int, author_id: int,
        file_name: str, file_id: int | None, now: datetime,
    ) -> FormVersion:  # fmt: skip
        """Add the next version of the form called *code*, and the form when it is new."""
        session = self._uow.session
        form = self.by_code(code)
        if form is None:
            form = Form(code=code, title=title, unit_id=unit_id, made_by=author_id, created_at=now)
            session.add(form)
            self._uow.flush()
        last = session.scalar(select(func.max(FormVersion.n)).where(FormVersion.form_id == form.id))
        made = FormVersion(
            form_id=form.id, n=(last or 0) + 1, title=title, definition=definition, preview=preview,
            file_name=file_name, file_id=file_id, author_id=author_id, created_at=now,
        )  # fmt: skip
        session.add(made)
        self._uow.flush()
        return made

    def keep_media(self, version_id: int, files: Mapping[str, Attachment]) -> None:
        """Let a version show stored *files*, by the name in its sheets; their sizes are those of what is stored."""
        made = [
            FormMedia(version_id=version_id, name=name, file_id=file.file_id, file_name=file.name, mime=file.mime)
            for name, file in files.items()
        ]
        self._uow.session.add_all(made)
        self._uow.flush()

    def media_of(self, version_id: int) -> dict[str, Attachment]:
        """Return what a version shows beside its questions and choices, by the name in its sheets."""
        rows = self._uow.session.execute(
            select(FormMedia, File.size)
            .join(File, File.id == FormMedia.file_id)
            .where(FormMedia.version_id == version_id)
        )
        return {
            row.name: Attachment(row.file_id, row.file_name, row.mime, size, is_photo=row.mime.startswith("image/"))
            for row, size in rows
        }

    def versions(self, code: str) -> list[FormVersion]:
        """Return all versions of the form called *code*, newest first."""
        return list(
            self._uow.session.scalars(
                select(FormVersion)
                .join(Form, Form.id == FormVersion.form_id)
                .where(Form.code == code)
                .order_by(FormVersion.n.desc())
            )
        )

    def definitions(self) -> list[dict[str, Any]]:
        """Return what all versions of all forms ask."""
        return list(self._uow.session.scalars(select(FormVersion.definition)))

    def lock(self, version: FormVersion) -> Form:
        """Let nobody else publish a version of this form until the transaction ends; *version* is as it is then."""
        session = self._uow.session
        form = session.get_one(Form, version.form_id, with_for_update=True)
        session.refresh(version)
        return form

    def publish(self, version: FormVersion, *, by: int, now: datetime) -> None:
        """Ask this version from now on; what was asked before is retired. Raises Conflict unless it is a draft.

        Whoever has begun an earlier version goes on with it.
        """
        session = self._uow.session
        self.lock(version)
        if version.state != "draft" or version.author_id == by:
            msg = f"form version {version.id} cannot be published by {by}"
            raise Conflict(msg)
        session.execute(
            update(FormVersion)
            .where(FormVersion.form_id == version.form_id, FormVersion.id != version.id)
            .where(FormVersion.state == "published")
            .values(state="retired")
        )
        session.execute(
            update(FormVersion)
            .where(FormVersion.id == version.id)
            .values(state="published", published_by=by, published_at=now)
        )
        session.execute(update(Form).where(Form.id == version.form_id).values(title=version.title, is_open=True))
        session.expire_all()

    def latest(self, form_id: int) -> FormVersion | None:
        """Return the newest version of a form, whatever its state."""
        return self._uow.session.scalar(
            select(FormVersion).where(FormVersion.form_id == form_id).order_by(FormVersion.n.desc()).limit(1)
        )

    def turn(self, form: Form, *, is_open: bool) -> None:
        """Let a form be filled, or no more."""
        form.is_open = is_open
        self._uow.flush()

    def asked_of(self, units: Iterable[int]) -> list[tuple[Form, FormVersion]]:
        """Return the open forms of *units* (those above a person) with the version that is asked."""
        rows = self._uow.session.execute(
            select(Form, FormVersion)
            .join(FormVersion, FormVersion.form_id == Form.id)
            .where(Form.is_open, FormVersion.state == "published", Form.unit_id.in_(tuple(units)))
            .order_by(Form.title, Form.id)
        )
        return [(form, version) for form, version in rows]

    def kept_in(self, units: Iterable[int], most: int = 30) -> list[tuple[Form, FormVersion]]:
        """Return the forms of *units* and below, each with its latest version, newest first."""
        latest = select(func.max(FormVersion.id)).group_by(FormVersion.form_id)
        rows = self._uow.session.execute(
            select(Form, FormVersion)
            .join(FormVersion, FormVersion.form_id == Form.id)
            .where(FormVersion.id.in_(latest), Form.unit_id.in_(subtree(units)))
            .order_by(FormVersion.id.desc())
            .limit(most)
        )
        return [(form, version) for form, version in rows]

    def asked_as(self, code: str) -> FormVersion | None:
        """Return the version that the open form called *code* asks; None without one."""
        return self._uow.session.scalar(
            select(FormVersion)
            .join(Form, Form.id == FormVersion.form_id)
            .where(Form.code == code, Form.is_open, FormVersion.state == "published")
        )

    def published(self, form_id: int) -> FormVersion | None:
        """Return the version that is asked now."""
        return self._uow.session.scalar(
            select(FormVersion).where(FormVersion.form_id == form_id, FormVersion.state == "published")
        )
