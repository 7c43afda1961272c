"""Numbers as a text states them: digits in any grouping, words, fractions, with their qualifier.

A number is read only where it is whole: no parts of decimals, percentages, dates, document numbers or longer
figures. Whether it counts anything is for the rules of ``models``, ``awards`` and ``events`` to say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress, count
from typing import TYPE_CHECKING

from extraction.unspaced import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extraction.lexicon import Lexicon
    from extraction.terms import Token

_TEN_THOUSAND = 10_000
_HUNDREDS = 3  # digits of a number below a thousand that ends one begun in words
_PERCENT = {"%", "‰", "٪", "％"}
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


def beginnings(tokens: Sequence[Token], lexicon: Lexicon) -> list[int]:
    """The tokens that a number may begin with, by their index."""
    return list(compress(count(), map(lexicon.begins_number.__getitem__, [token.text for token in tokens])))


def find_numbers(tokens: Sequence[Token], lexicon: Lexicon, begins: Iterable[int]) -> list[Number]:
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


def _with_counters(number: Number, tokens: Sequence[Token], lexicon: Lexicon) -> Number:
    """A number with the counter glued to it: "5,900件以上", "25명"."""
    for length in range(min(lexicon.longest_counter, len(tokens) - number.last), 0, -1):
        last = number.last + length
        if tuple([token.text for token in tokens[number.last : last]]) in lexicon.counters:
            return replace(number, last=last, end=tokens[last - 1].end)
    return number


def _touching(left: Token, right: Token) -> bool:
    return left.end == right.start


def _digits(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Number | None:
    first = tokens[index]
    if not first.text[0].isdigit():
        return None
    text = first.text.replace(".", "").replace(",", "")
    last = index + 1
    if lexicon.language.numbers.spaced_thousands and len(text) <= 3 and "." not in first.text:
        while (
            last < len(tokens)
            and len(tokens[last].text) == 3
            and tokens[last].text.isdigit()
            and tokens[last].start == tokens[last - 1].end + 1
        ):
            text += tokens[last].text
            last += 1
    if not text.isdecimal() or len(text) > 12:
        return None
    value = int(text)
    value, last = _with_rest(*_with_less(*_multiplied(value, tokens, last, lexicon), tokens, lexicon), tokens)
    return Number(value, index, last, first.start, tokens[last - 1].end)


def _with_less(value: int, last: int, tokens: Sequence[Token], lexicon: Lexicon) -> tuple[int, int]:
    """Digits with a large word, then those with a smaller one: "15만 8천", "3 triệu 200 nghìn"."""
    if value < _TEN_THOUSAND or last + 1 >= len(tokens) or tokens[last - 1].text[0].isdigit():
        return value, last
    text = tokens[last].text
    if not text.isdecimal() or len(text) > _HUNDREDS or tokens[last].start - tokens[last - 1].end > 1:
        return value, last
    less, end = _multiplied(int(text), tokens, last + 1, lexicon)
    factor = less // max(int(text), 1)
    return (value + less, end) if factor > 1 and value % (10 * factor) == 0 else (value, last)


def _multiplied(value: int, tokens: Sequence[Token], last: int, lexicon: Lexicon) -> tuple[int, int]:
    """Digits followed by a large word: "14 nghìn", "90 万"."""
    if last == len(tokens) or tokens[last].text not in lexicon.first_number_words:
        return value, last
    for length in range(lexicon.longest_number_word, 0, -1):
        key = tuple([token.text for token in tokens[last : last + length]])
        factor = lexicon.multipliers.get(key)
        if factor is not None and factor >= 100 and len(key) == length:
            return value * factor, last + length
    return value, last


def _with_rest(value: int, last: int, tokens: Sequence[Token]) -> tuple[int, int]:
    """Thousands in words and the rest in digits: "tres mil 100", "11 mil 200"."""
    spoken = value % 1000 == 0 and last > 0 and tokens[last - 1].text.isalpha()
    if spoken and last < len(tokens) and tokens[last].text.isdecimal() and len(tokens[last].text) == _HUNDREDS:
        return value + int(tokens[last].text), last + 1
    return value, last


def _words(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Number | None:
    """A number in words: units and tens add up, multipliers multiply what stands before them."""
    total = section = unit = 0
    last = index
    read_any = False
    while last < len(tokens):
        if read_any and tokens[last].text == "-" and _touching(tokens[last - 1], tokens[last]):
            step = _word_at(tokens, last + 1, lexicon)
            skip = 1
        else:
            step = _word_at(tokens, last, lexicon)
            skip = 0
        if step is None:
            break
        value, is_factor, length = step
        if is_factor and not read_any and _is_no_beginning(tokens[last].text, lexicon):
            break
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
    return Number(total + section + unit, index, last, tokens[index].start, tokens[last - 1].end, in_words=True)


def _is_no_beginning(word: str, lexicon: Lexicon) -> bool:
    """Whether a multiplier begins no number: "hundreds of", "vài chục" state none; 十二 and 백 differ by script."""
    return not is_unspaced(lexicon) or word in lexicon.never_first


def _word_at(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> tuple[int, bool, int] | None:
    if index >= len(tokens) or tokens[index].text not in lexicon.first_number_words:
        return None
    for length in range(min(lexicon.longest_number_word, len(tokens) - index), 0, -1):
        key = tuple([token.text for token in tokens[index : index + length]])
        if key in lexicon.multipliers:
            return lexicon.multipliers[key], True, length
        if key in lexicon.number_words:
            return lexicon.number_words[key], False, length
    return None


def _fractions(numbers: Sequence[Number], tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Number]:
    """Join "185/261"; drop decimals, percentages and numbers that are part of a code ("08-DA/TU", "K9")."""
    skip = -1
    for place, number in enumerate(numbers):
        if place == skip:
            continue
        after = tokens[number.last] if number.last < len(tokens) else None
        before = tokens[number.first - 1] if number.first else None
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        if after is not None and after.text in _PERCENT:
            continue
        if before is not None and before.text in lexicon.ordinals and _touching(before, tokens[number.first]):
            continue
        if not number.in_words and before is not None and _part_of_code(before, tokens[number.first], tokens, number):
            continue
        if (
            after is not None
            and following is not None
            and following.first == number.last + 1
            and tokens[following.first].start == after.end == number.end + 1
        ):
            if after.text == "/" and not number.in_words:
                skip = place + 1
                if 0 < number.value <= following.value:
                    yield Number(
                        number.value, number.first, following.last, number.start, following.end, whole=following.value
                    )
                continue
            if after.text in ".,":  # a decimal: "3,5"
                skip = place + 1
                continue
        yield number


def _part_of_code(before: Token, token: Token, tokens: Sequence[Token], number: Number) -> bool:
    """Glued to a letter or a slash on the left ("K9", "số/12"), or to a code on the right ("08-DA")."""
    if before.end == token.start and ((before.text.isalpha() and before.text.isascii()) or before.text in {"/", "#"}):
        return True
    after = tokens[number.last : number.last + 2]
    return (
        len(after) == 2
        and after[0].text in {"-", "/"}
        and after[0].start == number.end
        and after[1].start == after[0].end
        and after[1].text.isalpha()
        and after[1].text.isascii()
    )
