"""Every dialog in use, one file each."""

from handlers.outcome import Outcome
from handlers.outcomes import (
    audience,
    correction,
    fix_my_data,
    new_form,
    office_setup,
    reason,
    report_for,
    send_again,
    talking_point,
    zero_reason,
)
from handlers.outcomes.session_report import SESSION_REPORT_OUTCOME

OUTCOMES: tuple[Outcome, ...] = (
    SESSION_REPORT_OUTCOME,
    talking_point.COMPOSED,
    talking_point.SUPPLEMENTED,
    talking_point.CONFIRMED,
    talking_point.CONFIRMED_WITH_BASES,
    talking_point.POINT_CHANGED,
    audience.SUBMITTED,
    reason.DECIDED,
    reason.WITHDRAWN,
    office_setup.OUTCOME,
    fix_my_data.OUTCOME,
    new_form.OUTCOME,
    correction.GIVEN_BACK,
    correction.ASKED,
    zero_reason.OUTCOME,
    report_for.OUTCOME,
    send_again.OUTCOME,
)
