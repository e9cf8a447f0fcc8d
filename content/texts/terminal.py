"""What the phone in the terminal says around the chat itself."""

from typing import Final

WELCOME: Final = "Bản minh họa tạm thời, mất khi đóng. Đang dùng máy của {name} ({role}). Gõ chữ, hoặc [Nhãn nút] để bấm; Ctrl+D để thôi."
NOBODY: Final = 'Không có ai là "{who}" trong bản minh họa. Chọn một trong: {people}.'
NO_BUTTON: Final = 'Không có nút "{label}" trên màn hình.'
