"""What is stored about a member, shown and given to them alone; and the way out, which takes effect at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from content import dates
from content.dialog import Pick, Progress, Text
from content.dialogs.report_for import REPORT_FOR
from content.dialogs.session_report import SESSION_REPORT
from content.exporting import general
from content.message import Outbound
from content.periods import month
from content.roles import Role
from content.texts import my_data as texts
from content.texts import my_reports
from content.texts import people as people_texts
from handlers import dialogs, form_lists, office_forms, on_behalf, papers, people, report_words
from handlers.errors import NothingOpen
from handlers.scene import Scene
from storage.tables import Person, Submission
from storage.unit_of_work import UnitOfWork

MOST_REPORTS = 5000
MOST_AT_ONCE = 50
FREE_TEXTS = frozenset(slot.step.key for slot in SESSION_REPORT.slots if isinstance(slot.step, Text))


def fields(scene: Scene, person: Person) -> list[tuple[str, str]]:
    """Return the roster's fields of the person, as they are shown."""
    uow = scene.uow
    duties = []
    for row in uow.people.appointments(person.id):
        name = people_texts.DUTY_NAMES.get(row.role, row.role)
        duties.append(f"{name} ({row.decision_number})" if row.decision_number else name)
    roles = [
        texts.ROLE_AT.format(role=people_texts.ROLE_NAMES[role.value], unit=uow.units.get(unit).name)
        for role, units in sorted(uow.people.rights(person.id).items())
        for unit in sorted(units)
    ]
    chats = []
    for chat in uow.chats.of(person.id):
        facts = scene.world.channels.get(chat.channel)
        label = facts.label if facts else chat.channel
        chats.append(texts.MAIN.format(channel=label) if chat.id == person.chat_id else label)
    phone = "0" + person.phone.removeprefix("+84") if person.phone else texts.NONE
    listed = [
        (texts.FULL_NAME, person.full_name), (texts.CODE, person.code or ""), (texts.POSITION, person.position),
        (texts.UNIT, uow.units.get(person.unit_id).name), (texts.PHONE, phone), (texts.DUTY, "; ".join(duties)),
        (texts.ROLES, "; ".join(roles)), (texts.CHATS, "; ".join(chats)),
        (texts.LANGUAGE, texts.LANGUAGES.get(person.form_language, person.form_language)),
    ]  # fmt: skip
    return [(name, value) for name, value in listed if value]


def everything(scene: Scene, person: Person) -> list[list[str]]:
    """Return what is stored about the person as rows of a file: fields, consent, what was sent, read, reported, begun.

    Not in it: the words of the conversation itself, which are kept for a time only, and the audit trail.
    """
    zone = scene.world.zone
    rows = [list(pair) for pair in fields(scene, person)]
    rows += [[texts.CHATS, f"{chat.channel}: {chat.address}"] for chat in scene.uow.chats.of(person.id)]
    if person.consented_at:
        rows.append([texts.CONSENTED, dates.written(scene.world.today(person.consented_at))])
    for title, at in scene.uow.receipts.of_person(person.id):
        rows.append([texts.RECEIPTS, f"{title}: {dates.time_written(at, zone)} {dates.written(scene.world.today(at))}"])
    rows += _reports(scene, person)
    for title, state, at in scene.uow.receipts.owed_to(person.id):
        written = f"{dates.time_written(at, zone)} {dates.written(scene.world.today(at))}"
        rows.append([texts.DELIVERIES, f"{title}: {texts.DELIVERY_STATES.get(state, state)}, {written}"])
    for draft in scene.uow.progress.of(person.id):
        try:
            title = dialogs.outcome_of(scene, draft.dialog).dialog.title
        except NothingOpen:  # a dialog that is no more
            title = draft.dialog
        rows.append([f"{texts.DRAFTS}: {title}", "; ".join(Progress.from_json(draft.progress["p"]).said.values())])
    return rows


def _reports(scene: Scene, person: Person) -> list[list[str]]:
    """Return what the person reported, in the words in which it was asked."""
    sent = scene.uow.submissions.of_both(person.id, most=MOST_REPORTS)
    known = report_words.facts(scene, [made.answers for made in sent if made.form == SESSION_REPORT.key])
    codes = {made.form for made in sent if made.form_version_id is not None}
    lists = {code: form_lists.asked_of(scene.uow, code.removesuffix(f":{office_forms.TEST}")) for code in codes}
    rows = []
    for made in sent:
        if made.form_version_id is not None:
            told = _of_form(scene, made, lists)
        elif papers.is_session(made):
            told = [(name, said) for _, name, said in papers.filled(scene, papers.of(scene, made), made.answers, known)]
        else:
            told = zero_lines(made.answers)
        said = "; ".join(
            (*(texts.SAID.format(name=name, value=value) for name, value in told), *on_behalf.lines(scene, made))
        )
        if made.state in texts.REPORT_STATES:
            said = f"{said} ({texts.REPORT_STATES[made.state]})"
        rows.append([f"{texts.REPORTS} {made.code}", said])
    return rows


def _of_form(scene: Scene, made: Submission, lists: Mapping[str, form_lists.Asked]) -> list[tuple[str, str]]:
    """Return all that is kept of a form: what was answered as its check screen has it, and what was worked out."""
    paper = papers.of(scene, made)
    told = papers.filled(scene, paper, made.answers)
    listed = {path for path, _, _ in told}
    paths = paper.by_path(made.answers)
    seen = {general(name)[0] for name, path in zip(made.answers, paths, strict=True) if path in listed}
    others = {step.other for slot in paper.dialog.slots if isinstance(step := slot.step, Pick)}  # said with their list
    words, _ = form_lists.called(lists[made.form], made.rows_chosen, paths)
    return [(name, said) for _, name, said in told] + office_forms.told(scene.uow, made, seen | others, words)


def zero_lines(answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return a report that nothing was held, in words; what is no such report stays as it is."""
    names = {"period": texts.ZERO_PERIOD, "reason": texts.ZERO_REASON}
    values = {"reason": my_reports.ZERO_REASONS}
    lines = []
    for key, value in answers.items():
        said = values.get(key, {}).get(str(value), str(value))
        if key == "period" and (year_month := said.partition("-"))[2].isdigit() and year_month[0].isdigit():
            said = month(int(year_month[0]), int(year_month[2])).label
        lines.append((names.get(key, key), said))
    return lines


def forget_copy(scene: Scene) -> None:
    """Take the rows out of the chore that carried them."""
    _, _, chore_id = scene.inbound.update_key.partition(":")
    if chore_id.isdigit():
        scene.uow.chores.scrub(int(chore_id))


def withdraw(scene: Scene) -> None:
    """Withdraw the speaker's consent, now: what names them goes, what waits for them is stopped, the office is told."""
    uow, person_id = scene.uow, scene.person_id
    person = uow.people.lock(person_id)
    unit = uow.units.get(person.unit_id)
    position = person.position or texts.SOMEBODY
    scene.note("person.withdraw", f"person:{person_id}")
    words = scene.text(texts.TELL_WITHDRAWN, position=position, unit_name=unit.name)
    people.tell_office(scene, unit.id, Outbound(words), f"withdrawn:{person_id}", Role.COORDINATOR, Role.ADMIN)
    erase(uow, person_id, scene.now)
    # The farewell goes to the account as to a stranger: nothing ties it to the person any more.
    stranger = Scene(
        uow, scene.world, scene.inbound, uow.chats.hear(scene.inbound.address, scene.now), scene.office, scene.now,
        said=scene.said,
    )  # fmt: skip
    stranger.say(texts.ERASED, date=dates.written(scene.today))


def erase(uow: UnitOfWork, person_id: int, now: datetime) -> None:
    """Take a person out of every row that names them, and stop what waits for them."""
    for chat in uow.chats.of(person_id):
        uow.outbox.drop_chat(chat.id, "withdrawn", now)
        uow.outbox.forget_texts(chat.id)
        uow.inbox.forget_chat(chat.channel, chat.address)
        uow.chores.forget_chat(chat.channel, chat.address)
        if chat.channel == "browser":
            uow.history.forget(chat.address, {"role": "bot", "at": now.isoformat(), "text": texts.FORGOTTEN})
    uow.invites.end(person_id, now)
    uow.pages.void_links(person_id, now)
    uow.progress.drop_naming(REPORT_FOR.key, uow.people.get(person_id).full_name)
    uow.submission_files.forget_person(person_id)
    words = office_forms.own_words(uow)
    session = FREE_TEXTS | words.get(SESSION_REPORT.key, frozenset())
    uow.submissions.forget_words(person_id, {**words, SESSION_REPORT.key: session})
    if asking := form_lists.forms_that_ask(uow, form_lists.PEOPLE):  # colleagues named the person in what they sent
        uow.submissions.rename_chosen(form_lists.PEOPLE, str(person_id), texts.ERASED_NAME, asking)
    uow.people.erase(person_id)


def erase_leavers(uow: UnitOfWork, now: datetime) -> int:
    """Erase those who left so long ago that nothing of them is needed; return how many."""
    gone = uow.people.left_before(now - timedelta(days=people.ERASE_DAYS), MOST_AT_ONCE)
    for person_id in gone:
        uow.audit.note("person.erase", f"person:{person_id}", by=None, at=now)
        erase(uow, person_id, now)
    return len(gone)
