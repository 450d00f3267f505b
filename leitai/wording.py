"""What languages do differently and templates cannot: numerals, ordinals, the names of editions, soft title breaks.

Pure functions of their arguments and a language tag. Strings of the interface belong to the theme, messages to
`messages`; here is only what must be known while the model is made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


_BEFORE = re.compile(r"(?:摄影|攝影|摄|攝|图片|圖片|图|圖|photos?|pictures?|images?)(?:\s*[:：/／]\s*|\s+by\s+)", re.I)
_AFTER = re.compile(r"\s*[/／]?\s*(?:摄影|攝影|摄|攝|供图|供圖|提供)$")
_AND = re.compile(r"\s*(?:[、，,;；&＆]|\band\b)\s*")


def photographers(credit: str) -> tuple[str, ...]:
    """The names in a photo's credit, without the words around them.

    >>> photographers("刘锋兰 摄"), photographers("摄影：张三、李四"), photographers("Photo: Ann Lee and Bo")
    (('刘锋兰',), ('张三', '李四'), ('Ann Lee', 'Bo'))
    """
    names = _AFTER.sub("", _BEFORE.sub("", credit.strip(), count=1))
    return tuple(dict.fromkeys(name for name in _AND.split(names) if name))


def is_chinese(language: str) -> bool:
    """Whether the language tag is a kind of Chinese."""
    return language.lower().startswith("zh")


def han_number(number: int) -> str:
    """A whole number below 10,000 in Han numerals.

    >>> han_number(4), han_number(12), han_number(20), han_number(105), han_number(1010)
    ('四', '十二', '二十', '一百零五', '一千零一十')
    """
    if not 0 < number < 10_000:
        return _DIGITS[0] if number == 0 else str(number)
    text = ""
    pending_zero = False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if not digit:
            pending_zero = bool(text)
            continue
        text += ("零" if pending_zero else "") + _DIGITS[digit] + name
        pending_zero = False
    return text[1:] if text.startswith("一十") else text


def spelled(number: int, language: str) -> str:
    """A number in words, where the language has short ones for it."""
    if is_chinese(language):
        return han_number(number)
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)


def numeral(number: int, language: str) -> str:
    """The ordinal printed before a heading: 一、二 … in Chinese, 1, 2 … elsewhere."""
    return han_number(number) if is_chinese(language) else str(number)


def edition_name(contest: str, language: str, *, year: int, number: int | None, issue: int | None, part: str) -> str:
    """The full name of an edition, composed as the language does.

    >>> edition_name("“先锋杯”大赛", "zh-CN", year=2022, number=10, issue=None, part="")
    '第十届“先锋杯”大赛'
    >>> edition_name("Harbour Awards", "en", year=2025, number=None, issue=None, part="")
    'Harbour Awards 2025'
    """
    if is_chinese(language):
        name = f"第{han_number(number)}届{contest}" if number else f"{year}年{contest}"
        name += f"第{han_number(issue)}期" if issue else ""
        return f"{name}（{part}）" if part else name
    name = f"{contest} {year}"
    name += f", no. {issue}" if issue else ""
    return f"{name} ({part})" if part else name


def edition_short(language: str, *, year: int, number: int | None, issue: int | None) -> str:
    """The short name of an edition among its siblings."""
    if is_chinese(language):
        if issue:
            return f"{year}年第{han_number(issue)}期"
        return f"第{han_number(number)}届" if number else f"{year}年"
    return f"{year}, no. {issue}" if issue else str(year)


_WIDE = r"\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F“”‘’《》…—"
_HALVES = re.compile(rf"(?<=[{_WIDE}])[ \u3000]+(?=[{_WIDE}\d])|(?<=\d)[ \u3000]+(?=[{_WIDE}])")


_HAN = re.compile("[\u3400-\u9fff]")


@lru_cache(maxsize=100_000)
def title_parts(title: str) -> tuple[str, ...]:
    """The halves of a title that Chinese typography parts by a space; a single part for other titles.

    >>> title_parts("改革不停步 服务加速度"), title_parts("A low-carbon town — 24 streets")
    (('改革不停步', '服务加速度'), ('A low-carbon town — 24 streets',))
    """
    if not _HAN.search(title):
        return (title,)
    parts = tuple(_HALVES.split(title))
    return parts if 1 < len(parts) <= 4 else (title,)


_NO_WORD = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """A text without spaces, punctuation and case, for comparing names that are spelled in two ways (V21)."""
    return _NO_WORD.sub("", text).lower()


_PLACE = re.compile(r"\{([^{}]*)\}")


def places(text: str) -> list[str]:
    """The places of a wording in their order; a brace that opens or closes none counts as one that nobody knows.

    >>> places("{unit}的《{project}》获{award}}")
    ['unit', 'project', 'award', '}']
    """
    return [*_PLACE.findall(text), *re.findall("[{}]", _PLACE.sub("", text))]


def worded(text: str, values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """A wording as pieces, (text, the place it came from or nothing); what stands in a value is not looked at again.

    >>> worded("授予{unit}{award}。", {"unit": "{award}", "award": "金奖"})
    (('授予', ''), ('{award}', 'unit'), ('金奖', 'award'), ('。', ''))
    """
    pieces: list[tuple[str, str]] = []
    for index, piece in enumerate(_PLACE.split(text)):
        if index % 2:
            pieces.append((values.get(piece, ""), piece))
        elif piece:
            pieces.append((piece, ""))
    return tuple((said, name) for said, name in pieces if said)
