"""Pictures, recordings and films that come with a form: what is wrong in a packed form, what lacks, what came."""

from typing import Final

FAULTS: Final = {
    # ---- the packed file
    "zip_broken": "Không mở được tệp nén. Đề nghị nén lại dạng .zip rồi gửi lại.",
    "zip_large": "Tệp nén có nội dung vượt {most} MB. Đề nghị giảm dung lượng ảnh, âm thanh, phim hoặc bỏ bớt rồi gửi lại.",
    "zip_entries": "Tệp nén có trên {most} tệp. Đề nghị chỉ nén biểu mẫu và các tệp mà biểu mẫu dùng.",
    "zip_password": "Tệp nén có mật khẩu. Đề nghị nén lại, không đặt mật khẩu.",
    "zip_nested": 'Trong tệp nén có tệp nén khác: "{name}". Đề nghị lấy các tệp bên trong ra rồi nén lại một lần.',
    "zip_same_name": 'Tệp nén có hai tệp cùng tên: "{first}" và "{second}". Giữ một tệp, hoặc đổi tên một tệp.',
    "zip_no_sheet": "Tệp nén chưa có biểu mẫu. Thêm tệp biểu mẫu .xlsx, .xls, .csv hoặc .md vào rồi nén lại.",
    "zip_sheets": "Tệp nén có {n} biểu mẫu: {names}. Giữ một biểu mẫu trong mỗi tệp nén.",
    # ---- a file in it
    "name_long": "Tên tệp dài quá {most} ký tự. Đặt tên tệp ngắn hơn.",
    "image_long": 'Ảnh "{name}" quá dài hoặc quá hẹp (trên 20 lần). Cắt bớt ảnh.',
    "part_broken": 'Không đọc được tệp "{name}" trong tệp nén. Đề nghị nén lại dạng .zip thông thường.',
    "part_large": 'Tệp "{name}" vượt {most} MB. Đề nghị nén nhẹ hơn hoặc cắt ngắn.',
    "image_large": 'Ảnh "{name}" vượt {most} MB. Đề nghị lưu lại dạng JPEG hoặc thu nhỏ.',
    "image_huge": 'Ảnh "{name}" có kích thước quá lớn. Đề nghị thu nhỏ ảnh.',
    "image_broken": 'Không mở được ảnh "{name}". Đề nghị lưu lại dạng JPEG, PNG hoặc WebP.',
    "no_image": 'Tệp "{name}" không phải là ảnh. Cột này nhận ảnh JPEG, PNG hoặc WebP.',
    "no_audio": 'Tệp "{name}" không phải là bản ghi âm. Cột này nhận tệp MP3, M4A, OGG, WAV.',
    "no_video": 'Tệp "{name}" không phải là đoạn phim. Cột này nhận tệp MP4 hoặc WebM.',
}

# ---- in nobody's way
LACKING: Final = "Chưa có {files}. Gửi lại biểu mẫu kèm các tệp này trong một tệp .zip."
LACKING_FILE: Final = "tệp {name} ({at})"
NO_PLACE: Final = "Phần lặp không hiện ảnh, âm thanh, phim. Đặt tệp ở một dòng note bên trong phần lặp."
UNUSED: Final = "Không lưu {names}: biểu mẫu không nhắc đến ở cột image, audio, video."
UNUSED_FILE: Final = "tệp {name}"
MORE: Final = "{n} tệp khác"

# ---- what came
CAME: Final = "Kèm theo: {things}."
COUNTED: Final = {"image": "{n} ảnh", "audio": "{n} bản ghi âm", "video": "{n} đoạn phim"}
