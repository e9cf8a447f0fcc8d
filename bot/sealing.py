"""Seals what must be kept but not be readable in the database or a backup of it, under a key that SECRET_KEY gives."""

from __future__ import annotations

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FIRST = "s1."  # how it was sealed; another way gets another mark, and this one stays readable
PURPOSE = b"tokens of accounts, at rest"
KEY_BYTES, NONCE_BYTES = 32, 12


class WrongKey(Exception):
    """The text was sealed with another key, or damaged: what it held is gone, unless the old key comes back."""


class Sealer:
    """Seals and opens short texts. The key is used for nothing else, so no other use of SECRET_KEY weakens it."""

    def __init__(self, secret_key: str) -> None:
        derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE)
        self._cipher = AESGCM(derived.derive(secret_key.encode()))

    def seal(self, text: str) -> str:
        """Return *text* sealed: never the same twice, and any change to it is noticed."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, text.encode(), FIRST.encode())
        return FIRST + base64.urlsafe_b64encode(sealed).decode()

    def unseal(self, sealed: str) -> str:
        """Return what was sealed. Raises WrongKey."""
        if not sealed.startswith(FIRST):
            raise WrongKey("sealed in a way that this release does not know")
        try:
            raw = base64.b64decode(sealed.removeprefix(FIRST), altchars=b"-_", validate=True)
            return self._cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], FIRST.encode()).decode()
        except (InvalidTag, ValueError, binascii.Error):
            raise WrongKey("sealed with another SECRET_KEY, or damaged") from None
