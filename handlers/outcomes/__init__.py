"""Every dialog in use, one file each."""

from handlers.outcome import Outcome
from handlers.outcomes import audience, fix_my_data, office_setup, reason, talking_point, zero_reason
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
    zero_reason.OUTCOME,
)
