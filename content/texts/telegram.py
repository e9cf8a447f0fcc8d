"""What only Telegram shows: the button that shares a number, and the small note over a pressed button."""

SHARE_PHONE = "Gửi số điện thoại của tôi"
PRESS_BUSY = "Hệ thống đang bận, sẽ xử lý ngay khi xong việc."
