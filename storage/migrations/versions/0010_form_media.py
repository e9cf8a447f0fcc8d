"""Forms bring the pictures, recordings and films that their questions show."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Key

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; a table that the previous release does not know does not disturb it."""
    op.create_table(
        "form_media",
        sa.Column("id", Key, nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["form_version.id"], name=op.f("fk_form_media_version_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_form_media_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_media")),
        sa.UniqueConstraint("version_id", "name", name=op.f("uq_form_media_version_id_name")),
    )
    op.create_index(op.f("ix_form_media_file_id"), "form_media", ["file_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("form_media")
