"""A form asks one version at a time: the database itself refuses a second.

A process of the previous release that publishes meanwhile is refused and apologises; nothing is left half done.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NAME = "uq_form_version_published"
PUBLISHED = sa.text("state = 'published'")


def upgrade() -> None:
    """Apply; of several published at once, which only a race could leave, the newest stays."""
    op.execute(
        "UPDATE form_version SET state = 'retired' WHERE state = 'published' AND id NOT IN"
        " (SELECT max(id) FROM form_version WHERE state = 'published' GROUP BY form_id)"
    )
    op.create_index(
        NAME, "form_version", ["form_id"], unique=True, sqlite_where=PUBLISHED, postgresql_where=PUBLISHED
    )  # fmt: skip


def downgrade() -> None:
    """Take back."""
    op.drop_index(NAME, "form_version")
