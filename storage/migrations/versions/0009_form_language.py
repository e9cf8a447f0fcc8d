"""People fill in forms that have several languages in the one they chose last."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; the default lets the previous release go on beside it."""
    op.add_column("person", sa.Column("form_language", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take back."""
    op.drop_column("person", "form_language")
