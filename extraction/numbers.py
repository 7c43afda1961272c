"""Numbers as a text states them: digits in any grouping, words, fractions, with their qualifier.

A number is read only where it is whole: no parts of decimals, percentages, dates, document numbers or longer
figures. Whether it counts anything is for the rules of ``models``, ``awards`` and ``events`` to say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress, count
from typing import TYPE_CHECKING, Literal

from extraction.unspaced import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extraction.lexicon import Lexicon
    from extraction.terms import Tokens

_TEN_THOUSAND = 10_000
_THOUSANDS = 4  # digits of what is left of a number in ten thousands
_HUNDRED = 100
_TWENTY = 20
_HUNDREDS = 3  # digits of a number below a thousand that ends one begun in words
_PERCENT = frozenset("%‰٪％")
_JOINS_CODE = frozenset("/#")
LARGEST = 10**9


@dataclass(slots=True)
class Number:
    """A number of the text: its value, its tokens ``first:last`` and view offsets."""

    value: int
    first: int
    last: int
    start: int
    end: int
    in_words: bool = False
    whole: int | None = None  # of "185/261": 261
    growth: Literal["by", "to"] | None = None  # what an amount grew by, or to: "rose by 45 to 120"


def beginnings(tokens: Tokens, lexicon: Lexicon) -> list[int]:
    """The tokens that a number may begin with, by their index."""
    return list(compress(count(), map(lexicon.begins_number.__getitem__, tokens.texts)))


def find_numbers(tokens: Tokens, lexicon: Lexicon, begins: Iterable[int]) -> list[Number]:
    """All numbers of a token sequence, in order, none inside another; ``begins`` are its ``beginnings``."""
    found: list[Number] = []
    reached = 0
    for index in begins:
        number = None
        if index >= reached:
            number = _digits(tokens, index, lexicon) or _words(tokens, index, lexicon)
        if number is None:
            continue
        if 0 <= number.value <= LARGEST:
            found.append(number)
        reached = number.last
    kept = _fractions(found, tokens, lexicon)
    return [_with_counters(number, tokens, lexicon) for number in kept] if lexicon.counters else list(kept)


def _with_counters(number: Number, tokens: Tokens, lexicon: Lexicon) -> Number:
    """A number with the counter glued to it: "5,900件以上", "25명"."""
    if number.last == len(tokens.texts) or tokens.texts[number.last] not in lexicon.first_of_counters:
        return number
    for length in range(min(lexicon.longest_counter, len(tokens.texts) - number.last), 0, -1):
        last = number.last + length
        if tuple(tokens.texts[number.last : last]) in lexicon.counters:
            return replace(number, last=last, end=tokens.ends[last - 1])
    return number


def _digits(tokens: Tokens, index: int, lexicon: Lexicon) -> Number | None:
    text = tokens.texts[index]
    if not text[0].isdigit():
        return None
    last = index + 1
    if not text.isdecimal():
        text = text.replace(".", "").replace(",", "")
    if lexicon.language.numbers.spaced_thousands and len(text) <= 3 and "." not in tokens.texts[index]:
        text, last = _with_spaced_thousands(text, last, tokens)
    if not text.isdecimal() or len(text) > 12:
        return None
    decimal = _decimal(int(text), index, tokens, lexicon)
    if decimal is not None:
        return decimal
    value = int(text)
    if last < len(tokens.texts) and tokens.texts[last] in lexicon.first_number_words:
        value, last = _with_rest(*_with_less(*_multiplied(value, tokens, last, lexicon), tokens, lexicon), tokens)
    return Number(value, index, last, tokens.starts[index], tokens.ends[last - 1])


def _decimal(whole: int, index: int, tokens: Tokens, lexicon: Lexicon) -> Number | None:
    """A decimal fraction of a large word: "12.6 thousand", "1,26万"; any other decimal counts nothing."""
    sign, part, large = index + 1, index + 2, index + 3
    if large >= len(tokens.texts) or tokens.texts[sign] not in {".", ","} or not tokens.texts[part].isdecimal():
        return None
    if tokens.texts[large] not in lexicon.first_number_words or tokens.starts[part] - tokens.ends[index] != 1:
        return None
    factor, last = _multiplied(1, tokens, large, lexicon)
    tenths, rest = divmod(int(tokens.texts[part]) * factor, 10 ** len(tokens.texts[part]))
    if last == large or rest:
        return None
    return Number(whole * factor + tenths, index, last, tokens.starts[index], tokens.ends[last - 1])


def _with_spaced_thousands(text: str, last: int, tokens: Tokens) -> tuple[str, int]:
    """Digits with those behind them that a space sets off in threes: "12 500"."""
    while (
        last < len(tokens.texts)
        and len(tokens.texts[last]) == _HUNDREDS
        and tokens.texts[last].isdigit()
        and tokens.starts[last] == tokens.ends[last - 1] + 1
    ):
        text += tokens.texts[last]
        last += 1
    return text, last


def _with_less(value: int, last: int, tokens: Tokens, lexicon: Lexicon) -> tuple[int, int]:
    """Digits with a large word, then those with a smaller one: "15만 8천", "3 triệu 200 nghìn"."""
    if value < _TEN_THOUSAND or last + 1 >= len(tokens.texts) or tokens.texts[last - 1][0].isdigit():
        return value, last
    text = tokens.texts[last].replace(",", "")
    if (
        value % _TEN_THOUSAND == 0
        and text.isdecimal()
        and len(text) == _THOUSANDS
        and tokens.starts[last] - tokens.ends[last - 1] <= 1
    ):
        return value + int(text), last + 1  # "1만 1,350"
    if not text.isdecimal() or len(text) > _HUNDREDS or tokens.starts[last] - tokens.ends[last - 1] > 1:
        return value, last
    less, end = _multiplied(int(text), tokens, last + 1, lexicon)
    factor = less // max(int(text), 1)
    return (value + less, end) if factor > 1 and value % (10 * factor) == 0 else (value, last)


def _multiplied(value: int, tokens: Tokens, last: int, lexicon: Lexicon) -> tuple[int, int]:
    """Digits followed by a large word: "14 nghìn", "90 万"."""
    if last == len(tokens.texts) or tokens.texts[last] not in lexicon.first_number_words:
        return value, last
    for length in range(lexicon.longest_number_word, 0, -1):
        key = tuple(tokens.texts[last : last + length])
        factor = lexicon.multipliers.get(key)
        if factor is not None and factor >= 100 and len(key) == length:
            return value * factor, last + length
    return value, last


def _with_rest(value: int, last: int, tokens: Tokens) -> tuple[int, int]:
    """Thousands in words and the rest in digits: "tres mil 100", "11 mil 200"."""
    if value % 1000 or not last or last >= len(tokens.texts) or not tokens.texts[last - 1].isalpha():
        return value, last
    rest = tokens.texts[last]
    return (value + int(rest), last + 1) if rest.isdecimal() and len(rest) == _HUNDREDS else (value, last)


def _words(tokens: Tokens, index: int, lexicon: Lexicon) -> Number | None:
    """A number in words: units and tens add up, multipliers multiply what stands before them."""
    total = section = unit = 0
    last = index
    read_any = False
    texts = tokens.texts
    while last < len(texts):
        if read_any and texts[last] == "-" and tokens.ends[last - 1] == tokens.starts[last]:
            step = _word_at(tokens, last + 1, lexicon)
            skip = 1
        else:
            step = _word_at(tokens, last, lexicon)
            skip = 0
            hundreds = total + section + unit
            if step is None and hundreds >= _HUNDRED and not hundreds % _HUNDRED and texts[last] in lexicon.and_words:
                step, skip = _word_at(tokens, last + 1, lexicon), 1  # "two hundred and fifty"
                step = step if step is not None and step[0] < _HUNDRED and not step[1] else None
        if step is None:
            break
        value, is_factor, length = step
        if is_factor and not read_any and _is_no_beginning(texts[last], lexicon):
            break
        if unit and value < _TWENTY and lexicon.glued_and and texts[last].startswith(lexicon.glued_and):
            break  # "خمسة وعشرون" are 25, but "اثنان وأربعة" two and four
        if not is_factor:
            unit += value
        elif value < 1000:
            section += max(unit, 1) * value
            unit = 0
        else:
            total += max(section + unit, 1) * value
            section = unit = 0
        last += skip + length
        read_any = True
    if not read_any:
        return None
    if total and not section and not unit:
        total, last = _with_rest(total, last, tokens)
    return Number(total + section + unit, index, last, tokens.starts[index], tokens.ends[last - 1], in_words=True)


def _is_no_beginning(word: str, lexicon: Lexicon) -> bool:
    """Whether a multiplier begins no number: "hundreds of", "vài chục" state none; 十二 and 백 differ by script."""
    return not is_unspaced(lexicon) or word in lexicon.never_first


def _word_at(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[int, bool, int] | None:
    texts = tokens.texts
    if index >= len(texts):
        return None
    if texts[index] not in lexicon.first_number_words:
        joined = lexicon.joined_numbers[texts[index]] if lexicon.joined_numbers is not None else None
        return None if joined is None else (joined, False, 1)
    for length in range(min(lexicon.longest_number_word, len(texts) - index), 0, -1):
        key = tuple(texts[index : index + length])
        if key in lexicon.multipliers:
            return lexicon.multipliers[key], True, length
        if key in lexicon.number_words:
            return lexicon.number_words[key], False, length
    return None


def _fractions(numbers: Sequence[Number], tokens: Tokens, lexicon: Lexicon) -> Iterator[Number]:
    """Join "185/261"; drop decimals, percentages and numbers that are part of a code ("08-DA/TU", "K9")."""
    skip = -1
    texts, starts, ends = tokens.texts, tokens.starts, tokens.ends
    for place, number in enumerate(numbers):
        if place == skip:
            continue
        after = texts[number.last] if number.last < len(texts) else ""
        if after in _PERCENT:
            continue
        before = number.first - 1
        if before >= 0 and ends[before] == number.start and _is_no_number(tokens, number, lexicon):
            continue
        if before >= 0 and after and after in "-/" and not number.in_words and _leads_to_code(tokens, number):
            continue
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        if (
            after
            and following is not None
            and following.first == number.last + 1
            and starts[following.first] == ends[number.last] == number.end + 1
        ):
            if after == "/" and not number.in_words:
                skip = place + 1
                if 0 < number.value <= following.value:
                    yield Number(
                        number.value, number.first, following.last, number.start, following.end, whole=following.value
                    )
                continue
            if after in ".,":  # a decimal: "3,5"
                skip = place + 1
                continue
        yield number


def _is_no_number(tokens: Tokens, number: Number, lexicon: Lexicon) -> bool:
    """Whether what is glued to a number on its left makes it none: "第3", "K9", "số/12", "数百"."""
    before = tokens.texts[number.first - 1]
    if before in lexicon.ordinals or (number.in_words and before in lexicon.vague):
        return True
    return not number.in_words and ((before.isalpha() and before.isascii()) or before in _JOINS_CODE)


def _leads_to_code(tokens: Tokens, number: Number) -> bool:
    """Whether a dash or a slash glues a number to letters on its right: "08-DA"."""
    sign = number.last
    if sign + 1 >= len(tokens.texts) or not tokens.starts[sign] == number.end == tokens.starts[sign + 1] - 1:
        return False
    letters = tokens.texts[sign + 1]
    return letters.isalpha() and letters.isascii()
