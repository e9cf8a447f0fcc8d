"""The personal link of one delivery: derived from it, so nothing is stored for a message and nothing can be guessed."""

from __future__ import annotations

import base64
import hmac
import re
from hashlib import sha256

from handlers.world import World

ID_BYTES = 6
SEAL_BYTES = 16  # 128 bits that nobody can guess
PATTERN = r"[A-Za-z0-9_-]{30}"  # what base64 makes of the 22 bytes
PATH = "/d/"
FILE = "/f"  # after the address of a page: the bytes of its file
PICTURE = "/p"  # and the picture of its first page
_ID_SIGNS = 8  # of the token, which the number fills exactly


def page_token(secret_key: str, delivery_id: int) -> str:
    """Return the token of a delivery's light page: its number, sealed."""
    number = delivery_id.to_bytes(ID_BYTES, "big")
    return base64.urlsafe_b64encode(number + _seal(secret_key, number)).decode().rstrip("=")


def read_token(secret_key: str, token: str) -> int | None:
    """Return the delivery whose token this is, or None for anything else: each page has one spelling only."""
    if re.fullmatch(PATTERN, token) is None:
        return None
    delivery_id = int.from_bytes(base64.urlsafe_b64decode(token[:_ID_SIGNS]), "big")
    return delivery_id if hmac.compare_digest(page_token(secret_key, delivery_id), token) else None


def link_of(world: World, delivery_id: int) -> str:
    """Return the address of a delivery's light page; empty where nobody could open it."""
    base = world.public_url.rstrip("/")
    return f"{base}{PATH}{page_token(world.secret_key, delivery_id)}" if base and delivery_id else ""


def _seal(secret_key: str, number: bytes) -> bytes:
    return hmac.digest(secret_key.encode(), b"page:" + number, sha256)[:SEAL_BYTES]
