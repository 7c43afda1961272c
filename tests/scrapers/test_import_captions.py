"""Which paragraphs of a plain text are the texts of pictures that a translated page keeps in Vietnamese."""

from __future__ import annotations

from scrapers.plaintext import read_plain


def said(text: str, wanted: str) -> list[str]:
    return [text[block.start : block.end] for block in read_plain(text).blocks if block.kind == wanted]


def test_picture_texts_left_in_vietnamese_are_captions_of_a_translation() -> None:
    body = "The committee held a conference. It was attended by 230 delegates."
    picture = "Quang cảnh hội nghị biểu dương điển hình."
    text = f"{body}\n{picture}\n{body.replace('230', '12')}\n{body.replace('held', 'ended')}"
    assert said(text, "caption") == [picture]


def test_a_vietnamese_report_full_of_names_and_numbers_is_no_translation_with_picture_texts() -> None:
    # Few of the words of its other paragraphs carry letters that Vietnamese alone has.
    text = (
        "TP. Cao Lam tuyên dương các mô hình, cá nhân tiêu biểu qua 5 năm thi hành Thông tri 19.\n\n"
        "Thành ủy Cao Lam tổ chức họp mặt kỷ niệm 93 năm ngày truyền thống công tác dân vận của Đảng.\n\n"
        "Hôm nay có 12 mô hình tiêu biểu qua 5 năm, 8 mô hình trong phong trào thi đua và 5 mô hình khác.\n\n"
        "Năm nay, TP. Cao Lam có 12 cá nhân, 7 nhóm trong phong trào thi đua trên toàn TP."
    )
    assert said(text, "caption") == []
