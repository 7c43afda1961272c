"""Rules read off real reports of papers and news agencies, each on sentences written for it."""

from __future__ import annotations

import pytest

from extraction.reader import read
from tests.extraction.test_reading_vietnamese import article

SUBJECTS = {
    "en": "The Skillful Mass Mobilization movement is spreading.",
    "de": "Die Bewegung „Geschickte Massenmobilisierung“ breitet sich aus.",
    "es": "El movimiento de “Movilización Masiva Hábil” se extiende.",
    "vi": "Phong trào thi đua “Dân vận khéo” lan tỏa.",
}


def claims(lang: str, text: str, kind: str, published: str | None = "2024-11-20") -> list[dict]:
    return read(article(f"{SUBJECTS[lang]}\n{text}", lang=lang, published=published)).claims[kind]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Those present were 95 exemplary models representing over 7,400 models of Skillful Mass Mobilization.",
        ),
        (
            "de",
            "Anwesend waren 95 Modelle der „Geschickten Massenmobilisierung“, die über 7.400 Modelle repräsentieren.",
        ),
    ],
)
def test_models_that_stand_for_all_others_are_those_who_came(lang: str, text: str) -> None:
    assert [count["count"] for count in claims(lang, text, "models")] == [7400]


def test_models_counted_beside_a_representative_are_models() -> None:
    text = "The district has 62 models of Skillful Mass Mobilization; 15 delegates representing 9 communes spoke."
    assert [count["count"] for count in claims("en", text, "models")] == [62]


WORK = {
    "en": "On July 5, Tay Ninh held a conference to review propaganda and mass mobilization {}.",
    "fr": "Le 5 juillet, Tay Ninh a tenu une conférence de bilan {} propagande et de mobilisation des masses.",
    "de": "Am 5. Juli hielt Tay Ninh eine Konferenz zur Bilanz der Propaganda- und Massenmobilisierungs{} ab.",
    "nl": "Op 5 juli hield Tay Ninh een conferentie over het toerisme en het propaganda- en massamobilisatie{}.",
    "sv": "Den 5 juli höll Tay Ninh en konferens om turism och propaganda- och massmobiliserings{}.",
    "id": "Pada 5 Juli, Tay Ninh mengadakan konferensi untuk meninjau {} propaganda dan mobilisasi massa.",
}


@pytest.mark.parametrize(
    ("lang", "work", "body"),
    [
        ("en", "work", "commission members"),
        ("fr", "du travail de", "de la Commission de"),
        ("de", "arbeit", "abteilung"),
        ("nl", "werk", "commissie"),
        ("sv", "arbetet", "kommissionen"),
        ("id", "pekerjaan", "komisi"),
    ],
)
def test_propaganda_and_mass_mobilisation_is_the_subject_as_work_and_not_as_a_body(
    lang: str, work: str, body: str
) -> None:
    told = [read(article(WORK[lang].format(word), lang=lang, published="2025-07-06")) for word in (work, body)]
    assert [reading.relevant for reading in told] == [True, False]


def test_models_named_as_examples_were_not_commended() -> None:
    text = "Hiện có 33 mô hình “Dân vận khéo” của các hội, tiêu biểu như mô hình của Hội Cựu chiến binh phường."
    assert claims("vi", text, "models")[0]["status"] == "active"


def test_good_models_that_there_are_were_not_commended() -> None:
    there_are = "In the district there are 41 typical Skillful Mass Mobilization models."
    praised = "On this occasion the district commended 41 typical Skillful Mass Mobilization models."
    assert [claims("en", text, "models")[0]["status"] for text in (there_are, praised)] == ["active", "commended"]


def test_a_year_of_history_is_no_period_of_a_count() -> None:
    text = (
        "Skillful Mass Mobilization seen from the wards\n"
        "In an interview Mr. Tran Van Tam recalled: In 1949, President Ho Chi Minh wrote an article on the masses.\n"
        "The people's strength was told of there for the first time, and it is told of to this day in all the wards.\n"
        "Up to now, the city's branches have built 388 Smart Mass Mobilization models."
    )
    [count] = read(article(text, lang="en", published="2024-11-20")).claims["models"]
    assert (count["count"], count["period"]) == (388, None)


@pytest.mark.parametrize(
    ("lang", "text", "published", "date"),
    [
        (
            "en",
            "HÀ NỘI, August 1 — The Central Mass Mobilisation Commission held a review conference on Monday.",
            "2023-08-01",
            "2023-07-31",
        ),
        (
            "en",
            "In early May, the Hoa Binh Provincial Party Committee organised a competition on mass mobilisation.",
            "2023-06-03",
            "2023-05",
        ),
        (
            "es",
            "La conferencia de balance de la movilización de masas se celebró hoy en Hanoi para preparar el año 2021.",
            "2020-12",
            "2020-12",
        ),
    ],
)
def test_the_day_of_an_event_as_agencies_tell_it(lang: str, text: str, published: str, date: str) -> None:
    assert [event["date"] for event in claims(lang, text, "conferences", published)] == [date]


def test_exemplars_received_make_a_meeting() -> None:
    text = "The Deputy Prime Minister spoke while receiving 118 role models in mass mobilisation on October 9."
    [event] = claims("en", text, "conferences")
    assert (event["date"], event["kind"], event["delegates"]) == ("2024-10-09", "meeting", 118)


def test_an_opinion_held_is_no_event_held() -> None:
    text = (
        "In May, the Party Committee of Hoa Binh province organised a contest of Skillful Mass Mobilization.\n"
        "Mr. Bui Quang Tienh, Head of the Party Committee's Mass Mobilisation Commission, held that the contest was "
        "an occasion to learn."
    )
    assert claims("en", text, "conferences", "2024-06-02")[0]["date"] == "2024-05"


def test_events_counted_and_named_as_examples_are_none_of_the_report() -> None:
    text = (
        "Từ năm 2011 đến nay, Ban Dân vận Tỉnh ủy đã phối hợp tổ chức 14 hội nghị biểu dương, như: Hội nghị biểu dương "
        "già làng, trưởng bản tiêu biểu; Hội nghị biểu dương chức sắc tôn giáo."
    )
    assert claims("vi", text, "conferences") == []


def test_whoever_is_called_by_the_given_name_alone_speaks() -> None:
    text = (
        "Head of the Provincial Mass Mobilization Commission Tran Thi Kim Thoai (Photo: NH)\n"
        "At a conference to review the year's work held by the Party Committee of Hue on November 18, Ms. Thoai said: "
        "“I value what has been done.”"
    )
    [person] = claims("en", text, "people")
    assert (person["name"], person["part"]) == ("Tran Thi Kim Thoai", "speaker")


def test_a_body_ends_before_what_is_counted_and_goes_on_to_its_end() -> None:
    medal = (
        "Dịp này, ông Lê Văn Tám trao kỷ niệm chương “Vì sự nghiệp dân vận” của Ban Dân vận Trung ương cho 3 cán bộ "
        "làm công tác dân vận ở Hội An."
    )
    held = "Chiều 11/7, Ban Chỉ đạo tỉnh về thực hiện Quy chế dân chủ ở cơ sở tổ chức hội nghị sơ kết."
    assert claims("vi", medal, "awards")[0]["grantor"] == "Ban Dân vận Trung ương"
    assert claims("vi", held, "conferences")[0]["host"].endswith("Quy chế dân chủ ở cơ sở")
