"""One thing that seems to be personal data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

UPPER: Final = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER: Final = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"


@dataclass(frozen=True, slots=True)
class Found:
    """Where it stands in the text, what it is called to the writer, and general words to stand there instead."""

    kind: str
    start: int
    end: int
    instead: str
