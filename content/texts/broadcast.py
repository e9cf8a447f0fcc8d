"""A broadcast on its way: started, watched, paused, stopped, and who could not be reached."""

from typing import Final

SEND: Final = "Phát văn bản đã duyệt"
PROGRESS: Final = "Tiến độ phát"
WORDS_SEND: Final = ("phát", "phát hành", "phát ngay")
WORDS_PROGRESS: Final = ("tiến độ",)
WORDS_PAUSE: Final = ("tạm dừng",)
WORDS_RESUME: Final = ("gửi tiếp",)
WORDS_STOP: Final = ("dừng hẳn",)
WORDS_RESEND: Final = ("gửi lại cho người chưa nhận", "gửi lại")
WORD_PROGRESS: Final = "tiến độ {n}"
WORD_SEND_ONE: Final = "phát {n}"
WORDS_NUMBER: Final = ("số", "so")

SENDING: Final = "Đang gửi: {done}/{total}."
PAUSED: Final = "Tạm dừng ở {done}/{total}."
PAUSED_QUIET: Final = "Ngoài giờ gửi tin, tạm dừng ở {done}/{total}. Hệ thống gửi tiếp từ 7:30."
PAUSED_REJECTED: Final = "Tạm dừng ở {done}/{total}: ứng dụng từ chối nội dung này nhiều lần liên tiếp."
SENT_REPORT: Final = "Đã gửi {ok}/{total}. Chưa nhận được: {failed} (xem danh sách)."
SENT_ALL: Final = "Đã gửi {ok}/{total}."
STOPPED: Final = "Đã dừng. Đã gửi {ok}/{total}, không gửi tiếp {cancelled}."
OUTDATED: Final = "Văn bản đã hết thời hạn áp dụng nên dừng gửi. Đã gửi {ok}/{total}, quá hạn {expired}."
NOT_STARTED: Final = "Chưa gửi. {when}"
UNCERTAIN: Final = "Chưa rõ đã đến hay chưa: {n}."
ACK_COVER: Final = "Đã xác nhận: {done}/{total} người ({percent}%)."
HEAD: Final = "Đợt phát {n}: {title}"
HEAD_WITHDRAWAL: Final = "Thông báo thu hồi {n}: {title}"

BUTTON_REFRESH: Final = "Cập nhật"
BUTTON_PAUSE: Final = "Tạm dừng"
BUTTON_RESUME: Final = "Gửi tiếp"
BUTTON_STOP: Final = "Dừng hẳn"
WORD_STOP: Final = "dừng hẳn {n}"
BUTTON_FAILS: Final = "Danh sách lỗi"
BUTTON_SHEET: Final = "Tệp danh sách"
BUTTON_SEND: Final = "Phát ngay"
WORD_SEND: Final = "phát ngay {n}"
BUTTON_AGAIN: Final = "Phát cho người nhận khác"

BUTTON_RESEND: Final = "Gửi lại cho người chưa nhận"
WORD_RESEND: Final = "gửi lại cho người chưa nhận {n}"
RESEND_LATER: Final = "Đợt phát {n} {state}. Gửi lại được khi đợt phát đã xong hoặc đã dừng."
RESEND_OPEN: Final = "Số {n} đang gửi lại cho những người này ({state}). Xong số đó mới lập đợt khác."
ALL_REACHED: Final = "Không còn ai chưa nhận được đợt phát {n}."

LIST: Final = "Các đợt phát gần đây:"
LINE: Final = "{n}. {title} ({state})"
NONE: Final = "Chưa có đợt phát nào trong phạm vi của {addr}."
NO_SUCH: Final = 'Không có đợt phát số {n}. Gõ "tiến độ" để xem danh sách.'
FAILS: Final = "Chưa nhận được ({n} người):"
FAIL_LINE: Final = "{n}. {person}, {unit}: {what} {do}"
FAILS_MORE: Final = '… và {n} người nữa. Gõ "tệp danh sách" để nhận tệp Excel.'
NO_FAILS: Final = "Đến lúc này chưa có trường hợp nào gửi không được."
SHEET_COMING: Final = "Hệ thống đang lập tệp danh sách, xin chờ ít giây."
SHEET_READY: Final = "Danh sách nhận của đợt phát {n}."

WAITING: Final = "Đã duyệt, chờ phát:"
NOTHING_WAITS: Final = "Không có văn bản nào đã duyệt đang chờ phát."
STARTED: Final = "Bắt đầu gửi đợt phát {n} tới {total} người."
PLANNED: Final = "Đợt phát {n} sẽ gửi lúc {time} ngày {date}."
QUIET: Final = "Đang ngoài giờ gửi tin (7:30 - 20:30). Đợt phát {n} sẽ gửi lúc {time} ngày {date}."
CANNOT_SEND: Final = "Đợt phát {n} {state}, không phát được."
PAUSE_DONE: Final = "Đã tạm dừng đợt phát {n}."
RESUME_DONE: Final = "Đã gửi tiếp đợt phát {n}."
STOP_DONE: Final = "Đã dừng hẳn đợt phát {n}. Những tin đang trên đường vẫn có thể đến."
CANNOT_CHANGE: Final = "Đợt phát {n} {state}, không làm được việc này."
NUMBERED: Final = "Số {n}"
