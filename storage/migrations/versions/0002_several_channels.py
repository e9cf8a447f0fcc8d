"""Several channels: windows, moves between chats, allowances, changing tokens, personal pages."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.tables.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Each has a default or may be empty: the previous release goes on beside it.
COLUMNS: tuple[tuple[str, sa.Column[Any]], ...] = (
    ("chat", sa.Column("heard_at", UtcDateTime(), nullable=True)),
    ("person", sa.Column("links_void_at", UtcDateTime(), nullable=True)),
    ("file", sa.Column("picture_id", sa.BigInteger(), nullable=True)),
    ("file_remote", sa.Column("expires_at", UtcDateTime(), nullable=True)),
    ("lane", sa.Column("is_off", sa.Boolean(), nullable=False, server_default=sa.text("false"))),
    ("delivery", sa.Column("arrived_at", UtcDateTime(), nullable=True)),
    ("delivery", sa.Column("seen_at", UtcDateTime(), nullable=True)),
    ("delivery", sa.Column("moved_from", sa.String(), nullable=True)),
    ("delivery", sa.Column("by_template", sa.Boolean(), nullable=False, server_default=sa.text("false"))),
)
ZALO_SAID = sa.text("lane = 'zalo_oa' AND provider_id IS NOT NULL")


def upgrade() -> None:
    """Apply."""
    for table, column in COLUMNS:
        op.add_column(table, column)
    op.create_index(
        "ix_delivery_provider", "delivery", ["lane", "provider_id"],
        sqlite_where=ZALO_SAID, postgresql_where=ZALO_SAID,
    )  # fmt: skip
    op.create_table(
        "lane_use",
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("paid", sa.Integer(), nullable=False),
        sa.Column("templates", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lane", "month", name=op.f("pk_lane_use")),
    )
    op.create_table(
        "credential",
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("access", sa.String(), nullable=False),
        sa.Column("refresh", sa.String(), nullable=False),
        sa.Column("access_until", UtcDateTime(), nullable=False),
        sa.Column("refresh_until", UtcDateTime(), nullable=False),
        sa.Column("refresher", sa.String(), nullable=False),
        sa.Column("refreshing_until", UtcDateTime(), nullable=True),
        sa.Column("fault", sa.String(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_credential")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("credential")
    op.drop_table("lane_use")
    op.drop_index("ix_delivery_provider", "delivery")
    for table, column in reversed(COLUMNS):
        op.drop_column(table, column.name)
