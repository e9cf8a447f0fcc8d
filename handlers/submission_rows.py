"""The rows and columns of an export of submissions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from content.dialog import OTHER
from content.dialogs.session_report import SESSION_REPORT
from content.exporting import Layout, layout_of, layout_of_form
from content.periods import Period
from content.sent_files import exported_name, is_kept_name
from content.texts import sent_files as texts
from content.xforms.keeping import from_json
from handlers import form_lists
from handlers.exports.rows import SubmissionRow
from handlers.scene import Scene
from storage.submission_files import FAILED, KEPT, Sent
from storage.submission_pages import SESSIONS, Kept, Wanted
from storage.unit_of_work import UnitOfWork

KIND = "submissions_export"  # the chore


def request(  # noqa: PLR0913 (an export is asked for by these)
    scene: Scene, units: Iterable[int], period: Period, kind: str, *, labels: bool, form: str = SESSIONS
) -> dict[str, Any]:
    """Return what is asked of the chore. It holds no row: the worker reads them, a page at a time."""
    return {
        "form": form, "units": sorted(units), "since": period.since.isoformat(), "until": period.until.isoformat(),
        "period": period.key, "kind": kind, "labels": labels, "zone": scene.world.zone.key,
    }  # fmt: skip


def wanted(asked: dict[str, Any]) -> Wanted:
    """Return which submissions a request means."""
    since, until = date.fromisoformat(asked["since"]), date.fromisoformat(asked["until"])
    zone = ZoneInfo(asked["zone"])
    return Wanted(
        asked["form"], tuple(asked["units"]), since, until, datetime.combine(since, time(), zone),
        datetime.combine(until + timedelta(days=1), time(), zone),
    )  # fmt: skip


def page(uow: UnitOfWork, asked: dict[str, Any], most: int, after: int) -> tuple[list[SubmissionRow], int | None]:
    """Return the next rows, and where to go on; None at the end."""
    found = uow.submission_pages.page(wanted(asked), most, after)
    zone, lists = ZoneInfo(asked["zone"]), form_lists.asked_of(uow, asked["form"])
    files = uow.submission_files.of([one.id for one in found])
    labels = bool(asked["labels"])
    rows = [_row(one, zone, lists, files.get(one.id, ()), labels=labels) for one in found]
    return rows, found[-1].id if len(found) == most else None


def answered(row: SubmissionRow) -> Iterable[str]:
    """Yield the paths that the row answers, each round written as the first: a form has only so many questions."""
    for path in row.answers:
        yield "/".join("1" if piece.isascii() and piece.isdigit() else piece for piece in path.split("/"))


def layout(uow: UnitOfWork, asked: dict[str, Any], paths: Sequence[str]) -> Layout:
    """Return the columns: what the form asks, in its order, and behind it all else that was answered."""
    known = layout_of(SESSION_REPORT) if asked["form"] == SESSIONS else Layout()
    for version in uow.forms.versions(asked["form"]):  # the newest names the columns, older ones add what is gone
        known = known.merged(layout_of_form(from_json(version.definition)))
    return known.with_answered(paths)


def _row(one: Kept, zone: ZoneInfo, lists: form_lists.Asked, sent: Iterable[Sent], *, labels: bool) -> SubmissionRow:
    said, codes = form_lists.called(lists, one.rows_chosen, one.answers)
    if one.place:  # a session's own place and points stay as all its versions have them
        codes = {at: code for at, code in codes.items() if at.partition("=")[0] not in ("place", "topics")}
    answers, files = _with_files(one, sent, labels=labels)
    if one.place and "place" in one.answers:
        said[f"place={one.answers['place']}"] = one.place
    for document_id, title in one.points:
        said[f"topics={OTHER if document_id is None else document_id}"] = title
    return SubmissionRow(
        one.code, one.person, one.person_code, one.unit, one.entered_by, one.state, one.revisions,
        _moment(one.submitted_at, zone), _moment(one.amended_at, zone), one.version, answers, said, codes, files,
    )  # fmt: skip


def _with_files(one: Kept, sent: Iterable[Sent], *, labels: bool) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the answers with the names of files in place of what stands for them, and where those files are."""
    here = {(file.path, file.name): file for file in sent}
    answers, files = dict(one.answers), dict[str, list[str]]()
    for path, value in one.answers.items():
        if not is_kept_name(value):
            continue
        file = here.get((path, str(value)))
        if file is not None and file.state == KEPT and file.stored_as:
            name = f"{texts.FOLDER}/{exported_name(one.code, path, file.file_name.rpartition('.')[2])}"
            answers[path], files[path] = name, [name, file.stored_as]
        elif not labels:
            answers[path] = ""
        elif file is None:
            answers[path] = texts.GONE
        else:
            words = texts.FAILED if file.state == FAILED else texts.WAITING
            answers[path] = words.format(thing=texts.THINGS[file.kind])
    return answers, files


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else at.astimezone(zone).isoformat(timespec="seconds")
