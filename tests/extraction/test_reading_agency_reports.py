"""Rules read off real reports of papers and news agencies, each on sentences written for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extraction.reader import read
from storage.records import Block
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
    told = "Mr. Tran Van Tam recalled: In 1949, President Ho Chi Minh wrote an article on the masses."
    text = f"{told}\nUp to now, the city's branches have built 388 Smart Mass Mobilization models."
    blocks = (Block("lead", 0, len(told)), Block("paragraph", len(told) + 1, len(text)))
    [count] = read(replace(article(text, lang="en"), blocks=blocks)).claims["models"]
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


@pytest.mark.parametrize(
    ("lang", "text", "date"),
    [
        (
            "vi",
            "Theo kế hoạch công tác năm 2024, chiều ngày 16/7/2024, Ban Dân vận Huyện ủy tổ chức hội nghị giao ban.",
            "2024-07-16",
        ),
        (
            "en",
            "The Central Commission on Monday held a meeting to mark the 94th anniversary of its Day, November 20.",
            "2024-11-18",
        ),
    ],
)
def test_the_day_of_a_plan_or_an_anniversary_beside_that_of_the_event(lang: str, text: str, date: str) -> None:
    assert [event["date"] for event in claims(lang, text, "conferences")] == [date]


def test_a_given_name_may_be_the_word_for_a_district() -> None:
    text = "Sáng 6/11, Tỉnh ủy Lâm Đồng tổ chức hội nghị dân vận. Dự có đồng chí Lê Đức Quận, Bí thư Huyện ủy Lâm Hà."
    assert [person["name"] for person in claims("vi", text, "people")] == ["Lê Đức Quận"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "vi",
            "Tại điểm cầu của tỉnh có các đồng chí Bùi Xuân Lựu, Bí thư Tỉnh ủy; Lê Sáng, Trưởng Ban Dân vận Tỉnh ủy.",
        ),
        (
            "en",
            "On the province's side, there were Mr. Vu Dai Luong, Party Secretary; Ms. Le Thi Sam, his deputy head.",
        ),
    ],
)
def test_who_was_there_attended(lang: str, text: str) -> None:
    assert [person["part"] for person in claims(lang, text, "people")] == ["attendee", "attendee"]


def test_medals_given_to_exemplars_are_given_to_people() -> None:
    text = "The Commission presented “For the Cause of Mass Mobilization” medals to 48 exemplary models in mass work."
    [award] = claims("en", text, "awards")
    assert (award["individuals"], award["total"]) == (48, None)


def test_one_of_several_groups_of_guests_is_not_all_who_came() -> None:
    text = (
        "Ngày 7/10, Ban Dân vận Huyện ủy Lộc Ninh tổ chức tọa đàm công tác dân vận. Về dự có đồng chí Lê Thị Mỹ Lai, "
        "Trưởng Ban Dân vận Huyện ủy; cùng 12 đồng chí tổ trưởng tổ dân vận đại diện cho 98 tổ; 05 đại diện mô hình."
    )
    assert [event["delegates"] for event in claims("vi", text, "conferences")] == [None]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "On February 19, 1998, the Politburo issued Directive 31 on mass mobilization."),
        ("fr", "Le 19 février 1998, le Bureau politique a publié la directive 31 sur la mobilisation des masses."),
        ("es", "El 19 de febrero de 1998, el Buró Político emitió la directiva 31 sobre la movilización de masas."),
    ],
)
def test_the_day_on_which_a_document_is_said_to_have_come_out(lang: str, text: str) -> None:
    [document] = read(article(text, lang=lang)).claims["documents"]
    assert (document["number"], document["date"]) == ("31", "1998-02-19")


GRANTED = {
    "de": "Geschickte Massenmobilisierung: Dabei verlieh {} 12 Kollektiven und 25 Einzelpersonen Verdiensturkunden.",
    "nl": "Bekwame massamobilisatie: hierbij reikte {} verdienstecertificaten uit aan 12 collectieven en 25 personen.",
    "sv": "Skicklig massmobilisering: då tilldelade {} 12 kollektiv och 25 individer förtjänstcertifikat.",
    "no": "Dyktig massemobilisering: her tildelte {} 12 kollektiver og 25 enkeltpersoner fortjenstbevis.",
    "da": "Dygtig massemobilisering: her tildelte {} 12 kollektiver og 25 enkeltpersoner fortjenstcertifikater.",
}


@pytest.mark.parametrize(
    ("lang", "body", "grantor"),
    [
        ("de", "das Volkskomitee der Provinz Thanh Hoa", "Volkskomitee der Provinz Thanh Hoa"),
        ("nl", "het provinciale Volkscomité", "provinciale Volkscomité"),
        ("sv", "Folkkommittén i Thanh Hoa-provinsen", "Folkkommittén i Thanh Hoa"),
        ("no", "provinsens folkekomité", "provinsens folkekomité"),
        ("da", "provinsens folkekomité", "provinsens folkekomité"),
    ],
)
def test_who_grants_may_stand_right_behind_the_verb(lang: str, body: str, grantor: str) -> None:
    (award,) = read(article(GRANTED[lang].format(body), lang=lang)).claims["awards"]
    assert (award["grantor"], award["collectives"], award["individuals"]) == (grantor, 12, 25)


def test_a_body_behind_the_verb_gets_the_award_where_who_acts_stands_before_it() -> None:
    text = "Skillful Mass Mobilization: it awarded the provincial Women's Union and 25 individuals merit certificates."
    assert [award["grantor"] for award in read(article(text, lang="en")).claims["awards"]] == [None]


HELD_BY = {
    "de": "Am 12. Dezember hielt die {} der Provinz Thanh Hoa eine Konferenz ab.",
    "es": "El 12 de diciembre, la {} de Thanh Hoa celebró una conferencia.",
}


@pytest.mark.parametrize(
    ("lang", "host"),
    [
        ("de", "Kommission für Massenmobilisierung des Parteikomitees"),
        ("es", "Comisión de Movilización de Masas del Comité Provincial del Partido"),
    ],
)
def test_a_host_is_named_with_the_body_it_is_of(lang: str, host: str) -> None:
    (event,) = claims(lang, HELD_BY[lang].format(host), "conferences")
    assert event["host"].startswith(host)


@pytest.mark.parametrize(
    ("lang", "text", "grantor"),
    [
        (
            "en",
            "12 people received certificates of merit from the Chairman of the Provincial People's Committee.",
            "Chairman",
        ),
        (
            "fr",
            "12 individus ont reçu des certificats de mérite du président du Comité populaire provincial.",
            "président",
        ),
        ("ms", "12 individu menerima sijil penghargaan daripada Pengerusi Jawatankuasa Rakyat Wilayah.", "Pengerusi"),
    ],
)
def test_an_award_from_an_office_names_it(lang: str, text: str, grantor: str) -> None:
    told = {"en": SUBJECTS["en"], "fr": "La mobilisation des masses.", "ms": "Mobilisasi massa."}[lang]
    (award,) = read(article(f"{told}\n{text}", lang=lang)).claims["awards"]
    assert award["grantor"].startswith(grantor)


@pytest.mark.parametrize(
    ("lang", "text", "position"),
    [
        (
            "es",
            "Asistieron el Sr. Le Van Binh, secretario del Comité, y la Sra. Tran Thi Mai, jefa.",
            "secretario del Comité",
        ),
        ("de", "Dort lobte Herr Le Van Binh, Leiter der Kommission, die Ergebnisse.", "Leiter der Kommission"),
        ("pl", "Przemawiał pan Le Van Binh, szef Komisji ds. Mobilizacji Mas.", "szef Komisji ds. Mobilizacji Mas"),
    ],
)
def test_a_position_ends_where_the_sentence_goes_on(lang: str, text: str, position: str) -> None:
    told = {**SUBJECTS, "pl": "Ruch „Umiejętna mobilizacja mas” szerzy się."}[lang]
    people = read(article(f"{told}\n{text}", lang=lang)).claims["people"]
    assert people[0]["position"] == position
