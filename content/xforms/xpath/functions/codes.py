"""Hashes, codes and chance. Chance is worked out of a seed and a place, so that the same filling is always the same."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import uuid
from collections.abc import Sequence
from typing import Final, TypeVar

from content.xforms.xpath.functions.table import Function
from content.xforms.xpath.values import Atom, number_of, text_of

_HASHES: Final = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_SIGNATURE_BYTES: Final = 64  # of Ed25519 (RFC 8032)
_LONGEST_CODE: Final = 255
_MODULUS: Final = 2_147_483_647  # Park and Miller's generator, which the ODK XForms specification names for randomize()
_FACTOR: Final = 16_807

T = TypeVar("T")


def chance(seed: str, path: str, place: int) -> float:
    """Return a number from 0 to below 1 that belongs to the seed, the node and the place of the call."""
    return int.from_bytes(_stuff(seed, path, place)[:7], "big") / (1 << 56)


def unique(seed: str, path: str, place: int, length: float | None) -> str:
    """Return an RFC 4122 identifier that belongs to seed, node and place; with *length*, so many signs instead."""
    if length is None:
        return str(uuid.UUID(bytes=_stuff(seed, path, place)[:16], version=4))
    if not 0 < length <= _LONGEST_CODE:
        return ""
    signs = "".join(hashlib.sha256(_stuff(seed, path, place) + bytes([n])).hexdigest() for n in range(4))
    return signs[: int(length)]


def shuffled(items: Sequence[T], seed: Atom) -> list[T]:
    """Return the items in an order that the seed alone decides."""
    state = _state(seed)
    mixed = list(items)
    for last in range(len(mixed) - 1, 0, -1):
        state = state * _FACTOR % _MODULUS
        other = int((state - 1) / (_MODULUS - 1) * (last + 1))
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed


def _state(seed: Atom) -> int:
    number = number_of(seed)
    if not math.isfinite(number):
        number = float(int.from_bytes(hashlib.sha256(text_of(seed).encode()).digest()[:6], "big"))
    elif not number.is_integer():
        number *= _MODULUS  # a seed of random() is below 1
    return int(number) % (_MODULUS - 1) + 1


def _stuff(seed: str, path: str, place: int) -> bytes:
    return hashlib.sha256(f"{seed}\0{path}\0{place}".encode()).digest()


def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    name = _HASHES.get(algorithm.strip().upper())
    if not name or encoding not in ("base64", "hex"):
        return ""
    made = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
    return made.hex() if encoding == "hex" else base64.b64encode(made).decode()


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _decoded(text: str) -> str:
    return (_bytes(text) or b"").decode("utf-8", "replace")


def _extract_signed(contents: str, key: str) -> str:
    """Return the text behind an Ed25519 signature, "" when key and signature do not fit."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (few forms need it)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    signed, public = _bytes(contents), _bytes(key)
    if not signed or not public:
        return ""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signed[:_SIGNATURE_BYTES], signed[_SIGNATURE_BYTES:])
        return signed[_SIGNATURE_BYTES:].decode()
    except (InvalidSignature, ValueError):
        return ""


FUNCTIONS: Final[dict[str, Function]] = {
    "digest": ("sss", _digest),
    "base64-decode": ("s", _decoded),
    "extract-signed": ("ss", _extract_signed),
}
