"""Every dialog in use, one file each."""

from handlers.outcome import Outcome
from handlers.outcomes import fix_my_data, office_setup
from handlers.outcomes.session_report import SESSION_REPORT_OUTCOME

OUTCOMES: tuple[Outcome, ...] = (SESSION_REPORT_OUTCOME, office_setup.OUTCOME, fix_my_data.OUTCOME)
