"""Reports for colleagues: for whom one may report, what both are told, and the colleague's way to object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from content import dates
from content.dialog import Option
from content.message import Choice, Outbound
from content.roles import May, Role
from content.texts import corrections
from content.texts import report_for as texts
from content.vietnamese import fold, nfc_clean
from handlers import people, reviewing
from handlers.errors import NotAllowed
from handlers.scene import Scene
from storage.tables import Person, Submission, Unit

MOST = 500  # colleagues to choose from; a line finds any by name
WORDS = 12  # of a line, among which the name is


def colleagues(scene: Scene, line: str = "", person_id: int | None = None) -> list[tuple[Person, Unit]]:
    """Return for whom the speaker may report now, those of the own unit first; of a *line* only whom it may name.

    They are appointed and take part; they are of the speaker's own unit or one below it, the speaker being appointed
    too, or of a unit that the speaker looks after.
    """
    units, own = scene.units_for(May.REPORT_FOR), scene.caller.unit_id
    if own is not None and scene.uow.people.appointed_on(scene.person_id, scene.today):
        units = units | {own}
    if not units:
        return []
    words = nfc_clean(line).split()[:WORDS]
    names = {name for word in words for name in (fold(word), word.casefold().strip(",;:.")) if name}
    found = scene.uow.people.appointed(units, scene.today, MOST, first=own, person_id=person_id, names=sorted(names))
    return [(person, unit) for person, unit in found if person.id != scene.person_id]


def options(found: Iterable[tuple[Person, Unit]]) -> tuple[Option, ...]:
    """Return people to choose from: namesakes of one unit are told apart by position and number."""
    rows = [(person, f"{person.full_name}, {unit.name}") for person, unit in found]
    times = Counter(label for _, label in rows)
    return tuple(
        Option(str(person.id), label if times[label] == 1 else _longer(person, label), person.code or "")
        for person, label in rows
    )


def _longer(person: Person, label: str) -> str:
    return ", ".join(filter(None, (label, person.position, person.code or str(person.id))))


def require(scene: Scene, person_id: int) -> None:
    """Raise NotAllowed unless the speaker may report for this person now."""
    if not colleagues(scene, person_id=person_id):
        name = name_of(scene, person_id)
        raise NotAllowed(scene.text(texts.NOT_FOR, person=name))


def name_of(scene: Scene, person_id: int) -> str:
    """Return a person's name, or words in its place for one who was erased."""
    return scene.uow.people.get(person_id).full_name or texts.NO_NAME


def lines(scene: Scene, made: Submission) -> list[str]:
    """Return what a report that was sent for somebody says of both, as the speaker reads it."""
    if made.submitted_by is None:
        return []
    told = []
    if made.person_id != scene.person_id:
        told.append(texts.LINE_FOR.format(person=name_of(scene, made.person_id)))
    if made.submitted_by != scene.person_id:
        told.append(texts.LINE_BY.format(person=name_of(scene, made.submitted_by)))
    return told + reviewing.objection(scene, made)


def row(scene: Scene, made: Submission, text: str) -> str:
    """Return a line of the speaker's own list, with the name of the other of the two."""
    if made.submitted_by is None:
        return text
    if made.person_id == scene.person_id:
        return texts.ROW_BY.format(row=text, by=name_of(scene, made.submitted_by))
    return texts.ROW_FOR.format(row=text, person=name_of(scene, made.person_id))


def sent(scene: Scene, made: Submission, topics: str) -> None:
    """Note in the audit trail who reported for whom, and tell the colleague where that is possible, once."""
    note(scene, "report_for", made)
    row = scene.uow.submissions.session_of(made.id)
    if row is None:
        raise LookupError(made.id)
    word = texts.OBJECT_WORD.format(code=made.code)
    said = scene.text(
        texts.NOTICE, by=scene.caller.full_name, code=made.code, date_text=dates.short(row.session_date, scene.today),
        place=row.place, count=row.headcount, topics=topics, word=word,
    )  # fmt: skip
    choices = (Choice(texts.SEE, f"rep:{made.id}", made.code), Choice(texts.OBJECT, f"repo:{made.id}", word))
    heard = scene.tell(
        made.person_id, Outbound(said, choices=choices, numbered=False), dedup_key=f"report_for:{made.id}"
    )
    scene.say(texts.TOLD if heard else texts.UNHEARD, person=name_of(scene, made.person_id))


def note(scene: Scene, action: str, made: Submission) -> None:
    """Add to the audit trail what the speaker did to a report of two; both are named."""
    both = {"person": made.person_id, "submitted_by": made.submitted_by}
    scene.note(action, f"submission:{made.id}", None, both if made.submitted_by is not None else None)


def tell_other(scene: Scene, made: Submission, template: str, more: Iterable[str] = ()) -> None:
    """Tell the other of the two that the speaker took the report back, or changed it."""
    if made.submitted_by is None:
        return
    words = scene.text(
        template, by=scene.caller.full_name, code=made.code, person=name_of(scene, made.person_id)
    )  # fmt: skip
    other = made.person_id if scene.person_id == made.submitted_by else made.submitted_by
    scene.tell(other, Outbound("\n".join((words, *more))))


def object_to(scene: Scene, made: Submission) -> None:
    """The person says that the session is none of theirs: the office is asked, who sent it is told, all is kept.

    *made* is locked, of the speaker's own, and was sent by somebody else.
    """
    by = name_of(scene, made.submitted_by) if made.submitted_by is not None else ""
    if made.objected_at is not None:
        scene.say(texts.OBJECTED_BEFORE, code=made.code)
        return
    scene.uow.reviews.object(made, scene.now)
    note(scene, "object_to_report", made)
    fields = {"person": scene.caller.full_name, "code": made.code, "by": by}
    open_it = Choice(corrections.OPEN, f"rv:{made.id}", corrections.OPEN_WORD.format(code=made.code))
    asked = Outbound(scene.text(texts.OBJECTION_TO_OFFICE, **fields), choices=(open_it,), numbered=False)
    unit, key = reviewing.unit_of(scene, made), f"objected:{made.id}"
    sender = made.submitted_by  # who may not decide about it
    told = people.tell_office(scene, unit, asked, key, Role.COORDINATOR, but=sender) or people.tell_office(
        scene, unit, asked, key, Role.ADMIN, but=sender
    )
    if made.submitted_by is not None:
        scene.tell(made.submitted_by, Outbound(scene.text(texts.OBJECTION_TO_SENDER, **fields)), dedup_key=key)
    if told:
        named = ", ".join(person.full_name for person in told)
        scene.say(texts.OBJECTED, code=made.code, people=named, by=by)
    else:
        scene.say(texts.OBJECTED_NOBODY, code=made.code)
