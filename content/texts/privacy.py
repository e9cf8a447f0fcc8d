"""Kinds of personal data, as they are named to the writer of a text that holds one."""

PHONE = "số điện thoại"
ID_NUMBER = "số định danh, căn cước"
ACCOUNT = "số tài khoản"
CARD = "số thẻ bảo hiểm y tế"
PLATE = "biển số xe"
EMAIL = "địa chỉ thư điện tử"
PROFILE = "trang cá nhân"
HOUSE = "số nhà"
PERSON = "tên người"

# ---- general words that stand instead
A_PHONE = "một số điện thoại"
AN_ID = "một giấy tờ tùy thân"
AN_ACCOUNT = "một số tài khoản"
A_CARD = "một thẻ bảo hiểm"
A_PLATE = "một xe"
AN_EMAIL = "một địa chỉ thư điện tử"
A_PROFILE = "một trang cá nhân"
AN_ADDRESS = "một địa chỉ"
A_CITIZEN = "một người dân"
A_HOUSEHOLD = "một hộ dân"
A_COMRADE = "một đồng chí"
INSTEAD = (
    A_PHONE,
    AN_ID,
    AN_ACCOUNT,
    A_CARD,
    A_PLATE,
    AN_EMAIL,
    A_PROFILE,
    AN_ADDRESS,
    A_CITIZEN,
    A_HOUSEHOLD,
    A_COMRADE,
)

# ---- the way out that is offered
OFFER = 'Nội dung có vẻ chứa thông tin cá nhân ({kind}). {Addr} có thể dùng câu này:\n"{text}"'
USE_THIS = "Dùng câu này"
WRITE_ANEW = "Viết lại"

# ---- photos
PHOTO_NOTE = "Ảnh chụp toàn cảnh buổi nói chuyện; không chụp rõ mặt người dân, không chụp danh sách, giấy tờ."
PHOTO_REFUSED = {
    "huge": "Ảnh có kích thước quá lớn nên không nhận được. Đề nghị chụp lại hoặc gửi ảnh nhỏ hơn.",
    "broken": "Không mở được ảnh này. Đề nghị gửi lại ảnh dạng JPEG, PNG hoặc WebP.",
}
