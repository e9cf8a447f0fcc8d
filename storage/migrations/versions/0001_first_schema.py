"""The first schema."""

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Json, Key, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit",
        sa.Column("id", Key, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", Key, nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before", Json(), nullable=True),
        sa.Column("after", Json(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_hash")),
    )
    op.create_table(
        "browser_message",
        sa.Column("seq", Key, nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("delivery_id", Key, nullable=True),
        sa.Column("entry", Json(), nullable=False),
        sa.Column("changed", Key, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_browser_message")),
        sa.UniqueConstraint("chat", "delivery_id", name=op.f("uq_browser_message_chat_delivery_id")),
    )
    with op.batch_alter_table("browser_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_browser_message_chat_changed"), ["chat", "changed"], unique=False)

    op.create_table(
        "chore",
        sa.Column("id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("request", Json(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("leased_until", sa.Double(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("dedup_key", sa.String(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chore")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_chore_dedup_key")),
    )
    with op.batch_alter_table("chore", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chore_state_due_at"), ["state", "due_at"], unique=False)

    op.create_table(
        "file",
        sa.Column("id", Key, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("stored_as", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_file_sha256")),
    )
    op.create_table(
        "heard",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("update_key", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "update_key", name=op.f("pk_heard")),
    )
    with op.batch_alter_table("heard", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_heard_at"), ["at"], unique=False)

    op.create_table(
        "lane",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rate", sa.Double(), nullable=False),
        sa.Column("tokens", sa.Double(), nullable=False),
        sa.Column("bulk_tokens", sa.Double(), nullable=False),
        sa.Column("refilled_at", sa.Double(), nullable=False),
        sa.Column("closed_until", sa.Double(), nullable=False),
        sa.Column("stopped", sa.String(), nullable=False),
        sa.Column("poller", sa.String(), nullable=False),
        sa.Column("poller_until", sa.Double(), nullable=False),
        sa.Column("offset", Key, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lane")),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "parked",
        sa.Column("id", Key, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("update_key", sa.String(), nullable=False),
        sa.Column("inbound", Json(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked")),
        sa.UniqueConstraint("channel", "update_key", name=op.f("uq_parked_channel_update_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_parked_reference")),
    )
    with op.batch_alter_table("parked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parked_state_next_at"), ["state", "next_at"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent_id", Key, nullable=True),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("merged_into_id", Key, nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["unit.id"], name=op.f("fk_unit_merged_into_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "file_remote",
        sa.Column("file_id", Key, nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("remote", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_file_remote_file_id")),
        sa.PrimaryKeyConstraint("file_id", "lane", name=op.f("pk_file_remote")),
    )
    op.create_table(
        "office",
        sa.Column("id", Key, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("superior", sa.String(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("courtesy", sa.String(), nullable=False),
        sa.Column("staff_contact", sa.String(), nullable=False),
        sa.Column("public_contact", sa.String(), nullable=False),
        sa.Column("privacy_contact", sa.String(), nullable=False),
        sa.Column("unit_id", Key, nullable=True),
        sa.Column("settings", Json(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_office_only_one")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_office_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_table(
        "person",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("chat_id", Key, nullable=True),
        sa.Column("consented_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("code", name=op.f("uq_person_code")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("decision_number", sa.String(), nullable=False),
        sa.Column("decision_date", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appointment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("person_id", "role", name=op.f("uq_appointment_person_id_role")),
    )
    op.create_table(
        "chat",
        sa.Column("id", Key, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("person_id", Key, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("pending", Json(), nullable=True),
        sa.Column("code_failures", sa.Integer(), nullable=False),
        sa.Column("first_failure_at", UtcDateTime(), nullable=True),
        sa.Column("not_before", UtcDateTime(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_chat_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_chat_channel_address")),
    )
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chat_person_id"), ["person_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("doc_kind", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("direct_only", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("bases", Json(), nullable=False),
        sa.Column("check_code", sa.String(), nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("author_id", Key, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_document_author_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_document_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("check_code", name=op.f("uq_document_check_code")),
    )
    op.create_table(
        "nudge",
        sa.Column("person_id", Key, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_nudge_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_nudge")),
    )
    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nudge_day"), ["day"], unique=False)

    op.create_table(
        "office_role",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("granted_by", Key, nullable=True),
        sa.Column("granted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["granted_by"], ["person.id"], name=op.f("fk_office_role_granted_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_office_role_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_office_role_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_role")),
        sa.UniqueConstraint("person_id", "role", "unit_id", name=op.f("uq_office_role_person_id_role_unit_id")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("request", Json(), nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("asked_by", Key, nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", Key, nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("is_agreed", sa.Boolean(), nullable=True),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name=op.f("ck_proposal_four_eyes")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_proposal_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_proposal_decided_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_proposal_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_table(
        "submission",
        sa.Column("id", Key, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answers", Json(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=False),
        sa.Column("amended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_submission_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("code", name=op.f("uq_submission_code")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_submission_person_id_submitted_at"), ["person_id", "submitted_at"], unique=False
        )

    op.create_table(
        "invite",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("used_chat_id", Key, nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("made_by", Key, nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_invite_made_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invite_person_id")),
        sa.ForeignKeyConstraint(["used_chat_id"], ["chat.id"], name=op.f("fk_invite_used_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invite")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invite_code_hash")),
    )
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invite_person_id"), ["person_id"], unique=False)

    op.create_table(
        "progress",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("dialog", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("progress", Json(), nullable=False),
        sa.Column("chat_id", Key, nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_progress_chat_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_progress_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
        sa.UniqueConstraint("person_id", "dialog", "subject", name=op.f("uq_progress_person_id_dialog_subject")),
        sa.UniqueConstraint("run", name=op.f("uq_progress_run")),
    )
    op.create_table(
        "revision",
        sa.Column("submission_id", Key, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("answers", Json(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", Key, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_revision_by")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_revision_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", "n", name=op.f("pk_revision")),
    )
    op.create_table(
        "session_point",
        sa.Column("submission_id", Key, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("document_id", Key, nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_session_point_document_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_session_point_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", "n", name=op.f("pk_session_point")),
    )
    with op.batch_alter_table("session_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_point_document_id"), ["document_id"], unique=False)

    op.create_table(
        "session_report",
        sa.Column("submission_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("unit_id", Key, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("session_date", sa.Date(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_report_person_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_session_report_submission_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_session_report_unit_id")),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_session_report")),
    )
    with op.batch_alter_table("session_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_report_person_id_session_date"), ["person_id", "session_date"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_session_report_session_date_unit_id"), ["session_date", "unit_id"], unique=False
        )

    op.create_table(
        "version",
        sa.Column("id", Key, nullable=False),
        sa.Column("document_id", Key, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("points", Json(), nullable=False),
        sa.Column("short_message", sa.String(), nullable=False),
        sa.Column("faq", Json(), nullable=False),
        sa.Column("file_id", Key, nullable=True),
        sa.Column("author_id", Key, nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", Key, nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> author_id", name=op.f("ck_version_four_eyes")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_version_author_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_version_decided_by")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_version_document_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_version_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("document_id", "n", name=op.f("uq_version_document_id_n")),
    )
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_state"), ["state"], unique=False)

    op.create_table(
        "broadcast",
        sa.Column("id", Key, nullable=False),
        sa.Column("version_id", Key, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("klass", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("audience", Json(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("any_hour", sa.Boolean(), nullable=False),
        sa.Column("author_id", Key, nullable=False),
        sa.Column("approved_by", Key, nullable=True),
        sa.Column("approved_at", UtcDateTime(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("fan_cursor", sa.Integer(), nullable=False),
        sa.Column("fan_done", sa.Boolean(), nullable=False),
        sa.Column("watch_chat_id", Key, nullable=True),
        sa.Column("watched", sa.String(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("uncertain", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("expired", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("acked", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("approved_by IS NULL OR approved_by <> author_id", name=op.f("ck_broadcast_four_eyes")),
        sa.ForeignKeyConstraint(["approved_by"], ["person.id"], name=op.f("fk_broadcast_approved_by")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_broadcast_author_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_broadcast_version_id")),
        sa.ForeignKeyConstraint(["watch_chat_id"], ["chat.id"], name=op.f("fk_broadcast_watch_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
    )
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_broadcast_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_broadcast_version_id"), ["version_id"], unique=False)

    op.create_table(
        "audience_member",
        sa.Column("broadcast_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name=op.f("fk_audience_member_broadcast_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_audience_member_person_id")),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id", name=op.f("pk_audience_member")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", Key, nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("klass", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("chat_id", Key, nullable=True),
        sa.Column("broadcast_id", Key, nullable=True),
        sa.Column("person_id", Key, nullable=True),
        sa.Column("message", Json(), nullable=True),
        sa.Column("dedup_key", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reads_lost", sa.Integer(), server_default="0", nullable=False),
        sa.Column("uncertain_before", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("leased_until", sa.Double(), nullable=True),
        sa.Column("provider_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name=op.f("fk_delivery_broadcast_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_delivery_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("broadcast_id", "person_id", name=op.f("uq_delivery_broadcast_id_person_id")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_delivery_dedup_key")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            "ix_delivery_open",
            ["chat_id", "klass", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued', 'sending')"),
            postgresql_where=sa.text("state IN ('queued', 'sending')"),
        )
        batch_op.create_index(
            "ix_delivery_ripe",
            ["lane", "klass", "broadcast_id", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'queued'"),
            postgresql_where=sa.text("state = 'queued'"),
        )
        batch_op.create_index("ix_delivery_said", ["chat_id", "sent_at"], unique=False)

    op.create_table(
        "receipt",
        sa.Column("version_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("broadcast_id", Key, nullable=True),
        sa.Column("chat_id", Key, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name=op.f("fk_receipt_broadcast_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_receipt_chat_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_receipt_person_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_receipt_version_id")),
        sa.PrimaryKeyConstraint("version_id", "person_id", name=op.f("pk_receipt")),
    )
    op.create_table(
        "rendering",
        sa.Column("broadcast_id", Key, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("message", Json(), nullable=False),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name=op.f("fk_rendering_broadcast_id")),
        sa.PrimaryKeyConstraint("broadcast_id", "channel", name=op.f("pk_rendering")),
    )

    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE library USING fts5 (title, body, tokenize = 'unicode61')")
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit"
                " BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END"
            )
    else:
        op.execute(
            "CREATE TABLE library (id bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL, words tsvector"
            " GENERATED ALWAYS AS (setweight(to_tsvector('simple', title), 'A')"
            " || setweight(to_tsvector('simple', body), 'D')) STORED)"
        )
        op.execute("CREATE INDEX ix_library_words ON library USING gin (words)")
        op.execute(
            "CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_kept()"
        )
        op.execute("ALTER TABLE delivery SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01)")


def downgrade() -> None:
    """The first schema has nothing before it."""
    raise NotImplementedError
