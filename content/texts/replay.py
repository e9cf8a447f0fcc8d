"""Updates that could not be handled, looked after by a person."""

ABOUT = "Xử lý lại tin bị lỗi"
WORDS = ("xử lý lại",)
NONE = "Không có tin nào chờ xử lý lại."
LIST = 'Tin chưa xử lý được:\n{lines}\nGõ "xử lý lại <mã>" để thử lại.'
LINE = "• {code}: {channel}, {time} ngày {date}, {state}"
STATES = {"dead": "đã thử nhiều lần", "overtaken": "đã có tin mới hơn của người gửi"}
AGAIN = "Đang xử lý lại tin {code}. Kết quả đến thẳng người gửi."
NO_SUCH = "Không có tin mang mã {code}."
NOT_PARKED = "Tin {code} không còn chờ: đã xử lý hoặc đang được thử lại."
