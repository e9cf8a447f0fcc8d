"""Every reminder, one type per file; the list is the table of contents and the order of a digest's lines."""

from handlers.reminder import Reminder
from handlers.reminders.escalation import STILL_MISSING
from handlers.reminders.report_due import REPORT_ASKED, REPORT_DUE, REPORT_GENTLE, REPORT_OVERDUE
from handlers.reminders.unread import UNREAD

REMINDERS: tuple[Reminder, ...] = (REPORT_GENTLE, REPORT_DUE, REPORT_OVERDUE, STILL_MISSING, UNREAD)
ON_NUDGE: tuple[Reminder, ...] = (REPORT_ASKED, UNREAD)  # said when a person asked for it, or the office did
