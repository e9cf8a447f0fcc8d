"""Every table, in one place to import from."""

from storage.tables.base import Json, Key, Table, UtcDateTime, from_micros, to_micros
from storage.tables.content import Document, File, FileRemote, Version
from storage.tables.forms import Form, FormMedia, FormVersion
from storage.tables.office import Appointment, Chat, Invite, Meta, Office, OfficeRole, Person, Proposal, Unit
from storage.tables.outbox import (
    AudienceMember,
    Broadcast,
    Credential,
    Delivery,
    Lane,
    LaneUse,
    Nudge,
    Receipt,
    Rendering,
)
from storage.tables.submission_files import SubmissionFile
from storage.tables.talk import (
    BrowserMessage,
    Heard,
    Parked,
    Progress,
    Revision,
    SessionPoint,
    SessionReport,
    Submission,
)
from storage.tables.work import Audit, Chore

__all__ = [
    "Appointment",
    "AudienceMember",
    "Audit",
    "Broadcast",
    "BrowserMessage",
    "Chat",
    "Chore",
    "Credential",
    "Delivery",
    "Document",
    "File",
    "FileRemote",
    "Form",
    "FormMedia",
    "FormVersion",
    "Heard",
    "Invite",
    "Json",
    "Key",
    "Lane",
    "LaneUse",
    "Meta",
    "Nudge",
    "Office",
    "OfficeRole",
    "Parked",
    "Person",
    "Progress",
    "Proposal",
    "Receipt",
    "Rendering",
    "Revision",
    "SessionPoint",
    "SessionReport",
    "Submission",
    "SubmissionFile",
    "Table",
    "Unit",
    "UtcDateTime",
    "Version",
    "from_micros",
    "to_micros",
]  # fmt: skip
