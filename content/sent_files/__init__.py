"""Files that people send as answers: what each is by its bytes, which are not taken, what of them is not kept."""

from content.sent_files.looks import Look, look
from content.sent_files.names import exported_name, is_kept_name, kept_name, sent_said, told_kind
from content.sent_files.places import without_places

__all__ = ["Look", "exported_name", "is_kept_name", "kept_name", "look", "sent_said", "told_kind", "without_places"]
