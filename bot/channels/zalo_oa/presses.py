"""How a button's token travels: as a text that begins with #, since Zalo knows no other answer to a button.

Whoever types the same text presses the same button, so a token that comes back is worth nothing by itself.
"""

from __future__ import annotations

import re

PAYLOAD_SIGNS = 1000
TOKEN_BYTES = 64
_TOKEN = re.compile(r"[a-z][a-z0-9]*(?::[ -~]*)?")
_PAYLOAD = re.compile(r"#([a-z][a-z0-9]*:[!-~]*)")


def payload_of(token: str) -> str:
    """Return the text that stands for *token*; empty for a token that no text of ours can stand for.

    A word without a colon gets one, so that "#menu" which somebody types stays what it is: a text.
    """
    if len(token) > TOKEN_BYTES or _TOKEN.fullmatch(token) is None:
        return ""
    written = token.replace("%", "%25").replace(" ", "%20")
    return f"#{written}" if ":" in written else f"#{written}:"


def token_of(text: str) -> str:
    """Return the token that *text* stands for; empty for any other text."""
    found = _PAYLOAD.fullmatch(text.strip())
    if found is None:
        return ""
    token = found[1].replace("%20", " ").replace("%25", "%")
    return token[:-1] if token.count(":") == 1 and token.endswith(":") else token
