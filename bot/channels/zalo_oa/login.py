"""One authorisation of an Official Account by its admin: the link, and the code that comes back for it.

Source: zalo.md B2: PKCE with S256; the code works once, for ten minutes; the redirect is compared byte by byte. Some
consoles want the challenge declared beforehand and give the link themselves, then without a state: so the verifier may
be given.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from yarl import URL

CODE_SECONDS = 600.0
VERIFIER_BYTES = 32  # 43 signs
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")  # RFC 7636, 4.1
ALONE = re.compile(r"[A-Za-z0-9._~=+-]+")  # a code without the address around it
LOCAL = ("127.0.0.1", "localhost")


class NoCode(ValueError):
    """What was heard holds no code."""


class OtherState(ValueError):
    """The code belongs to another authorisation, perhaps to one that a stranger began."""


class Authorisation:
    """One attempt. Raises ValueError for a *redirect* or a *verifier* that cannot be right."""

    def __init__(self, redirect: str, verifier: str = "") -> None:
        try:
            self._redirect = URL(redirect, encoded=True)
        except ValueError:
            raise ValueError("redirect") from None
        is_whole = self._redirect.scheme in ("http", "https") and bool(self._redirect.host)
        if not is_whole or "?" in redirect or "#" in redirect or re.search(r"\s", redirect):
            raise ValueError("redirect")
        if verifier and not VERIFIER.fullmatch(verifier):
            raise ValueError("verifier")
        self.redirect = redirect
        self.verifier = verifier or secrets.token_urlsafe(VERIFIER_BYTES)
        self.state = secrets.token_urlsafe(16)
        self._link_may_be_the_consoles = bool(verifier)
        self.oa_id = ""  # as the callback named it

    @property
    def challenge(self) -> str:
        """What Zalo is told of the verifier."""
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()

    @property
    def local(self) -> tuple[int, str] | None:
        """Port and path of the redirect when it is this very machine, so that we can wait there; else None."""
        if self._redirect.host not in LOCAL or self._redirect.scheme != "http":
            return None
        return self._redirect.port or 80, self._redirect.path or "/"

    def link(self, oauth_url: str, app_id: str) -> str:
        """Return where the admin of the account agrees."""
        asked = {
            "app_id": app_id, "redirect_uri": self.redirect, "code_challenge": self.challenge, "state": self.state,
        }  # fmt: skip
        return str(URL(f"{oauth_url.rstrip('/')}/v4/oa/permission").with_query(asked))

    def code_in(self, heard: str) -> str:
        """Return the code in the address that came back, in a part of it, or in a code alone.

        Raises NoCode, or OtherState when the state is not the one of `link`; where the console made the link there
        need be none.
        """
        heard = heard.strip()
        if "code=" not in heard:
            if not ALONE.fullmatch(heard):
                raise NoCode
            return heard
        told = URL.build(query_string=heard.rpartition("?")[2].partition("#")[0], encoded=True).query
        code, state = told.get("code", ""), told.get("state", "")
        if not code:
            raise NoCode
        if not hmac.compare_digest(state.encode(), self.state.encode()) and (
            state or not self._link_may_be_the_consoles
        ):
            raise OtherState
        self.oa_id = told.get("oa_id", "")
        return code
