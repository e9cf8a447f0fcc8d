"""Who may do what: office roles, and the duties people are appointed to."""

from enum import StrEnum


class Role(StrEnum):
    """An office role. Each holds for a unit and all below it; nobody has one by default."""

    CONTRIBUTOR = "contributor"  # drafts
    EDITOR = "editor"  # drafts, submits, sends what is approved
    APPROVER = "approver"  # approves what others wrote
    COORDINATOR = "coordinator"  # follows units: progress, figures, reminders, invites, reports taken out
    ADMIN = "admin"  # roster, roles, the office itself


class Duty(StrEnum):
    """What a person is recognised as, by a decision that has a number."""

    TTV = "ttv"  # tuyên truyền viên cơ sở
    BCV = "bcv"  # báo cáo viên
    HEAD = "head"
    FOCAL = "focal"


class May(StrEnum):
    """One thing that takes a right."""

    DRAFT = "draft"
    SUBMIT = "submit"
    APPROVE = "approve"
    SEND = "send"
    WITHDRAW = "withdraw"
    WATCH = "watch"
    INVITE = "invite"
    REMIND = "remind"
    REVIEW = "review"
    EXPORT = "export"
    REPORT_FOR = "report_for"
    ADMINISTER = "administer"


GRANTS: dict[Role, frozenset[May]] = {
    Role.CONTRIBUTOR: frozenset({May.DRAFT}),
    Role.EDITOR: frozenset({May.DRAFT, May.SUBMIT, May.SEND, May.WITHDRAW, May.WATCH}),
    Role.APPROVER: frozenset({May.APPROVE, May.WITHDRAW, May.WATCH}),
    Role.COORDINATOR: frozenset({May.WATCH, May.INVITE, May.REMIND, May.REVIEW, May.EXPORT, May.REPORT_FOR}),
    Role.ADMIN: frozenset({May.WATCH, May.INVITE, May.REMIND, May.REVIEW, May.EXPORT, May.REPORT_FOR, May.ADMINISTER}),
}
