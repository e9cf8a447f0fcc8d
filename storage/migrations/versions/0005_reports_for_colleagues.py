"""Reports for colleagues: who sent one instead of the person it counts for, and whether that person objected."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.tables.base import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Each may be empty: the previous release goes on beside it.
COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("submitted_by", sa.BigInteger(), nullable=True),
    sa.Column("objected_at", UtcDateTime(), nullable=True),
)


def upgrade() -> None:
    """Apply."""
    for column in COLUMNS:
        op.add_column("submission", column)
    op.create_index(op.f("ix_submission_submitted_by"), "submission", ["submitted_by"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_submission_submitted_by"), "submission")
    for column in reversed(COLUMNS):
        op.drop_column("submission", column.name)
