"""Files that stand as answers: linked to their submission and question, so that they are kept as long as it is."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Key, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXES = ("submission_id", "file_id", "person_id")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "submission_file",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=True),
        sa.Column("file_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_submission_file_person_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_submission_file_submission_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_submission_file_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_file")),
        sa.UniqueConstraint("run", "path", "name", name=op.f("uq_submission_file_run_path_name")),
    )
    for column in INDEXES:
        op.create_index(op.f(f"ix_submission_file_{column}"), "submission_file", [column])


def downgrade() -> None:
    """Take back."""
    op.drop_table("submission_file")
