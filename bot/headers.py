"""What every page of ours tells the browser about trust, and whether a request came from our own page."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web


def page_headers(
    *, frame_ancestors: str = "'none'", frames: bool = False, socket: str = "", scripts: bool = True
) -> dict[str, str]:
    """Return the security headers of a page with data.

    *frame_ancestors* is `'self'` for the chat alone, so that the demo page can show phones; *frames* lets
    the page itself hold frames of this site; *socket* is an origin such as `wss://host` for browsers whose
    `'self'` does not cover websockets (Safari before 15.4). Without *scripts* nothing can run on the page.
    """
    policy = [
        "default-src 'none'",
        "script-src 'self'" if scripts else "script-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        f"connect-src 'self' {socket}".strip() if scripts else "connect-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        f"frame-ancestors {frame_ancestors}",
        "object-src 'none'",
    ]
    if frames:
        policy.append("frame-src 'self'")
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def from_our_page(request: web.Request, public_url: str = "") -> bool:
    """Say whether *request* was made by a page of this very site.

    The Origin, which every browser sends with a post or a websocket, must be the host that was asked or
    that of *public_url*. A form on a page without referrer sends `null`: then Sec-Fetch-Site decides.
    """
    origin = request.headers.get("Origin", "null")
    if origin == "null":
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return urlsplit(origin).netloc in {request.host, urlsplit(public_url).netloc} - {""}
