"""How the fake says no."""

from __future__ import annotations

WORDS = {
    -32: "Rate limit exceeded for OA",
    -100: "Attachment is expired or unknown",
    -200: "Send message failed",
    -201: "Invalid parameter",
    -210: "Parameter exceeds allowed limit",
    -211: "Out of quota",
    -213: "User has not followed OA",
    -216: "Access token is invalid",
    -217: "User blocked invitations from OA",
    -220: "Access token is expired or removed",
    -227: "User is banned or inactive for more than 45 days",
    -230: "User has not interacted with OA in the past 7 days",
    -233: "Message type is not supported",
    -234: "Message is not allowed between 22:00 and 06:00",
    -235: "This API does not support this type of OA",
    -240: "MessageV2 API has been shut down, please use MessageV3",
    -249: "Template cannot be sent by UID",
    -321: "ZCA account is out of money",
    -108: "Phone number is invalid",
    -109: "Template is invalid",
    -115: "Out of balance",
    -118: "Zalo account does not exist",
    -133: "ZNS is not allowed to be sent at night",
    -1122: "Template data is missing a parameter",
}


class Refusal(Exception):
    """An answer whose `error` is not 0."""

    def __init__(self, code: int, detail: str = "") -> None:
        self.code = code
        self.words = WORDS.get(code, "Unknown error") + (f": {detail}" if detail else "")
        super().__init__(self.words)
