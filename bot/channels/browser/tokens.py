"""The token in a personal link: who holds it is that chat; nothing but its keyed hash is stored."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from hashlib import sha256

NONCE_BYTES = 16  # 128 bits nobody can guess
SEAL_BYTES = 8  # refuses made-up tokens without a look into the database
PATTERN = r"[A-Za-z0-9_-]{32}"  # what base64 makes of the 24 bytes


class Tokens:
    """Issues tokens, knows its own again, and says which chat one opens. All follow from the secret key."""

    def __init__(self, secret_key: str) -> None:
        self._key = secret_key.encode()

    def issue(self) -> str:
        """Return a token for a new chat."""
        return self._sealed(secrets.token_bytes(NONCE_BYTES))

    def derive(self, label: str) -> str:
        """Return the token that belongs to *label*, always the same one: for the phones of the demo office."""
        return self._sealed(self._mac("label", label.encode())[:NONCE_BYTES])

    def is_ours(self, token: str) -> bool:
        """Say whether *token* was issued with this secret key."""
        try:
            raw = base64.urlsafe_b64decode(token.encode())
        except (UnicodeEncodeError, binascii.Error):
            return False
        if len(raw) != NONCE_BYTES + SEAL_BYTES:
            return False
        return hmac.compare_digest(raw[NONCE_BYTES:], self._mac("seal", raw[:NONCE_BYTES])[:SEAL_BYTES])

    def chat(self, token: str) -> str:
        """Return the chat that *token* opens: 32 hex digits, from which no token can be found."""
        return self._mac("chat", token.encode()).hex()[:32]

    def _sealed(self, nonce: bytes) -> str:
        return base64.urlsafe_b64encode(nonce + self._mac("seal", nonce)[:SEAL_BYTES]).decode()

    def _mac(self, purpose: str, what: bytes) -> bytes:
        return hmac.digest(self._key, b"browser:" + purpose.encode() + b":" + what, sha256)
