"""What the front page says when there is no demo."""


def who(office: str) -> str:
    """Return the one line saying who this is."""
    return f"Đây là máy chủ nhắn tin nội bộ của {office}." if office else "Đây là máy chủ nhắn tin nội bộ."
