"""The personal link of one delivery: derived from it, so nothing is stored for a message and nothing can be guessed."""

from __future__ import annotations

import base64
import binascii
import hmac
from hashlib import sha256

from handlers.world import World

ID_BYTES = 6
SEAL_BYTES = 16  # 128 bits that nobody can guess
PATTERN = r"[A-Za-z0-9_-]{30}"  # what base64 makes of the 22 bytes
PATH = "/d/"


def page_token(secret_key: str, delivery_id: int) -> str:
    """Return the token of a delivery's light page: its number, sealed."""
    number = delivery_id.to_bytes(ID_BYTES, "big")
    return base64.urlsafe_b64encode(number + _seal(secret_key, number)).decode().rstrip("=")


def read_token(secret_key: str, token: str) -> int | None:
    """Return the delivery whose token this is, or None for anything else."""
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii") + b"==")
    except (UnicodeEncodeError, binascii.Error):
        return None
    number, seal = raw[:ID_BYTES], raw[ID_BYTES:]
    is_ours = len(raw) == ID_BYTES + SEAL_BYTES and hmac.compare_digest(seal, _seal(secret_key, number))
    return int.from_bytes(number, "big") if is_ours else None


def link_of(world: World, delivery_id: int) -> str:
    """Return the address of a delivery's light page; empty where nobody could open it."""
    base = world.public_url.rstrip("/")
    return f"{base}{PATH}{page_token(world.secret_key, delivery_id)}" if base and delivery_id else ""


def _seal(secret_key: str, number: bytes) -> bytes:
    return hmac.digest(secret_key.encode(), b"page:" + number, sha256)[:SEAL_BYTES]
