"""Forms of the office and their versions; submissions name the version that was answered."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Json, Key, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Each has a default or may be empty: the previous release goes on beside it.
COLUMNS: tuple[tuple[str, sa.Column[Any]], ...] = (
    ("submission", sa.Column("form_version_id", sa.BigInteger(), nullable=True)),
    ("submission", sa.Column("name", sa.String(), nullable=False, server_default=sa.text("''"))),
    ("submission", sa.Column("is_test", sa.Boolean(), nullable=False, server_default=sa.text("false"))),
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "form",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit_id", sa.BigInteger(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_form_unit_id")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_form_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form")),
        sa.UniqueConstraint("code", name=op.f("uq_form_code")),
    )
    op.create_table(
        "form_version",
        sa.Column("id", Key, nullable=False),
        sa.Column("form_id", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("definition", Json(), nullable=False),
        sa.Column("preview", Json(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("published_by", sa.BigInteger(), nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("published_by IS NULL OR published_by <> author_id", name=op.f("ck_form_version_four_eyes")),
        sa.CheckConstraint(
            "state = 'draft' OR published_by IS NOT NULL", name=op.f("ck_form_version_published_by_somebody")
        ),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_form_version_form_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_form_version_file_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_form_version_author_id")),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name=op.f("fk_form_version_published_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_version")),
        sa.UniqueConstraint("form_id", "n", name=op.f("uq_form_version_form_id_n")),
    )
    for table, column in COLUMNS:
        op.add_column(table, column)


def downgrade() -> None:
    """Take back."""
    for table, column in reversed(COLUMNS):
        op.drop_column(table, column.name)
    op.drop_table("form_version")
    op.drop_table("form")
