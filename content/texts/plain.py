"""What is added to a message on channels that carry only text, or files of few kinds."""

from typing import Final

NUMBER: Final = "{n}. {label}"
WORD: Final = '• {label}: gõ "{word}"'
SAME_WORD: Final = '• Gõ "{word}"'
PAGE: Final = "Xem đầy đủ: {link}"
FILE: Final = "Tệp {name} ({size}): {link}"
FILE_ELSEWHERE: Final = (
    "Tệp {name} ({size}) không gửi được qua kênh này. Đề nghị nhận trên kênh khác hoặc liên hệ cơ quan."
)
KILOBYTES: Final = "{n} KB"
MEGABYTES: Final = "{n} MB"
PART: Final = "({n}/{all})"
