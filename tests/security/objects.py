"""The things of one commune: what somebody of another commune, or without the right, must not touch or see."""

from __future__ import annotations

from dataclasses import dataclass

from content.document import State
from content.message import Address, Heard, Inbound, Outbound
from content.roles import Role
from content.xforms.definition import Definition, Field
from content.xforms.keeping import to_json
from storage.broadcasts import Audience
from storage.unit_of_work import UnitOfWork
from tests.play import KEY, Play

EVERYONE = ("nobody", "stranger", "suspended", *(role.value for role in Role))
"""`nobody` is a member without any role; `stranger` a chat without a person."""


@dataclass(frozen=True)
class Things:
    """Ids of one commune's things. Whatever is secret about them holds *mark* in its text."""

    mark: str
    unit: int
    person: int
    draft: int
    submitted: int
    running: int
    approved: int
    issued_version: int
    issued_document: int
    draft_version: int
    draft_document: int
    proposal: int
    report: int
    report_code: str
    file: int
    code: str
    reference: str
    form: int
    form_version: int


async def people(play: Play) -> None:
    """One speaker for each role, all with their rights over the first commune only; two admins above."""
    for role in Role:
        await play.person(role.value, unit="X01", roles=[role], duties=())
    await play.person("nobody", unit="X01-T1")
    await play.person("suspended", unit="X01", roles=list(Role))
    await play.storage.run(lambda uow: uow.people.stand(uow.people.get(play.people["suspended"]), "suspended"))
    await play.stranger("stranger")
    await play.person("top", roles=[Role.ADMIN], duties=(), full_name="Cao Thị Nhất")
    await play.person("top2", roles=[Role.ADMIN], duties=(), full_name="Cao Thị Nhì")


async def things(play: Play, code: str) -> Things:
    """Make the things of commune *code*; each name and title of them is marked."""
    mark = f"Kín{code}"
    author = await play.person(f"author{code}", unit=code, roles=[Role.EDITOR], duties=(), full_name=f"Lò Văn {mark}")
    reader = await play.person(f"reader{code}", unit=code, full_name=f"Vi Thị {mark}")
    decider = await play.person(f"decider{code}", unit=code, roles=[Role.APPROVER], duties=(), full_name=f"Hà {mark}")
    file = await play._keep(b"PK\x03\x04 " + code.encode(), f"danh_sach_{mark}.xlsx", "")  # noqa: SLF001 (as an upload)

    def make(uow: UnitOfWork) -> Things:
        unit = uow.people.get(author).unit_id

        def dossier(title: str, state: str, **more: object) -> tuple[int, int, int]:
            issued = state not in ("draft", "submitted")
            document = uow.documents.add(
                now=play.now, author_id=author, unit_id=unit, kind="talking_point", title=f"{title} {mark}",
                number="01/MH", issuer="Ban", issued_on=play.now.date(), doc_kind="Kế hoạch", scope="luu_hanh_noi_bo",
            )  # fmt: skip
            version = uow.documents.draft(
                document, author_id=author, now=play.now, points=[{"title": f"Ý {mark}", "text": f"Lời {mark}"}],
                file_id=file,
            )  # fmt: skip
            audience = Audience(units=(unit,)).to_json() | {"when": "now"}
            made = uow.broadcasts.add(
                version.id, author_id=author, now=play.now, state=state, audience=audience, **more
            )
            if issued:
                uow.documents.move(version, State.SUBMITTED, expected=State.DRAFT)
                uow.documents.move(version, State.APPROVED, expected=State.SUBMITTED, decided_by=decider)
                made.approved_by = decider
                uow.broadcasts.freeze(made, Audience(people=(reader,)))
                for channel in ("telegram", "browser"):
                    uow.broadcasts.render(made.id, channel, Outbound(f"Tin {mark}"))
                uow.library.put(document.id, document.title, "mùa khô")
            elif state == "submitted":
                uow.documents.move(version, State.SUBMITTED, expected=State.DRAFT)
            return made.id, version.id, document.id

        draft = dossier("Nháp", "draft")
        submitted = dossier("Trình", "submitted")
        running = dossier("Phát", "running")
        approved = dossier("Duyệt", "approved")
        while uow.broadcasts.fan_out(running[0], 100, play.now):
            pass
        report = uow.submissions.add(
            "session_report", reader, {"place": str(unit), "topics": ["other"], "topics_other": mark}, play.now, "BC"
        )
        proposal = uow.proposals.ask(
            "grant", {"person": reader, "role": "approver", "unit": unit}, unit_id=unit,
            by=play.people["top"], now=play.now,
        )  # fmt: skip
        invited = uow.people.put(full_name=f"Sùng {mark}", unit_id=unit, now=play.now)
        invite, _ = uow.invites.make(invited.id, KEY, now=play.now, days=7, by=author)
        parked = Inbound(Address("telegram", "9"), f"p{code}", Heard.TEXT, play.now, text=mark)
        uow.inbox.park(parked, ValueError(mark), f"AB{code}", play.now)
        kept = uow.inbox.find(parked)
        assert kept is not None
        kept.state = "dead"
        asked = Field(path="a", kind="text", label={"default": [f"Câu {mark}?"]})
        form = Definition(form_id=f"phieu_{code.lower()}", title="Phiếu", version="1", items=(asked,))
        version = uow.forms.draft(
            form.form_id, form.title, to_json(form), [f"1. Câu {mark}?"], unit_id=unit, author_id=author,
            file_name=f"{mark}.xlsx", file_id=file, now=play.now,
        )  # fmt: skip
        uow.flush()
        return Things(
            mark=mark, unit=unit, person=reader, draft=draft[0], submitted=submitted[0], running=running[0],
            approved=approved[0], issued_version=approved[1], issued_document=approved[2], draft_version=draft[1],
            draft_document=draft[2], proposal=proposal.id, report=report.id, report_code=report.code, file=file,
            code=invite, reference=f"AB{code}", form=version.form_id, form_version=version.id,
        )  # fmt: skip

    return await play.storage.run(make)
