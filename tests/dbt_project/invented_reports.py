"""Reports invented for the warehouse's tests, with the keys of the gold schema: each says what it is there for."""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]

SLUG = "tong-ket-cong-tac-dan-van-tinh-thanh-hoa-nam-2024"
ORIGINAL = f"https://baomau.example/{SLUG}-225483.html"

REVIEW: Document = {
    "date": "2024-12-18",
    "kind": "review",
    "level": "province",
    "province": "Thanh Hóa",
}


def person(name: str, latin: str, part: str, position: str | None = None) -> Document:
    return {"name": name, "name_latin": latin, "part": part, "position": position}


def edition(lang: str, **more: Any) -> Document:
    """A language edition of the review's original on an aggregator that keeps the slug."""
    return {
        "id": f"edition-{lang}",
        "url": f"https://tonghop.example/{lang}/{SLUG}",
        "lang": lang,
        "published": "2024-12-19",
        **more,
    }


CHAIR_POSITION = "Ủy viên Ban Thường vụ, Trưởng ban Dân vận Tỉnh ủy"

ONE_EVENT: list[Document] = [
    {
        "id": "original",
        "url": ORIGINAL,
        "lang": "vi",
        "title": "Tổng kết công tác dân vận năm 2024",
        "published": "2024-12-18",
        "conferences": [{**REVIEW, "host": "Ban Dân vận Tỉnh ủy", "delegates": 180}],
        "models": [
            {
                "count": 4215,
                "status": "registered",
                "level": "province",
                "unit": "Thanh Hóa",
                "period": "2024",
                "collective": 3108,
                "individual": 1107,
            },
            {
                "count": 655,
                "status": "registered",
                "level": "province",
                "unit": "Thanh Hóa",
                "period": "2024",
                "part_of_index": 0,
            },
        ],
        "awards": [
            {"award": "kỷ niệm chương", "grantor": "Ban Dân vận Trung ương", "individuals": 40},
            {"award": "kỷ niệm chương", "individuals": 8, "part_of_index": 0},
            {"award": "giấy khen", "grantor": "Ban Dân vận Tỉnh ủy", "collectives": 63, "individuals": 74},
        ],
        "people": [person("Lê Trọng Mẫu", "Le Trong Mau", "chair", CHAIR_POSITION)],
        "documents": [{"number": "59/2023/NĐ-CP", "kind": "decree", "date": "2023-08-14"}],
    },
    edition(
        "en",
        original_url=ORIGINAL,
        # The translation misprints the delegates and leaves out the shares.
        conferences=[{**REVIEW, "host": "Provincial Mass Mobilization Commission", "delegates": 80}],
        models=[{"count": 4215, "status": "registered", "level": "province", "unit": "Thanh Hóa", "period": "2024"}],
        awards=[{"award": "bằng khen", "collectives": 63, "individuals": 74}],
        people=[person("Le Trong Mau", "Le Trong Mau", "chair", "Head of the Provincial Mass Mobilization Commission")],
        documents=[{"number": "59/2023/ND-CP", "kind": "decree"}],
    ),
    edition(
        "ru",
        # No link to the original: the slug alone ties it.
        conferences=[{**REVIEW, "date": "2024-12", "kind": "review"}],
        people=[person("Ле Чонг Мау", "Le Trong Mau", "speaker", "глава провинциальной комиссии")],
    ),
    {
        "id": "other-paper",
        "url": "https://baokhac.example/thanh-hoa-danh-gia-mot-nam-lam-cong-tac-van-dong-quan-chung-883311.html",
        "lang": "vi",
        "title": "Thanh Hóa đánh giá một năm vận động quần chúng",
        "published": "2024-12-19",
        "conferences": [{**REVIEW, "delegates": 180}],
        "people": [person("Lê Trọng Mẫu", "Le Trong Mau", "chair", "Trưởng ban Dân vận Tỉnh ủy")],
    },
]

TWO_EVENTS_OF_ONE_DAY: list[Document] = [
    {
        "id": f"district-{number}",
        "url": f"https://baomau.example/huyen-{slug}-tong-ket-phong-trao-thi-dua-dan-van-kheo-{number}.html",
        "lang": "vi",
        "published": "2024-11-08",
        "conferences": [
            {"date": "2024-11-08", "kind": "review", "level": "district", "province": "Thanh Hóa", "district": district}
        ],
        "people": [person("Lê Trọng Mẫu", "Le Trong Mau", "attendee", "Trưởng ban Dân vận Tỉnh ủy")],
    }
    for number, slug, district in ((311001, "ngoc-lac", "Ngọc Lặc"), (311002, "nga-son", "Nga Sơn"))
]

NAMESAKE: Document = {
    "id": "namesake",
    "url": "https://bao-nghe.example/tap-huan-dan-van-o-nghe-an-551122.html",
    "lang": "vi",
    "published": "2024-05-03",
    "conferences": [{"date": "2024-05-02", "kind": "training", "level": "province", "province": "Nghệ An"}],
    "people": [person("Lê Trọng Mẫu", "Le Trong Mau", "speaker", "Phó Trưởng ban Dân vận Tỉnh ủy")],
}

OFF_SUBJECT: Document = {
    "id": "off-subject",
    "url": "https://baomau.example/gia-lua-tang-manh-trong-vu-dong-xuan-900001.html",
    "lang": "vi",
    "published": "2024-12-18",
    "relevant": False,
    "conferences": [{**REVIEW, "kind": "meeting"}],
}

AFTER_THE_REFORM: Document = {
    "id": "after-the-reform",
    "url": "https://baomau.example/hung-yen-bieu-duong-dien-hinh-dan-van-kheo-700001.html",
    "lang": "vi",
    "published": "2025-10-15",
    "conferences": [{"date": "2025-10-14", "kind": "commendation", "level": "province", "province": "Hưng Yên"}],
}

# The same article as it was first landed, and as it was corrected a day later.
FIRST_VERSION: Document = {
    "id": "corrected",
    "url": "https://baomau.example/ra-mat-mo-hinh-dan-van-kheo-o-thach-thanh-800001.html",
    "lang": "vi",
    "published": "2025-02-14",
    "text": "Ra mắt mô hình\nĐịa phương có 99 mô hình.",
    "models": [{"count": 99, "status": "built", "level": "district", "unit": "Thạch Thành", "period": "2025"}],
}
CORRECTED: Document = {
    **FIRST_VERSION,
    "text": "Ra mắt mô hình\nĐịa phương có 9 mô hình. (Bài đã sửa.)",
    "models": [{"count": 9, "status": "built", "level": "district", "unit": "Thạch Thành", "period": "2025"}],
}

FIRST_NIGHT = [*ONE_EVENT[:2], *TWO_EVENTS_OF_ONE_DAY, NAMESAKE, FIRST_VERSION]
SECOND_NIGHT = [*ONE_EVENT[2:], OFF_SUBJECT, AFTER_THE_REFORM, CORRECTED]

# A third night, each report of which changes what the nights before it left, or would, had it come first.
COUNT_TOLD_AGAIN: Document = {
    "id": "count-told-again",
    "url": "https://bao-thanh.example/thanh-hoa-nhin-lai-phong-trao-thi-dua-dan-van-kheo-451777.html",
    "lang": "vi",
    "published": "2025-01-20",
    "models": [
        {"count": 4215, "status": "registered", "level": "province", "unit": "Thanh Hóa", "period": "2024"},
        {"count": 3900, "status": "completed", "level": "province", "unit": "Thanh Hóa", "period": "2024"},
    ],
    # Nothing tells which bearer of the name it is, nor of which year the decree.
    "people": [person("Lê Trọng Mẫu", "Le Trong Mau", "other")],
    "documents": [{"number": "59/2023/NĐ-CP", "kind": "decree"}],
}
EITHER_DISTRICT: Document = {
    "id": "either-district",
    "url": "https://tonghop.example/en/two-districts-of-one-province-and-one-guest-who-was-at-both",
    "lang": "en",
    "published": "2024-11-09",
    "conferences": [{"date": "2024-11-08", "kind": "review", "level": "district", "province": "Thanh Hóa"}],
    "people": [person("Le Trong Mau", "Le Trong Mau", "attendee", "Head of the commission")],
}
NAMES_ITS_DISTRICT: Document = {
    "id": "names-its-district",
    "url": "https://bao-thanh.example/nga-son-bieu-duong-nhung-nguoi-lam-dan-van-gioi-o-co-so-451778.html",
    "lang": "vi",
    "published": "2024-11-09",
    "conferences": [{**TWO_EVENTS_OF_ONE_DAY[1]["conferences"][0], "delegates": 120}],
    "people": [person("Lê Trọng Mẫu", "Le Trong Mau", "attendee", "Trưởng ban Dân vận Tỉnh ủy")],
}
NO_LONGER_ON_THE_SUBJECT: Document = {
    **NAMESAKE,
    "text": "Tập huấn ở Nghệ An\nBài đã được thay bằng tin khác.",
    "relevant": False,
}
TRANSLATION_THAT_BINDS: Document = edition(
    "fr",
    # It names another paper's report as its original, and so makes two tellings of one event one story.
    original_url=ONE_EVENT[3]["url"],
    conferences=[{**REVIEW, "host": "Commission provinciale"}],
)
REGISTERED: Document = {"status": "registered", "level": "province", "unit": "Nghệ An", "period": "2023"}
BUILT: Document = {"status": "built", "level": "district", "unit": "Con Cuông", "period": "2023"}
WHOLE_AND_PART: Document = {
    "id": "whole-and-part",
    "url": "https://bao-nghe.example/nghe-an-dang-ky-mo-hinh-dan-van-kheo-nam-2023-551301.html",
    "lang": "vi",
    "published": "2023-03-02",
    "models": [{**REGISTERED, "count": 512}, {**REGISTERED, "count": 200, "part_of_index": 0}],
}
FIRST_TO_TELL: Document = {
    "id": "first-to-tell",
    "url": "https://bao-nghe.example/con-cuong-xay-dung-nhieu-mo-hinh-dan-van-kheo-551302.html",
    "lang": "vi",
    "published": "2023-06-01",
    "models": [{**BUILT, "count": 77, "collective": 60}],
}
TOLD_OTHERWISE: Document = {
    "id": "told-otherwise",
    "url": "https://bao-thanh.example/nhin-sang-con-cuong-cach-lam-dan-van-o-mot-huyen-mien-nui-451302.html",
    "lang": "vi",
    "published": "2023-06-20",
    "models": [{**BUILT, "count": 77, "collective": 70}],
}


def told_of_person(name: str, lang: str, day: str, *people: Document, **more: Any) -> Document:
    """A report of Nghệ An whose people alone matter: their office is one, and nothing ties it to another report."""
    site = "bao-nghe" if lang == "vi" else "tonghop"
    conference = {"date": day, "kind": "meeting", "level": "province", "province": "Nghệ An"}
    told = {"id": name, "url": f"https://{site}.example/{lang}/{name}", "lang": lang, "published": day, **more}
    return {**told, "conferences": [conference], "people": list(people)}


DEPUTY = "Phó Trưởng ban Dân vận Tỉnh ủy Nghệ An"
HUNG = told_of_person(
    "hop-giao-ban-quy-mot", "vi", "2023-04-03", person("Nguyễn Văn Hùng", "Nguyen Van Hung", "speaker", DEPUTY)
)
WITHOUT_DIACRITICS = told_of_person(
    "one-meeting-in-spring-and-who-spoke-there",
    "en",
    "2023-05-12",
    person("Nguyen Van Hung", "Nguyen Van Hung", "speaker", "Deputy head of the provincial commission"),
)
HOA = told_of_person("hop-giao-ban-quy-hai", "vi", "2023-07-06", person("Lê Thị Hòa", "Le Thi Hoa", "chair", DEPUTY))
HOA_IN_CYRILLIC = told_of_person(
    "vstrecha-letom",
    "ru",
    "2023-08-14",
    person("Ле Тхи Хоа", "Le Thi Hoa", "chair", "заместитель главы провинциальной комиссии"),
)
THIRD_NIGHT = [
    *(HUNG, WITHOUT_DIACRITICS, HOA, HOA_IN_CYRILLIC),
    *(COUNT_TOLD_AGAIN, EITHER_DISTRICT, NAMES_ITS_DISTRICT, NO_LONGER_ON_THE_SUBJECT, TRANSLATION_THAT_BINDS),
    *(WHOLE_AND_PART, FIRST_TO_TELL, TOLD_OTHERWISE),
]

# A fourth night, which changes counts of articles that it is not tied to in any other way.
WHOLE_TOLD_AGAIN: Document = {
    "id": "whole-told-again",
    "url": "https://bao-thanh.example/nghe-an-mot-nam-dan-van-kheo-qua-nhung-con-so-451303.html",
    "lang": "vi",
    "published": "2023-12-20",
    "models": [{**REGISTERED, "count": 512}],
}
WHOLE_MISPRINTED: Document = {
    "id": "whole-misprinted",
    "url": "https://tonghop.example/en/nghe-an-a-year-of-mass-mobilisation-in-figures",
    "lang": "en",
    "published": "2023-12-21",
    # The count gets another name in its own story, and so another key wherever it is told.
    "original_url": WHOLE_TOLD_AGAIN["url"],
    "models": [{**REGISTERED, "count": 510}],
}
COUNT_WITHDRAWN: Document = {
    **FIRST_TO_TELL,
    "text": "Con Cuông xây dựng mô hình\nBài đã sửa: huyện có 78 mô hình.",
    "models": [{**BUILT, "count": 78}],
}
# Another bearer of the name, so that nobody knows any more who was meant without diacritics; and the same name with its
# mark on another vowel.
HUNG_OF_ANOTHER_SPELLING = told_of_person(
    "hop-giao-ban-quy-ba", "vi", "2023-10-05", person("Nguyễn Văn Hưng", "Nguyen Van Hung", "speaker", DEPUTY)
)
HOA_WITH_ANOTHER_MARK = told_of_person(
    "hop-giao-ban-quy-bon", "vi", "2023-12-28", person("Lê Thị Hoà", "Le Thi Hoa", "chair", DEPUTY)
)
FOURTH_NIGHT = [
    *(HUNG_OF_ANOTHER_SPELLING, HOA_WITH_ANOTHER_MARK),
    *(WHOLE_TOLD_AGAIN, WHOLE_MISPRINTED, COUNT_WITHDRAWN),
]
