"""Writes the files of `made/`: what offices really send, with invented units and people.

Run by hand after a change: `.venv/bin/python -m tests.documents.make` (Chromium prints the PDFs).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from PIL import Image, ImageDraw

from content.reading.legacy import TCVN3, VNI

MADE = Path(__file__).parent / "made"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

NUMBERING = """<w:numbering {ns}>
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#183;"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""

BODY = (
    (0, "MỤC ĐÍCH, YÊU CẦU"),
    (1, "Nâng cao nhận thức của Nhân dân về phòng cháy, chữa cháy."),
    (1, "Bảo đảm thiết thực, tiết kiệm, hiệu quả; bảo vệ bí mật nhà nước, bảo mật thông tin theo quy định."),
    (0, "NỘI DUNG"),
    (1, "Tuyên truyền tại thôn, tổ dân phố"),
    (2, "Mỗi nhà có lối thoát nạn thứ hai."),
    (2, "Tắt điện, khóa van gas khi không dùng."),
    (3, "Không sạc xe điện qua đêm ở lối ra vào."),
    (1, "Tuyên truyền trên hệ thống truyền thanh"),
    (2, "Phát bản tin vào 6 giờ và 17 giờ hằng ngày."),
)


def numbered(document: Any, level: int, text: str) -> None:
    """Add a paragraph that Word numbers by itself."""
    paragraph = document.add_paragraph(text)
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", 1)):
        part = OxmlElement(tag)
        part.set(qn("w:val"), str(value))
        number.append(part)
    paragraph._p.get_or_add_pPr().append(number)  # noqa: SLF001 (python-docx has no way to number)


def letterhead() -> None:
    """A plan as State offices write it: head and signature in tables without borders, automatic numbers, a table."""
    document = docx.Document()
    part = document.part.numbering_part
    part._element = parse_xml(NUMBERING.format(ns=nsdecls("w")))  # noqa: SLF001 (as above)
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH MẪU\nSỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 05/KH-SVHTTDL"
    head.cell(1, 1).text = "Đồng Mẫu, ngày 05 tháng 02 năm 2026"
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Tuyên truyền phòng cháy, chữa cháy\nnăm 2026")
    document.add_paragraph("Căn cứ Kế hoạch số 12/KH-UBND ngày 10/01/2026 của Ủy ban nhân dân tỉnh Mẫu;")
    document.add_paragraph("Sở Văn hóa, Thể thao và Du lịch ban hành kế hoạch như sau:")
    for level, text in BODY:
        numbered(document, level, text)
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows, (("Thôn", "Ngày", "Số buổi"), ("Thôn 1", "10/3", "2"), ("Thôn 2", "11/3", "1")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("Trên đây là Kế hoạch của Sở Văn hóa, Thể thao và Du lịch./.")
    end = document.add_table(rows=1, cols=2)
    end.cell(0, 0).text = "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT."
    end.cell(0, 1).text = "GIÁM ĐỐC\n\nNguyễn Văn Mẫu"
    document.save(str(MADE / "letterhead.docx"))


def text_box(text: str) -> Any:
    """Return a run with a text box, twice as Word writes it: for new programs and for old ones."""
    return parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>'
        f"</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def boxes() -> None:
    """Three short papers: a note in a box, a stamp in a box, a stamp in the running head."""
    for name, box, header in (
        ("box.docx", "Ghi chú trong khung", ""),
        ("secret_box.docx", "TỐI MẬT", ""),
        ("secret_header.docx", "", "MẬT"),
    ):
        document = docx.Document()
        paragraph = document.add_paragraph("Kế hoạch tuyên truyền bảo mật thông tin cho Nhân dân.")
        if box:
            paragraph._p.append(text_box(box))  # noqa: SLF001 (python-docx makes no boxes)
        if header:
            document.sections[0].header.paragraphs[0].text = header
        document.save(str(MADE / name))


def changes() -> None:
    """A paper with tracked changes: one word put in, one struck out."""
    document = docx.Document()
    document.add_paragraph("Tuyên truyền về chuyển đổi số trong Nhân dân, bắt đầu từ tháng ba.")
    paragraph = document.add_paragraph("Hạn nộp báo cáo: ")
    for xml in (
        '<w:ins {ns} w:id="1" w:author="a"><w:r><w:t>ngày 20</w:t></w:r></w:ins>',
        '<w:del {ns} w:id="2" w:author="a"><w:r><w:delText>ngày 15</w:delText></w:r></w:del>',
    ):
        paragraph._p.append(parse_xml(xml.format(ns=nsdecls("w"))))  # noqa: SLF001 (python-docx tracks no changes)
    document.save(str(MADE / "changes.docx"))


def old_fonts() -> None:
    """One paper in the two sets of fonts from before Unicode."""
    tcvn3 = {new: old for old, new in TCVN3.items()}
    vni = {new: old for old, new in VNI.items() if not (len(old) == 2 and old[0].isupper() != old[1].isupper())}
    lines = (
        ("KẾ HOẠCH", True),
        ("Tuyên truyền phòng cháy, chữa cháy năm 2026", False),
        ("1. Mỗi nhà cần một lối thoát nạn thứ hai, không để đồ chắn lối đi.", False),
        ("2. Tắt thiết bị điện, khóa van gas khi không sử dụng.", False),
        ("3. Khi có cháy: hô hoán, ngắt điện, gọi 114.", False),
    )
    for name, table, font, capitals in (
        ("tcvn3.docx", tcvn3, ".VnTime", ".VnTimeH"),
        ("vni.docx", vni, "VNI-Times", "VNI-Times"),
    ):
        document = docx.Document()
        for text, is_title in lines:
            typed = text.lower() if is_title and capitals != font else text
            run = document.add_paragraph().add_run("".join(table.get(c, c) for c in typed))
            run.font.name, run.font.size = capitals if is_title else font, Pt(14)
        document.save(str(MADE / name))


PAGE = """<meta charset="utf-8"><style>
@page {{ size: A4; margin: 20mm 20mm 20mm 30mm }} body {{ font: 14pt/1.3 "Liberation Serif", "DejaVu Serif", serif }}
p {{ text-align: justify; margin: 0 0 6pt }}
.c {{ text-align: center }} td {{ vertical-align: top; text-align: center }}
table {{ width: 100% }} .b {{ break-before: page }}</style>{body}"""
PDF_HEAD = """<table><tr><td style="width:42%">UBND TỈNH MẪU<br><b>SỞ VĂN HÓA, THỂ THAO<br>VÀ DU LỊCH</b><br>
Số: 05/KH-SVHTTDL</td><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b><br>
<i>Đồng Mẫu, ngày 05 tháng 02 năm 2026</i></td></tr></table>
<p class="c"><b>KẾ HOẠCH</b></p><p class="c"><b>Tuyên truyền phòng cháy, chữa cháy năm 2026</b></p>
<p>Căn cứ Kế hoạch số 12/KH-UBND ngày 10/01/2026 của Ủy ban nhân dân tỉnh Mẫu, Sở Văn hóa, Thể thao và Du lịch ban hành
kế hoạch như sau:</p>"""
SENTENCE = (
    "Mỗi gia đình cần có lối thoát nạn thứ hai, tắt điện, khóa van gas khi không sử dụng; khi có cháy phải báo động, "
    "ngắt điện, gọi 114 và thoát ra ngoài ngay, không quay lại lấy đồ, không dùng thang máy trong mọi trường hợp."
)


def pdfs() -> None:
    """A plan printed on three pages with page numbers, and one that is a picture of a page."""
    body = "".join(
        f'<p class="c" {"style=break-before:page" if page else ""}>{page + 1}</p>' * bool(page)
        + "".join(f"<p>{page * 3 + n}. {SENTENCE}</p>" for n in (1, 2, 3))
        for page in range(3)
    )
    end = (
        "<p>Trên đây là Kế hoạch của Sở./.</p><table><tr><td>Nơi nhận:<br>- Lưu: VT.</td><td>GIÁM ĐỐC</td></tr></table>"
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(PAGE.format(body=PDF_HEAD + body + end), encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--print-to-pdf={MADE / 'letterhead.pdf'}", page.as_uri()],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
    picture = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(picture).text((60, 60), "So: 05/KH-UBND", fill=0)
    picture.save(MADE / "scan.pdf")


def binaries() -> None:
    """Only the first bytes count: Word of 1997, and a .docx behind a password."""
    (MADE / "old.doc").write_bytes(OLE + bytes(504) + b"WordDocument".ljust(512, b"\0"))
    (MADE / "password.docx").write_bytes(OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le").ljust(512, b"\0"))


def main() -> None:
    """Write them all."""
    MADE.mkdir(exist_ok=True)
    for make in (letterhead, boxes, changes, old_fonts, pdfs, binaries):
        make()
        sys.stdout.write(f"{make.__name__}\n")


if __name__ == "__main__":
    main()
