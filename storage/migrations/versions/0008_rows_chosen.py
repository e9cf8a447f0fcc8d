"""Rows of the office's own lists as they were when somebody chose them: names change, what was answered does not."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Json

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; the previous release goes on beside it without the column."""
    op.add_column("submission", sa.Column("rows_chosen", Json(), nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    """Take back."""
    op.drop_column("submission", "rows_chosen")
