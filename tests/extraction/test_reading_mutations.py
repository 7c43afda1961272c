"""Real-looking articles, damaged at random: reading them does not raise, and every quote stands."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from test_reading_anything import assert_quotes_stand

GOLD = sorted((Path(__file__).parent / "gold").glob("*/*.json"))
JUNK = ["\u200f", "😀", "\ud800", "\u0301", "\r\n", "\x00", "(", "“", "185/261", "31/02/2024", "99999999999999999999"]


def damaged(text: str, draw: random.Random) -> str:
    for _ in range(draw.randint(1, 6)):
        start = draw.randrange(len(text) + 1)
        end = min(len(text), start + draw.randint(0, 200))
        piece = text[start:end]
        text = {
            "cut": lambda s=start, e=end, t=text: t[:s] + t[e:],
            "double": lambda s=start, e=end, t=text, p=piece: t[:s] + p * 3 + t[e:],
            "turn": lambda s=start, e=end, t=text, p=piece: t[:s] + p[::-1] + t[e:],
            "case": lambda s=start, e=end, t=text, p=piece: t[:s] + p.swapcase() + t[e:],
            "junk": lambda s=start, t=text: t[:s] + draw.choice(JUNK) + t[s:],
            "join": lambda s=start, e=end, t=text, p=piece: t[:s] + p.replace(" ", "") + t[e:],
        }[draw.choice(["cut", "double", "turn", "case", "junk", "join"])]()
    return text


@pytest.mark.parametrize("language", sorted({path.parent.name for path in GOLD}))
def test_damaged_articles_are_read_without_fault(language: str) -> None:
    draw = random.Random(f"damage {language}")
    texts = [json.loads(path.read_text("utf-8"))["text"] for path in GOLD if path.parent.name == language]
    for _ in range(25):
        text = draw.choice(texts)
        if draw.random() < 0.3:
            text += "\n" + draw.choice(texts)
        assert_quotes_stand(damaged(text, draw), language)
