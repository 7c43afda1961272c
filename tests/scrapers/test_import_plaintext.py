"""Lines of plain pages are told apart by shape and by words, in languages and variations no rule was written for."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from scrapers.plaintext import PlainText, read_plain

SHARED = Path(__file__).resolve().parents[3] / "shared"
LINK = "https://baobaclam.example/bac-lam-bieu-duong-39-tap-the-123.html"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in read_plain(text).blocks]


def said(text: str, *wanted: str) -> list[str]:
    return [words for kind, words in kinds(text) if kind in wanted]


def holds(text: str, found: PlainText) -> None:
    """What every reading promises about its blocks."""
    last = 0
    for block in found.blocks:
        assert last <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        last = block.end


GERMAN = f"""Startseite Reiseziele Bac Lam

Bac Lam ehrt vorbildliche Kollektive der Massenmobilisierung
Báo Bắc LâmBáo Bắc Lâm14/10/2024
1.204 Aufrufe
[ad_1]
Am Morgen des 14. Oktober hielt das Provinzparteikomitee von Bac Lam eine Konferenz ab. 230 Delegierte nahmen teil.

Blick auf die Konferenz. Foto: Hai An
In der Provinz wurden 1.120 Modelle registriert, davon 640 von Kollektiven. Das sind 80 mehr als im Vorjahr.
Siehe auch: Quang Dong startet neuen Wettbewerb
Bei dieser Gelegenheit erhielten 25 Kollektive und 31 Einzelpersonen Verdiensturkunden.
Herbstblume
[ad_2]
Quelle: {LINK}
Kommentar (0)
Gleiches Thema
Ein neues Museum eröffnet in Bac Lam. Es zeigt 80 Bilder.
"""


def test_a_translated_page_is_sorted_line_by_line() -> None:
    assert [kind for kind, _ in kinds(GERMAN)] == [
        "debris",
        "title",
        "dateline",
        "debris",
        "debris",
        "lead",
        "caption",
        "paragraph",
        "debris",
        "paragraph",
        "byline",
        "debris",
        "link",
        "debris",
        "debris",
        "debris",
    ]
    found = read_plain(GERMAN)
    assert found.title == "Bac Lam ehrt vorbildliche Kollektive der Massenmobilisierung"
    assert (found.published, found.published_at) == ("2024-10-14", None)
    assert found.byline == "Herbstblume"
    assert found.original_url == LINK


@pytest.mark.parametrize(
    ("source", "comments", "marker", "body"),
    [
        (
            "المصدر",
            "تعليق",
            "[إعلان 2]",
            "في صباح يوم 14 أكتوبر، عقدت لجنة الحزب مؤتمرا حضره 230 مندوبا من جميع الأنحاء.",
        ),
        (
            "ソース",
            "コメント",
            "[広告_2]",
            "10月14日午前、省党委員会は「巧みな大衆動員」運動の総括会議を開催し、230人が出席した。",
        ),
        (
            "출처",
            "댓글",
            "[광고_2]",
            "10월 14일 오전, 성당위원회는 총결 회의를 열었으며 230명의 대표가 참석하였다고 밝혔다.",
        ),
        (
            "ที่มา",
            "ความคิดเห็น",
            "[โฆษณา_2]",
            "เช้าวันที่ 14 ตุลาคม คณะกรรมการพรรคจังหวัดจัดการประชุมสรุปขบวนการระดมมวลชนอย่างชำนาญประจำปี มีผู้แทนเข้าร่วม 230 คน",
        ),
        (
            "स्रोत",
            "टिप्पणी",
            "[विज्ञापन_2]",
            "14 अक्टूबर की सुबह प्रांतीय पार्टी समिति ने सम्मेलन आयोजित किया, जिसमें 230 प्रतिनिधि थे।",
        ),
        (
            "Джерело",
            "Коментар",
            "[реклама_2]",
            "Уранці 14 жовтня провінційний комітет провів конференцію, у якій узяли участь 230 осіб.",
        ),
        (
            "Zdroj",
            "Komentář",
            "[reklama_2]",
            "Ráno 14. října uspořádal provinční výbor konferenci, které se zúčastnilo 230 delegátů.",
        ),
        (
            "Bron",
            "Opmerking",
            "[advertentie_2]",
            "Op de ochtend van 14 oktober hield het comité een conferentie met 230 afgevaardigden.",
        ),
        (
            "Fonte",
            "Comentário",
            "[anúncio_2]",
            "Na manhã de 14 de outubro, o comité realizou uma conferência com 230 delegados.",
        ),
        (
            "Sumber",
            "Komentar",
            "[iklan_2]",
            "Pada pagi 14 Oktober, komite partai provinsi mengadakan konferensi dengan 230 delegasi.",
        ),
        (
            "Käl­la",
            "Kommentar",
            "[annons_2]",
            "På morgonen den 14 oktober höll provinskommittén en konferens med 230 delegater.",
        ),
        (
            "Nguồn",
            "Bình luận",
            "[quảng cáo_2]",
            "Sáng 14/10, Ban Dân vận Tỉnh ủy tổ chức hội nghị với sự tham dự của 230 đại biểu.",
        ),
    ],
)
def test_markers_are_known_in_any_language(source: str, comments: str, marker: str, body: str) -> None:
    second = body.replace("230", "12")
    text = f"{body}\n{second}\n{marker}\n{source}: {LINK}\n{comments} (0)\n{body} {body}"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph", "debris", "link", "debris", "debris"]
    assert read_plain(text).original_url == LINK


def test_a_counter_in_an_unknown_language_is_told_by_its_shape() -> None:
    text = (
        "Hội nghị biểu dương điển hình dân vận khéo\n88 katselukertaa\n"
        "Sáng 14/10, Ban Dân vận Tỉnh ủy Bắc Lâm tổ chức hội nghị biểu dương 45 điển hình với 230 đại biểu dự.\n"
        "[mainos_2]\n"
        f"Lähde: {LINK}\nKommentti (0)"
    )
    assert [kind for kind, _ in kinds(text)] == ["title", "debris", "paragraph", "debris", "link", "debris"]
    assert read_plain(text).original_url == LINK


def test_a_comment_counter_above_the_article_does_not_end_it() -> None:
    text = (
        "Bac Lam honours exemplary groups of the movement\nComment (3)\n"
        "The committee met in Bac Lam.\n"
        "The province registered 1,120 models in 2024. Of these 640 were models of collectives, 480 of individuals.\n"
        "The committee gave 25 certificates to groups. It gave 31 certificates to individuals from all districts.\n"
        "Comment (3)\n"
    )
    assert said(text, "lead", "paragraph")[-1].startswith("The committee gave 25")
    assert said(text, "debris") == ["Comment (3)", "Comment (3)"]


def test_other_articles_in_the_middle_go_and_the_article_goes_on() -> None:
    text = (
        "Sáng 14/10, Ban Dân vận Tỉnh ủy Bắc Lâm tổ chức hội nghị biểu dương. Dự hội nghị có 230 đại biểu.\n"
        "Tin liên quan\nHuyện Đông Sơn có 45 mô hình dân vận khéo\nXã Tây Hồ trao 12 giấy khen cho cá nhân\n"
        "Năm 2024, toàn tỉnh đăng ký 1.120 mô hình, trong đó 640 mô hình tập thể.\n"
        ">> Quảng Đông phát động thi đua\nTại hội nghị, 25 tập thể được tặng bằng khen.\nHải An\nCác tin khác\n"
        "- Khai mạc hội thi dân vận khéo 13/10/2024\n"
    )
    assert said(text, "lead", "paragraph") == [
        "Sáng 14/10, Ban Dân vận Tỉnh ủy Bắc Lâm tổ chức hội nghị biểu dương. Dự hội nghị có 230 đại biểu.",
        "Năm 2024, toàn tỉnh đăng ký 1.120 mô hình, trong đó 640 mô hình tập thể.",
        "Tại hội nghị, 25 tập thể được tặng bằng khen.",
    ]
    assert said(text, "byline") == ["Hải An"]


@pytest.mark.parametrize(
    "statement",
    [
        "71 collectives and 86 individuals received certificates of merit.",
        "Toàn tỉnh có 1.120 mô hình (640)",
        "- Bằng khen: 12 tập thể, 15 cá nhân.",
        "Hình thức khen thưởng: 12 bằng khen của Chủ tịch UBND tỉnh cho các tập thể.",
        "Ảnh hưởng của phong trào: 45 mô hình được nhân rộng ra toàn tỉnh.",
        "Figures of the year: 45 models in 12 communes were recognised.",
        "Local units built 45 models (12 of them new).",
        "Source of the money: 45 households gave land.",
        "По данным источника: 45 моделей созданы в провинции.",
        "Đông Sơn: 45 mô hình, 12 giấy khen",
        "Nguồn: 45 hộ hiến đất, 12 tập thể góp công.",
    ],
)
def test_a_statement_is_never_debris(statement: str) -> None:
    around = "The committee of the province held a conference. It was attended by delegates from all districts there."
    text = f"{around}\n{statement}\n{around.replace('province', 'district')}\n"
    kind = {words: kind for kind, words in kinds(text)}[statement]
    assert kind in {"paragraph", "caption", "lead"}
    assert kinds(statement)[0][0] in {"paragraph", "caption", "link"}


def test_rows_and_pictures_of_markdown_are_captions() -> None:
    text = (
        "Sáng 14/10, Ban Dân vận Tỉnh ủy Bắc Lâm tổ chức hội nghị biểu dương điển hình với 230 đại biểu dự.\n"
        "![]() |\n| Quang cảnh hội nghị. |\n![Đồng chí Trần Văn Giả phát biểu](a.jpg)\n"
        "| Xã A | 12 mô hình |\n|---|---|\n"
    )
    assert kinds(text)[1:] == [
        ("debris", "![]() |"),
        ("caption", "Quang cảnh hội nghị."),
        ("caption", "Đồng chí Trần Văn Giả phát biểu"),
        ("paragraph", "| Xã A | 12 mô hình |"),
        ("debris", "|---|---|"),
    ]


@pytest.mark.parametrize(
    "caption",
    [
        "Ảnh: Lãnh đạo tỉnh trao bằng khen cho 12 tập thể",
        "Photo by Hai An: gifts for 45 households",
        "Foto VNA: el secretario con los colectivos",
        "Фото: участники конференции",
        "Φωτογραφία: οι σύνεδροι",
        "写真:会議の様子",
        "사진: 회의 모습",
        "Delegates at the conference. (Photo: Hai An)",
        "Đồng chí Trần Văn Giả phát biểu tại hội nghị. Ảnh: Hải An",
        "Quang cảnh hội nghị - Ảnh: H.A",
        "Ảnh minh họa",
    ],
)
def test_labels_make_captions(caption: str) -> None:
    body = "The committee of the province held a conference. It was attended by delegates from all districts there."
    assert ("caption", caption) in kinds(f"{body}\n{caption}\n{body.replace('province', 'town')}")


def test_a_sentence_under_two_pictures_is_a_caption() -> None:
    body = "Комитет провинции провёл конференцию. В ней приняли участие представители всех районов провинции."
    caption = "Гости в зале."
    more = "Были заслушаны доклады о работе за год. Лучшие коллективы получили 12 почётных грамот комитета."
    text = f"{body}\n{caption}\n{more}\n{caption}\n{more.replace('12', '15')}"
    assert said(text, "caption") == [caption, caption]


def test_a_lead_told_again_counts_once() -> None:
    lead = (
        "Rano 14 października Komitet Prowincjonalny zorganizował konferencję, "
        "w której uczestniczyło 230 delegatów z całej prowincji."
    )
    again = lead.replace("uczestniczyło", "wzięło udział")
    middle = (
        "W 2024 roku w prowincji zarejestrowano 1120 modeli. Spośród nich 640 to modele zbiorowe, a 480 indywidualne."
    )
    text = f"Prowincja Bac Lam wyróżniła wzorowe kolektywy\n{lead}\n{middle}\n{again}"
    assert [kind for kind, _ in kinds(text)] == ["title", "lead", "paragraph", "debris"]


def test_of_two_tellings_the_fuller_one_stays() -> None:
    short = (
        "Đồng chí Trần Văn Giả, Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh, "
        "đã chủ trì và phát biểu khai mạc hội nghị."
    )
    text = f"{short}\n{short} Cùng dự có 230 đại biểu các huyện."
    assert [kind for kind, _ in kinds(text)] == ["debris", "paragraph"]


@pytest.mark.parametrize(
    ("one", "two"), [("12 tập thể", "15 tập thể"), ("xã Tây Hồ", "xã Đông Hồ"), ("bằng khen", "giấy khen")]
)
def test_alike_paragraphs_that_say_different_things_both_stay(one: str, two: str) -> None:
    told = (
        "Dịp này, lãnh đạo tỉnh đã trao bằng khen cho 12 tập thể của xã Tây Hồ "
        "vì có thành tích trong phong trào thi đua."
    )
    start = "Sáng 14/10, Ban Dân vận Tỉnh ủy Bắc Lâm tổ chức hội nghị biểu dương 45 điển hình với 230 đại biểu dự."
    text = f"{start}\n{told}\n{told.replace(one, two)}"
    assert "debris" not in [kind for kind, _ in kinds(text)]


@pytest.mark.parametrize("prefix", ["(Baobaclam.vn) - ", "BBL - ", "(BLO) – ", "BL&MT – "])
def test_the_name_of_the_paper_is_set_apart_from_the_lead(prefix: str) -> None:
    text = f"{prefix}Sáng 14/10, Ban Dân vận Tỉnh ủy Bắc Lâm tổ chức hội nghị.\nHội nghị có 230 đại biểu."
    assert kinds(text)[0] == ("dateline", prefix.strip())
    assert kinds(text)[1][0] == "lead"
    assert kinds(text)[1][1].startswith("Sáng 14/10")


def test_banners_repeated_over_the_page_are_debris() -> None:
    body = "The committee of the province held a conference. It was attended by delegates from all districts there."
    more = "Reports were heard on the work of the year. The best groups received 12 certificates of merit."
    text = f"Top Banner Bank\n{body}\nTop Banner Bank\n{more}\nTop Banner Bank"
    assert said(text, "debris") == ["Top Banner Bank"] * 3


def test_a_hotline_and_a_section_above_the_title_are_debris() -> None:
    text = (
        "Hotline: 0800.000.000   |\nChính trị\nBắc Lâm biểu dương các điển hình dân vận khéo\nHải An\n"
        "Sáng 14/10, tỉnh tổ chức hội nghị biểu dương.\nHội nghị có 230 đại biểu."
    )
    assert [kind for kind, _ in kinds(text)] == ["debris", "debris", "title", "byline", "lead", "paragraph"]


def test_lines_broken_at_a_fixed_width_are_put_together() -> None:
    text = (
        "Bac Lam honours exemplary groups\n\n"
        "The Bac Lam Provincial Party Committee held a conference on the morning\n"
        "of October 14 to review the emulation movement of the year. There were\n"
        "230 delegates from all districts, who heard four reports on the results\n"
        "of the work at the grassroots.\n\n"
        "In 2024 the province registered 1,120 models, of which 640 were models\n"
        "of collectives and 480 were models of individuals. That is more than in\n"
        "the year before.\n\nOn this occasion 25 collectives and 31 individuals received\n"
        "certificates of merit.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["title", "lead", "paragraph", "paragraph"]


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff", "\u200f\n\u200b"])
def test_nothing_gives_no_blocks(text: str) -> None:
    assert read_plain(text) == PlainText((), None, None, None, None, None, None, ())


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028"])
def test_line_ends_of_any_system_give_the_same_blocks(newline: str) -> None:
    expected = kinds(GERMAN)
    assert kinds(GERMAN.replace("\n", newline)) == expected


def test_decomposed_letters_and_direction_marks_change_nothing() -> None:
    text = (
        unicodedata.normalize("NFD", GERMAN)
        .replace("Quelle", "\u200fQuelle")
        .replace("Kommentar (0)", "\u200eKommentar (0)\u200f")
    )
    assert [kind for kind, _ in kinds(text)] == [kind for kind, _ in kinds(GERMAN)]
    holds(text, read_plain(text))


SEEDS = sorted((SHARED / "gold" / "seeds").glob("*.json")) + sorted((SHARED / "gold" / "dev").glob("*.json"))


@pytest.mark.skipif(not SEEDS, reason="the shared articles are not on this machine")
def test_no_quote_of_a_real_article_is_lost() -> None:
    for path in SEEDS:
        article = json.loads(path.read_text("utf-8"))
        text = article["text"]
        found = read_plain(text)
        holds(text, found)
        kept = " ".join(text[b.start : b.end] for b in found.blocks if b.kind not in {"debris", "link"})
        for model in article["models"]:
            figure = str(model["count"])
            stands = any(
                form in text for form in (figure, f"{model['count']:,}".replace(",", "."), f"{model['count']:,}")
            )
            if stands and model["count"] > 20:
                assert any(
                    form in kept for form in (figure, f"{model['count']:,}".replace(",", "."), f"{model['count']:,}")
                ), path
        if article["published"] and found.published:
            assert found.published.startswith(article["published"]), path
        if article.get("original_url"):
            assert found.original_url == article["original_url"], path
