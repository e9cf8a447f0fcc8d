"""Every command, one file each; the list is the table of contents."""

from collections.abc import Mapping

from content.roles import GRANTS, Role
from handlers.command import Command, CommandBook
from handlers.commands.agree import AGREE, AGREE_WITHDRAWAL, REFUSE_WITHDRAWAL, REJECT, RETURN
from handlers.commands.approve import APPROVE
from handlers.commands.broadcast_progress import PAUSE_BROADCAST, PROGRESS, RESEND, RESUME_BROADCAST, STOP_BROADCAST
from handlers.commands.channels import ADD_CHANNEL, CHANNELS, OFFICE_CHANNELS, TURN_OFF, TURN_ON
from handlers.commands.check_code import CHECK_CODE
from handlers.commands.compose import COMPOSE
from handlers.commands.documents import DOCUMENTS
from handlers.commands.download import DOWNLOAD
from handlers.commands.drafts import DRAFTS
from handlers.commands.export_form import EXPORT_FORM
from handlers.commands.export_reports import EXPORT_REPORTS
from handlers.commands.forms import (
    CLOSE_FORM,
    FORMS,
    KEPT_FORMS,
    NEW_FORM,
    OPEN_FORM,
    PUBLISH_FORM,
    SEE_FORM,
    TRY_FORM,
)
from handlers.commands.help import CANCEL, HELP
from handlers.commands.invite import INVITE
from handlers.commands.menu import MENU
from handlers.commands.my_data import MY_DATA
from handlers.commands.my_ledger import MY_LEDGER
from handlers.commands.my_reports import EDIT_REPORT, MY_PAPERS, MY_REPORTS, WITHDRAW_REPORT
from handlers.commands.office import OFFICE
from handlers.commands.receipt import RECEIPT
from handlers.commands.remind import REMIND, REMIND_NOW
from handlers.commands.replay import REPLAY
from handlers.commands.report import REPORT, REPORT_TEMPLATE
from handlers.commands.report_for import OBJECT, REPORT_FOR
from handlers.commands.results import RESULTS
from handlers.commands.review import RESTORE, REVIEW
from handlers.commands.roles import GRANT, LIST, REVOKE
from handlers.commands.roster import ROSTER, TEMPLATE
from handlers.commands.second_yes import ALLOW, REFUSE
from handlers.commands.send import SEND
from handlers.commands.standing import AGAIN, LEAVE, PAUSE
from handlers.commands.stats import STATS
from handlers.commands.template import TEMPLATE_MESSAGE
from handlers.commands.withdraw import WITHDRAW
from handlers.commands.zero_report import ZERO_REPORT

COMMANDS: tuple[Command, ...] = (
    MENU,
    DOCUMENTS,
    RECEIPT,
    DOWNLOAD,
    REPORT,
    REPORT_TEMPLATE,
    REPORT_FOR,
    OBJECT,
    MY_REPORTS,
    EDIT_REPORT,
    WITHDRAW_REPORT,
    ZERO_REPORT,
    FORMS,
    MY_PAPERS,
    RESULTS,
    MY_LEDGER,
    COMPOSE,
    DRAFTS,
    APPROVE,
    AGREE,
    RETURN,
    REJECT,
    AGREE_WITHDRAWAL,
    REFUSE_WITHDRAWAL,
    SEND,
    PROGRESS,
    PAUSE_BROADCAST,
    RESUME_BROADCAST,
    STOP_BROADCAST,
    RESEND,
    WITHDRAW,
    KEPT_FORMS,
    NEW_FORM,
    SEE_FORM,
    TRY_FORM,
    PUBLISH_FORM,
    CLOSE_FORM,
    OPEN_FORM,
    STATS,
    REVIEW,
    RESTORE,
    EXPORT_REPORTS,
    EXPORT_FORM,
    REMIND,
    REMIND_NOW,
    MY_DATA,
    CHANNELS,
    ADD_CHANNEL,
    CHECK_CODE,
    HELP,
    CANCEL,
    INVITE,
    ROSTER,
    TEMPLATE,
    GRANT,
    REVOKE,
    LIST,
    PAUSE,
    AGAIN,
    LEAVE,
    OFFICE,
    OFFICE_CHANNELS,
    TURN_OFF,
    TURN_ON,
    TEMPLATE_MESSAGE,
    ALLOW,
    REFUSE,
    REPLAY,
)
BOOK = CommandBook(COMMANDS)


def menu_of(rights: Mapping[Role, set[int]]) -> list[tuple[str, str]]:
    """Return (slash word, what it does) of the commands that somebody with *rights* may use, in menu order."""
    allowed = {may for role in rights for may in GRANTS[role]}
    return [(c.slash, c.about) for c in COMMANDS if c.in_menu and (c.needs is None or c.needs in allowed)]
