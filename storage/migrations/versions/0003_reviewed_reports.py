"""Reports that the office reads: who accepted or returned one, and what is to be mended."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Key, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Each has a default or may be empty: the previous release goes on beside it.
COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("reviewed_by", Key, nullable=True),
    sa.Column("reviewed_at", UtcDateTime(), nullable=True),
    sa.Column("returned_field", sa.String(), nullable=False, server_default=""),
    sa.Column("returned_reason", sa.String(), nullable=False, server_default=""),
)


def upgrade() -> None:
    """Apply."""
    for column in COLUMNS:
        op.add_column("submission", column)
    op.create_index("ix_submission_state_id", "submission", ["state", "id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_submission_state_id", "submission")
    for column in reversed(COLUMNS):
        op.drop_column("submission", column.name)
