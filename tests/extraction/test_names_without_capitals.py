"""People and places are found in scripts without capitals: Thai, Lao, Devanagari, Arabic."""

from __future__ import annotations

import time

import pytest

from extraction.caseless import place_readings
from extraction.reader import read
from storage.records import Article, Block

SUBJECT = {
    "th": "การระดมมวลชนที่มีทักษะ",
    "lo": "ການລະດົມມະຫາຊົນທີ່ຊຳນານ",
    "hi": "कुशल जन-आंदोलन",
    "ar": "التعبئة الجماهيرية الماهرة",
}


def people(lang: str, sentence: str) -> list[str]:
    text = f"{SUBJECT[lang]}\n{sentence}"
    first = len(SUBJECT[lang])
    blocks = (Block("title", 0, first), Block("paragraph", first + 1, len(text)))
    article = Article(
        article_id="0" * 32,
        content_hash="1" * 32,
        source_id="import",
        site=None,
        url=None,
        canonical_url=None,
        lang=lang,
        title=None,
        lead=None,
        byline=None,
        text=text,
        blocks=blocks,
        published="2024-10-16",
        published_at=None,
        published_evidence="given",
        original_url=None,
        province=None,
        parser="test",
        parser_version="1",
    )
    return [claim["name_latin"] for claim in read(article).claims["people"]]


@pytest.mark.parametrize(
    ("lang", "sentence", "latin"),
    [
        ("th", "สหายเหงียน วัน ดึ๊ก เลขาธิการคณะกรรมการพรรคอำเภอ เป็นประธานการประชุม", "Nguyen Van Duc"),
        ("th", "ท่านเจืองวันมินห์ได้ชื่นชมความพยายาม", "Truong Van Minh"),
        ("lo", "ທ່ານ ຫງວຽນມິງເຕິມ ຮອງເລຂາຄະນະພັກແຂວງ ເປັນປະທານກອງປະຊຸມ.", "Nguyen Minh Tam"),
        ("hi", "प्रांतीय पार्टी समिति की उप सचिव कॉमरेड गुयेन थी मिन्ह ने सम्मेलन की अध्यक्षता की।", "Nguyen Thi Minh"),
        ("hi", "उपस्थित थे: ले वान तुआन, प्रांतीय पार्टी समिति के स्थायी उप सचिव; अन्य।", "Le Van Tuan"),
        ("ar", "وترأس المؤتمر الرفيق تران فان هاي، نائب رئيس اللجنة الشعبية الإقليمية.", "Tran Van Hai"),
    ],
)
def test_a_name_beside_a_position_is_read_back_into_latin_letters(lang: str, sentence: str, latin: str) -> None:
    assert people(lang, sentence) == [latin]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("th", "ผู้แทนจากกรมและหน่วยงานต่าง ๆ เข้าร่วมการประชุม"),
        ("lo", "ຫົວໜ້າຄະນະຜູ້ຕາງໜ້າ ຫວຽດນາມ ເຂົ້າຮ່ວມກອງປະຊຸມ."),
        ("hi", "समिति के सदस्य ने को के में से भाग लिया।"),
        ("ar", "وحضر المؤتمر رئيس من في على المجلس."),
    ],
)
def test_words_beside_a_position_are_no_names(lang: str, sentence: str) -> None:
    assert people(lang, sentence) == []


@pytest.mark.parametrize(
    ("written", "solid"),
    [("ทัญฮว้า", "thanhhoa"), ("ກວາງຈິ", "quangtri"), ("डिएन बिएन", "dienbien"), ("توين كوانغ", "tuyenquang")],
)
def test_a_place_is_among_the_readings_of_its_spelling(written: str, solid: str) -> None:
    assert solid in place_readings(written)


@pytest.mark.parametrize("lang", sorted(SUBJECT))
def test_time_grows_with_length_where_everything_could_be_a_name(lang: str) -> None:
    name = {"th": "นายเหงียนวันมินห์", "lo": "ທ່ານຫງວຽນມິງ", "hi": "गुयेन वान मिन्ह ", "ar": "تران فان مينه "}[lang]
    people(lang, name)
    spent = []
    for times in (200, 800):
        start = time.perf_counter()
        people(lang, name * times)
        spent.append(time.perf_counter() - start)
    assert spent[1] < 12 * spent[0] + 0.5
