"""Names of people and places in katakana, Hangul and Han characters, back in Vietnamese letters."""

from __future__ import annotations

import time
from dataclasses import MISSING, fields

import pytest

from extraction.lexicon import lexicon
from extraction.names import read_back
from extraction.names.han import han
from extraction.passage import read_passage
from extraction.people import find_names
from extraction.view import view
from storage.records import Article


def passage_of(text: str, lang: str):
    known = lexicon(lang)
    assert known is not None
    nothing = dict.fromkeys(field.name for field in fields(Article) if field.default is MISSING)
    return read_passage(Article(**{**nothing, "lang": lang, "text": text, "blocks": ()}), known)


def names_in(text: str, lang: str) -> list[str]:
    passage = passage_of(text, lang)
    return [name.latin for sentence in passage.sentences for name in find_names(passage, sentence)]


def places_in(text: str, lang: str) -> list[tuple[str, str]]:
    passage = passage_of(text, lang)
    return [(place.units[0].name, place.kind) for sentence in passage.sentences for place in sentence.places]


@pytest.mark.parametrize(
    ("script", "written", "read"),
    [
        ("katakana", "グエン", "nguyen"),
        ("katakana", "ファム", "pham"),
        ("katakana", "クオック", "quoc"),
        ("katakana", "ザン", "giang"),
        ("hangul", "응우옌", "nguyen"),
        ("hangul", "쩐", "tran"),
        ("hangul", "꽈익", "quach"),
    ],
)
def test_a_syllable_is_read_back(script: str, written: str, read: str) -> None:
    assert read_back(script, written)[0] == read


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ja", "省党委員会副書記のファム・ナム・ヴィン・アン同志が演説した。", ["Pham Nam Vinh An"]),
        ("ja", "レー・クアン・ミン大佐が出席した。", ["Le Quang Minh"]),
        ("ja", "ソンラ省党委員会は会議を開いた。", []),
        ("ja", "ホー・チ・ミン主席の思想を学ぶ。", []),
        ("ko", "성 당위원회 서기 호앙 꾸옥 뚱 동지가 연설했습니다.", ["Hoang Quoc Tung"]),
        ("ko", "부서기 판티끼에우번 동지와 대표들이 참석했습니다.", ["Phan Thi Kieu Van"]),
        ("ko", "부부장 레 반 민(Le Van Minh) 씨가 개회사를 했습니다.", ["Le Van Minh"]),
        ("zh", "省委民运部部长黄文强和边防部队政委黎光明大校出席。", ["Hoang Van Cuong", "Le Quang Minh"]),
        ("zh", "市委副書記鄧明山、市人民委員會主席阮德祿和300名代表出席。", ["Dang Minh Son", "Nguyen Duc Loc"]),
        ("zh", "省委书记高度评价民运工作。", []),
    ],
)
def test_people_stand_beside_their_positions(lang: str, text: str, expected: list[str]) -> None:
    assert names_in(text, lang) == expected


def test_a_person_once_introduced_is_known_again() -> None:
    assert names_in("省委副书记杜海兆主持会议。\n杜海兆强调,要听取意见。", "zh") == ["Do Hai Trieu"] * 2


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ja", "ゲアン省クインルー県", [("Nghệ An", "province"), ("Quỳnh Lưu", "district")]),
        ("ja", "ホー・チ・ミンの思想", []),
        ("ko", "꾸인르우현 당위원회", [("Quỳnh Lưu", "district")]),
        ("ko", "보고에 따르면 모델이 있다.", []),
        ("zh", "義安省瓊琉縣", [("Nghệ An", "province"), ("Quỳnh Lưu", "district")]),
        ("zh", "和平与发展", []),
        ("zh", "和平省", [("Hòa Bình", "province")]),
    ],
)
def test_places_stand_before_their_kind(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert places_in(text, lang) == expected


def test_simplified_characters_are_seen_and_the_original_quoted() -> None:
    seen = view("民運能手")
    assert seen.lower == "民运能手"
    assert seen.original == "民運能手"
    assert not [c for readings in (han().of_people, han().of_places) for c in readings if view(c).lower != c]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "主席阮文安" * 4000),
        ("zh", "安" * 20000),
        ("ja", "グエン・ヴァン" * 3000),
        ("ja", "ア" * 20000),
        ("ko", "응우옌 반 " * 4000),
        ("ko", "아" * 20000),
    ],
)
def test_no_text_takes_long(lang: str, text: str) -> None:
    start = time.perf_counter()
    names_in(text, lang)
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    ("written", "lang", "latin"),
    [
        ("省党委員会副書記のグエン・ティ・トゥエット氏は述べた。", "ja", "Nguyen Thi Tuyet"),
        ("省党委員会副書記のグエン・ダン・トゥエット氏は述べた。", "ja", "Nguyen Dang Thuyet"),
    ],
)
def test_a_middle_name_tells_names_of_men_from_those_of_women(written, lang, latin):
    assert names_in(written, lang) == [latin]


@pytest.mark.parametrize(
    ("sentence", "lang", "latin"),
    [
        ("阮文宽总理:民运工作要听群众的话。中央民运部副部长阮文宽表示,民运工作很重要。", "zh", {"Nguyen Van Khoan"}),
        ("회의에 참여한 현당위원회 부서기 레 반 푹은 말했다.", "ko", {"Le Van Phuc"}),
    ],
)
def test_words_of_the_subject_and_of_attending_are_no_names(sentence, lang, latin):
    assert set(names_in(sentence, lang)) == latin
