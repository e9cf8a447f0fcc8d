"""Words about forms of the office: what is wrong in their sheets, and what the chat makes of them."""

NO_FORM = {
    "empty": "Tệp rỗng. Đề nghị gửi lại tệp có biểu mẫu.",
    "too_big": "Tệp quá lớn để là một biểu mẫu{detail}. Giới hạn: 5 MB, 20.000 dòng và 200 cột mỗi trang. Đề nghị bỏ hình ảnh, dòng thừa rồi gửi lại.",
    "type": "Biểu mẫu phải là tệp .xlsx, .xls, .csv hoặc .md theo XLSForm{detail}.",
    "broken": "Không mở được tệp. Đề nghị mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại.",
    "password": "Tệp có mật khẩu. Đề nghị bỏ mật khẩu rồi gửi lại.",
    "no_survey": 'Không tìm thấy trang "survey" có dòng tiêu đề (type, name, label){detail}. Biểu mẫu XLSForm cần trang này.',
    "not_utf8": "Tệp không ở bảng mã UTF-8. Đề nghị lưu lại dạng CSV UTF-8 hoặc .xlsx.",
}

FAULTS = {
    # ---- columns
    "unknown_column": 'Cột "{name}" không có trong XLSForm nên bị bỏ qua.{near}',
    "ignored_column": 'Cột "{name}" không có tác dụng khi hỏi qua tin nhắn.',
    "column_twice": 'Cột "{name}" có hai lần. Giữ một cột, xóa cột kia.',
    "no_column": 'Trang "{sheet}" thiếu cột "{name}". Thêm cột này vào dòng tiêu đề.',
    "unknown_sheet": 'Trang "{name}" không thuộc XLSForm nên bị bỏ qua.{near}',
    "ignored_sheet": 'Trang "{name}" không có tác dụng khi hỏi qua tin nhắn.',
    "no_rows": "Biểu mẫu chưa có câu hỏi nào. Thêm ít nhất một dòng dưới dòng tiêu đề.",
    "nothing_asked": "Biểu mẫu không hỏi câu nào: mọi dòng đều là ghi chú hoặc giá trị tự tính. Thêm ít nhất một câu hỏi.",
    # ---- types and names
    "no_type": "Dòng này chưa có loại câu hỏi. Ghi loại (text, integer, select_one …) vào cột type, hoặc xóa dòng.",
    "unknown_type": 'Không có loại câu hỏi "{name}".{near}',
    "no_name": 'Câu hỏi chưa có tên. Ghi một tên ngắn, không dấu, không khoảng trắng vào cột name, ví dụ "so_nguoi".',
    "bad_name": 'Tên "{name}" không dùng được. Tên bắt đầu bằng chữ, chỉ gồm chữ, số, dấu _ - hoặc dấu chấm.{near}',
    "name_twice": 'Tên "{name}" đã dùng ở {first}. Đặt tên khác.',
    "name_alike": 'Tên "{name}" chỉ khác tên ở {first} về chữ hoa, chữ thường. Nên đặt tên khác hẳn.',
    "section_twice": 'Tên vòng lặp "{name}" đã dùng ở {first}. Mỗi vòng lặp cần một tên riêng.',
    "reserved_name": 'Tên "{name}" dành riêng cho hệ thống. Đặt tên khác.',
    "audit_name": "Dòng audit không nhận tên khác. Để trống cột name.",
    "no_calculation": 'Dòng "calculate" chưa có công thức. Ghi công thức vào cột calculation.',
    "no_label": 'Câu hỏi "{name}" chưa có lời hỏi. Ghi vào cột label.',
    "big_image_alone": "Cột big-image cần có cột image cho cùng câu hỏi. Thêm tên tệp ảnh vào cột image.",
    # ---- groups and repeats
    "end_alone": '"{name}" không có dòng mở tương ứng. Xóa dòng này hoặc thêm dòng "begin {word}" phía trên.',
    "end_other": '"{name}" không khớp với "begin {word}" mở ở {first}. Sửa lại cho cùng loại.',
    "never_ended": '"{name}" mở mà không đóng. Thêm dòng "end {word}".',
    "empty_section": 'Nhóm "{name}" không có câu hỏi nào nên sẽ bị bỏ qua.',
    "count_elsewhere": "Cột repeat_count chỉ dùng cho dòng begin repeat. Xóa ô này.",
    # ---- lists
    "no_list": 'Thiếu tên danh sách sau "{name}". Ví dụ: {name} hinh_thuc.',
    "unknown_list": 'Không có danh sách "{name}" trong trang choices.{near}',
    "list_not_repeat": '"{name}" không nằm trong vòng lặp nào nên không làm danh sách được. Dùng câu hỏi trong begin repeat.',
    "choice_no_list": "Lựa chọn này chưa thuộc danh sách nào. Ghi tên danh sách vào cột list_name.",
    "choice_no_name": 'Lựa chọn trong danh sách "{name}" chưa có giá trị. Ghi giá trị ngắn, không dấu vào cột name.',
    "choice_twice": 'Giá trị "{name}" đã có trong danh sách này ở {first}. Đặt giá trị khác, hoặc ghi allow_choice_duplicates = yes trong trang settings.',
    "choice_space": 'Giá trị "{name}" có khoảng trắng, không dùng được cho câu chọn nhiều. Thay bằng dấu _ : "{better}".',
    "choice_no_label": 'Lựa chọn "{name}" chưa có nhãn nên sẽ hiện đúng giá trị này.',
    "list_unused": 'Danh sách "{name}" không câu hỏi nào dùng.',
    "other_filtered": "or_other không đi cùng choice_filter. Bỏ or_other và thêm lựa chọn Khác vào danh sách.",
    "other_no_choices": "or_other cần một danh sách trong trang choices.",
    "filter_elsewhere": "Cột choice_filter chỉ dùng cho câu chọn. Xóa ô này.",
    "filter_column": 'Bộ lọc dùng cột "{name}" mà danh sách "{list}" không có cột đó.{near}',
    "file_kind": 'Danh sách "{name}" phải là tệp .csv. Lưu danh sách dạng .csv hoặc chép vào trang choices.',
    "file_from_outside": 'Danh sách "{name}" không phải danh sách của hệ thống: cần nạp tệp này cùng biểu mẫu, hoặc chép vào trang choices.',
    "file_in_type": 'Danh sách "{name}" là tệp: ghi loại là {word}_from_file {name}.',
    # ---- expressions
    "bad_ref": "{cell} có dấu ${{ viết chưa đúng. Viết ${{tên_câu_hỏi}}.",
    "unknown_ref": "{cell} nhắc đến ${{{name}}} nhưng không có câu hỏi nào tên như vậy.{near}",
    "ambiguous_ref": "{cell} nhắc đến ${{{name}}} nhưng có nhiều câu hỏi cùng tên này. Đổi tên cho khác nhau.",
    "circle": "Các công thức nhắc vòng tròn đến nhau: {names}. Bỏ một chiều.",
    "circle_itself": 'Công thức của "{name}" nhắc đến chính nó. Bỏ chỗ nhắc đó.',
    "expression": '{cell} có công thức sai tại ký tự {at} ("{near_at}"): {why}',
    "trigger": "Cột trigger chỉ nhận tên câu hỏi dạng ${{tên_câu_hỏi}}.",
    "trigger_alone": "Cột trigger không có tác dụng khi không có công thức ở cột calculation.",
    # ---- parameters
    "parameter_form": 'Cột parameters viết chưa đúng ở "{name}". Viết dạng start=0 end=10 step=1.',
    "parameter_unknown": 'Loại "{word}" không có tham số "{name}". Dùng: {accepted}.',
    "parameter_none": 'Loại "{word}" không nhận tham số nào. Xóa "{name}".',
    "parameter_ignored": 'Tham số "{name}" không có tác dụng khi hỏi qua tin nhắn.',
    "parameter_number": 'Tham số "{name}" phải là một con số, đang là "{value}".',
    "parameter_flag": 'Tham số "{name}" phải là true hoặc false, đang là "{value}".',
    "step_zero": "Tham số step phải khác 0.",
    "step_wide": "Tham số step ({step}) lớn hơn khoảng từ {start} đến {end}. Giảm step.",
    "seed_alone": "Tham số seed chỉ dùng cùng randomize=true.",
    # ---- languages and settings
    "untranslated": "Bản {language} còn thiếu {n} chỗ: {cells}. Chỗ thiếu sẽ hiện bằng {other}.",
    "language_twice": 'Cột "{name}" và "{other}" là một tiếng viết hai cách, nên thành hai tiếng. Viết giống nhau ở mọi cột.',
    "unknown_language": 'Ngôn ngữ mặc định "{name}" không có cột nào.{near}',
    "bad_form_id": 'form_id "{name}" không dùng được. Chỉ dùng chữ không dấu, số và dấu _ - .',
    # ---- the session report
    "bound_missing": 'Báo cáo buổi phải có câu hỏi tên "{name}" ({meaning}): số liệu tổng hợp lấy từ đó. Thêm câu hỏi này.',
    "bound_kind": 'Câu "{name}" ({meaning}) phải thuộc loại {accepted}, đang là {word}.',
    "bound_repeat": 'Câu "{name}" ({meaning}) nằm trong vòng lặp nên không tổng hợp được. Đưa ra ngoài vòng lặp.',
    "bound_relevant": 'Câu "{name}" ({meaning}) phải luôn được hỏi. Bỏ điều kiện ở cột relevant.',
    "bound_group": 'Câu "{name}" ({meaning}) phải đứng ngoài mọi nhóm. Đưa ra ngoài nhóm.',
    "bound_list": 'Câu "{name}" ({meaning}) phải lấy danh sách của hệ thống. Ghi loại {kind}_from_file {list}.',
    "bound_required": 'Câu "{name}" ({meaning}) phải bắt buộc trả lời. Ghi yes vào cột required.',
    # ---- the last word
    "pyxform": "Công cụ chuẩn XLSForm chưa chấp nhận biểu mẫu, nguyên văn: {said}",
}

CELLS = {
    "label": "Lời hỏi",
    "hint": "Gợi ý",
    "guidance_hint": "Hướng dẫn",
    "relevant": "Điều kiện hỏi",
    "constraint": "Ràng buộc",
    "constraint_message": "Lời báo ràng buộc",
    "required": "Cột required",
    "required_message": "Lời báo bắt buộc",
    "default": "Giá trị mặc định",
    "calculation": "Công thức",
    "trigger": "Cột trigger",
    "choice_filter": "Bộ lọc",
    "parameters": "Cột parameters",
    "read_only": "Cột read_only",
    "repeat_count": "Số lần lặp",
    "instance_name": "Cột instance_name",
    "type": "Loại câu hỏi",
}

THIS_CELL = "Ô này"

NEAR = ' Có phải "{name}"?'

REFUSED = {
    "geotrace": "Không vẽ được đường đi trong trò chuyện. Thay bằng geopoint cho từng điểm, hoặc image để gửi ảnh sơ đồ.",
    "geoshape": "Không vẽ được vùng trên bản đồ trong trò chuyện. Thay bằng geopoint, hoặc image để gửi ảnh sơ đồ.",
    "osm": "Không dùng được dữ liệu OpenStreetMap trong trò chuyện. Thay bằng text hoặc select_one.",
    "background-audio": "Không ghi âm ngầm. Nếu cần âm thanh, dùng loại audio để người báo cáo tự gửi.",
    "background-geopoint": "Không lấy vị trí ngầm. Nếu cần vị trí, dùng geopoint để người báo cáo tự gửi.",
    "xml-external": "Không đọc tệp XML ngoài. Lưu danh sách dạng .csv và dùng csv-external.",
    "select_one_external": "Không dùng select_one_external. Đưa danh sách vào trang choices, dùng select_one với choice_filter.",
    "cascading_select": "cascading_select là cách viết đã bỏ. Dùng select_one với choice_filter.",
    "begin_loop": "begin loop là cách viết đã bỏ. Dùng begin repeat, hoặc viết riêng từng câu hỏi.",
    "signature": "Không ký tên được trong trò chuyện. Dùng acknowledge để xác nhận, hoặc image để gửi ảnh bản đã ký.",
    "draw": "Không vẽ được trong trò chuyện. Bỏ appearance này: người báo cáo gửi ảnh đã có.",
    "image-map": "Không chọn được trên hình trong trò chuyện. Bỏ appearance này để hỏi bằng danh sách.",
    "printer": "Không in được từ trò chuyện. Bỏ appearance này.",
    "ex": "Không mở ứng dụng khác từ trò chuyện được. Bỏ appearance này.",
}

FALLBACK = {
    "geopoint": "Người báo cáo gửi vị trí, hoặc gõ vĩ độ và kinh độ.",
    "barcode": "Người báo cáo gõ các số dưới mã vạch.",
    "deviceid": "Trò chuyện không có mã máy: ghi mã của cuộc trò chuyện.",
    "phonenumber": "Lấy số điện thoại trong danh sách cán bộ, nếu có.",
    "email": "Trò chuyện không biết thư điện tử: để trống.",
    "simserial": "Trò chuyện không biết số SIM: để trống.",
    "subscriberid": "Trò chuyện không biết mã thuê bao: để trống.",
    "audit": "Hệ thống đã có lịch sử thao tác riêng: dòng này không ghi thêm gì.",
    "start-geopoint": "Không tự lấy vị trí khi bắt đầu: để trống.",
    "annotate": "Không ghi chú lên ảnh: người báo cáo gửi ảnh đã có.",
    "new-front": "Không mở được máy ảnh: người báo cáo gửi ảnh.",
    "selfie": "Không mở được máy ảnh: người báo cáo gửi ảnh.",
    "field-list": "Trò chuyện hỏi từng câu một.",
    "table-list": "Không có bảng lưới: trò chuyện hỏi từng câu một.",
    "list": "Không có bảng lưới: trò chuyện hỏi từng câu một.",
    "list-nolabel": "Không có bảng lưới: trò chuyện hỏi từng câu một.",
    "label": "Không có bảng lưới: dòng nhãn này hiện như một danh sách.",
    "likert": "Thang đo hiện như một danh sách có số.",
    "map": "Không có bản đồ: hỏi bằng tin nhắn.",
    "placement-map": "Không có bản đồ: người báo cáo gửi vị trí.",
    "maps": "Không có bản đồ: người báo cáo gửi vị trí.",
    "month-year": "Người báo cáo gõ đủ ngày, tháng, năm.",
    "year": "Người báo cáo gõ đủ ngày, tháng, năm.",
    "no-calendar": "Người báo cáo gõ ngày.",
    "thousands-sep": "Số được đọc lại có dấu chấm hàng nghìn.",
    "bearing": "Không có la bàn: người báo cáo gõ số.",
    "rating": "Người báo cáo gõ số.",
    "picker": "Người báo cáo gõ số.",
    "vertical": "Người báo cáo gõ số.",
    "no-ticks": "Người báo cáo gõ số.",
    "counter": "Người báo cáo gõ số.",
    "distress": "Người báo cáo gõ số.",
    "no-buttons": "Hiện như một danh sách có số.",
    "numbers": "Người báo cáo gõ số.",
    "url": "Không mở được trang trong lúc hỏi: địa chỉ hiện thành chữ.",
    "masked": "Không che được chữ đang gõ.",
}

BOUND = {
    "session_date": "ngày tổ chức",
    "place": "nơi tổ chức",
    "form": "hình thức",
    "topics": "nội dung",
    "headcount": "số người nghe",
    "duration": "thời lượng",
    "audience": "thành phần",
    "questions": "số câu hỏi",
    "concerns": "vấn đề quan tâm",
    "embedded_in": "lồng ghép",
    "speaker": "người trình bày",
    "media": "phương tiện",
    "proposals": "kiến nghị",
    "place_other": "nơi khác",
    "topics_other": "nội dung khác",
    "proposals_other": "kiến nghị khác",
}

NO_LANGUAGE = 'Biểu mẫu không có tiếng "{name}". Các tiếng: {languages}.'
FAULTS_HEAD = "Biểu mẫu có {n} chỗ cần sửa:"
WARNINGS_HEAD = "Lưu ý:"

EXPRESSION = {
    "empty": "chưa có gì bên trong. Điền công thức hoặc xóa ô.",
    "unclosed_string": "thiếu dấu nháy đóng. Thêm dấu nháy ở cuối chuỗi chữ.",
    "unclosed_bracket": "thiếu dấu ngoặc đóng. Đếm lại các dấu ngoặc.",
    "unexpected": 'không chờ "{word}" ở đây. Kiểm tra dấu hoặc tên đứng trước.',
    "unfinished": "công thức còn dở, cần thêm một giá trị ở cuối.",
    "bad_reference": "dấu ${{ viết chưa đúng. Viết ${{tên_câu_hỏi}}.",
    "bad_pattern": "mẫu của hàm regex viết chưa đúng. Kiểm tra các dấu ngoặc trong mẫu; không dùng (?=…), (?!…) và \\1.",
    "too_deep": "công thức lồng nhau quá nhiều. Tách thành nhiều dòng calculate.",
    "unknown_function": 'không có hàm "{word}".{near}',
    "arguments": 'hàm "{word}" nhận {expected}.',
    "unsupported": '"{word}" không dùng được trong biểu mẫu. Dùng ${{tên_câu_hỏi}} và các hàm của XLSForm.',
    "unknown_name": 'không có câu hỏi tên "{word}".{near}',
    "ambiguous_name": 'có nhiều câu hỏi cùng tên "{word}". Đổi tên cho khác nhau.',
    "outside_form": "đường dẫn .. ra ngoài biểu mẫu. Dùng ${{tên_câu_hỏi}}.",
    "not_in_repeat": 'câu hỏi "{word}" không nằm trong vòng lặp được nhắc đến.',
}
ARGUMENTS_NONE = "không tham số nào"
ARGUMENTS_EXACT = "đúng {least} tham số"
ARGUMENTS_FROM = "ít nhất {least} tham số"
ARGUMENTS_BETWEEN = "từ {least} đến {most} tham số"
