"""What a text says that data can contradict: typed numbers, ordinals, years, places, titles; and marks of paragraphs.

Found by pattern while a text is parsed, judged in `load.truth` against the edition it is about. A clause that looks
back (去年, 上届, earlier …) or hedges (近, 余, about …) is left out, for it speaks of something else. Knows no edition,
no other text and no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Literal, TypeAlias

from msgspec import Struct

from leitai.wording import bare

MentionKind: TypeAlias = Literal["shortlisted", "entrants", "award", "ordinal", "year", "place", "title"]

LONG = 80
"""Paragraphs of so many characters (without spaces and punctuation) are not written twice by accident."""


class Mention(Struct, frozen=True, omit_defaults=True):
    """One thing said: ``text`` as it stands there, ``number`` if it is one, ``name`` the award, place or title.

    ``clause`` is what stands around it; ``key`` the front matter or YAML key, empty for the body, and ``index`` the
    place in that key's list.
    """

    kind: MentionKind
    text: str
    number: int = 0
    name: str = ""
    clause: str = ""
    key: str = ""
    index: int = -1


class Mark(Struct, frozen=True, array_like=True, gc=False):
    """A long paragraph: a digest of it without spaces and punctuation, and how it begins."""

    digest: int
    start: str


_SMALL = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}

_N = r"(?P<n>\d{1,4}|[一二两三四五六七八九十百]{1,6})"
_HAN = r"[\u4e00-\u9fff]"
_CLAUSE = re.compile(r"[^。！？；;!?\n]+")
_BACK = re.compile(
    r"上届|上一届|上次|上一次|去年|前年|往年|往届|历届|首届|此前|先前|以往|曾|自从|以来|回顾|连续|相比|比起|下届|下一届|明年|其中|每|各"
    r"|\b(?:last|previous|earlier|since|compared|than|before|next|ago|among|of them|each|every)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(r"(?:近|约|超|超过|逾|将近|大约|第|前|多达|至少|about|over|nearly|almost|than)\s*$", re.IGNORECASE)
_NEIGHBOURS = frozenset("和与及、或/—-~至到0123456789")
_WON = re.compile(r"[获夺得拿摘揽捧斩收囊]")

_WORD = rf"(?P<n>\d{{1,4}}|{'|'.join(_WORDS)})"

_SHORTLISTED = (
    re.compile(
        rf"入围(?:的|了)?(?:项目|作品|单位|名单|案例)?(?:一共有|共有|共计|总计|一共|总共|共|计|有|为|是|：|:)?\s*{_N}\s*(?:个|项|件|家|支)"
    ),
    re.compile(
        rf"{_N}\s*(?:个|项|件|家|支)(?!组|类|大类){_HAN}{{0,4}}?(?:项目|作品|单位|案例)?(?:成功|最终|顺利|正式)?的?入围"
    ),
    re.compile(
        rf"\b{_WORD}\s+(?:projects?|entries|finalists)?\s*(?:were|was|are|have been)?\s*shortlisted\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\bshortlist of (?P<n>\d{{1,4}}|{'|'.join(_WORDS)})\b", re.IGNORECASE),
    re.compile(rf"\b{_WORD} finalists\b", re.IGNORECASE),
)
_ENTRANTS = (
    re.compile(
        rf"{_N}\s*(?:个|项|件|家|支)(?!组|类|大|区|市|县|省|国|赛|地|月|小){_HAN}{{0,8}}?(?:参赛|同台|报名|角逐|竞逐|登台|比拼|竞技)"
    ),
    re.compile(rf"(?:参赛|报名)(?:项目|单位|作品|队伍)(?:共有|共计|共|有|为|：|:)?\s*{_N}\s*(?:个|项|件|家|支)"),
    re.compile(rf"\b{_WORD} entrants\b", re.IGNORECASE),
)
_AWARDS = (
    re.compile(rf"(?P<a>{_HAN}{{1,8}}奖)(?:共|为|有|：|:)?\s*{_N}\s*(?:个|名|项|件)"),
    re.compile(rf"{_N}\s*(?:个|名|项|件)(?P<a>{_HAN}{{1,8}}?奖)"),
    re.compile(
        rf"\b(?P<n>\d{{1,3}}|(?i:{'|'.join(_WORDS)})) (?P<a>[A-Z][\w’' -]{{1,30}}?) (?:awards?|prizes?|medals?)\b"
    ),
)
_ORDINAL = re.compile(r"第\s*(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})\s*届")
_YEAR = re.compile(r"(?P<n>(?:19|20)\d\d)\s*年(?:度)?[^，。；\n]{0,20}|[A-Z][^.,;\n]{2,40}?\s(?P<m>(?:19|20)\d\d)\b")
_PLACE = re.compile(
    r"[在于](?P<p>[\u4e00-\u9fffA-Za-z0-9·（）()]{2,24}?)(?:隆重|成功|顺利|正式|圆满)?(?:举行|举办|开幕|落幕|开赛|召开|开讲|上演)"
    r"|\b(?:held|hosted|took place|opened|gathered) (?:in|at) (?:the )?"
    r"(?P<q>[A-Z][\w’'-]*(?: (?:of|the|[A-Z][\w’'-]*))*)"
)
_TITLE = re.compile(r"《(?P<t>[^《》\n]{4,80})》")
_HOLE = re.compile(r"\{\{.*?\}\}|[\x0e\x0f][0-9]*")


def value_of(number: str) -> int:
    """A number in digits, Han numerals or English words.

    >>> value_of("16"), value_of("十六"), value_of("二十"), value_of("一百零五"), value_of("两"), value_of("twelve")
    (16, 16, 20, 105, 2, 12)
    """
    if number.isdecimal():
        return int(number)
    if number.lower() in _WORDS:
        return _WORDS[number.lower()]
    total = digit = 0
    for sign in number:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _SMALL.get(sign, 0)
    return total + digit


def mentions(text: str, key: str = "", index: int = -1) -> Iterator[Mention]:
    """Everything in a text that data may contradict.

    >>> [(each.kind, each.number, each.name) for each in mentions("26个项目入围，评出一等奖1名。")]
    [('shortlisted', 26, ''), ('award', 1, '评出一等奖')]
    >>> list(mentions("去年有26个项目入围。")), list(mentions("近30个项目入围。"))
    ([], [])
    """
    for found in _TITLE.finditer(text):
        yield Mention("title", found[0], name=found["t"], key=key, index=index)
    for part in _CLAUSE.finditer(_HOLE.sub("", text)):
        clause = part[0]
        if not _BACK.search(clause):
            for each in _in_clause(clause):
                yield Mention(each.kind, each.text, each.number, each.name, clause[:120], key, index)


def _in_clause(clause: str) -> Iterator[Mention]:
    taken: set[int] = set()
    if "入围" in clause or "hortlist" in clause or "inalists" in clause:
        yield from _numbers("shortlisted", _SHORTLISTED, clause, taken)
    if _ENTERING.search(clause):
        yield from _numbers("entrants", _ENTRANTS, clause, taken)
    if "奖" in clause or "ward" in clause or "rize" in clause or "edal" in clause:
        yield from _numbers("award", _AWARDS, clause, taken)
    if "届" in clause:
        for found in _ORDINAL.finditer(clause):
            yield Mention("ordinal", found[0], value_of(found["n"]), clause[found.end() : found.end() + 24])
    for found in _YEAR.finditer(clause):
        yield Mention("year", found[0], int(found["n"] or found["m"]))
    for found in _PLACE.finditer(clause):
        yield Mention("place", found[0], name=found["p"] or found["q"])


_ENTERING = re.compile("参赛|同台|报名|角逐|竞逐|登台|比拼|竞技|entrants")


def _numbers(
    kind: MentionKind, patterns: tuple[re.Pattern[str], ...], clause: str, taken: set[int]
) -> Iterator[Mention]:
    for pattern in patterns:
        for found in pattern.finditer(clause):
            start = found.start("n")
            before = clause[max(0, start - 6) : start]
            if start in taken or _HEDGE.search(before) or before[-1:] in _NEIGHBOURS:
                continue
            number = value_of(found["n"])
            if number < 2 and kind != "award":
                continue  # one of them, and not their number
            name = found["a"] if kind == "award" else ""
            if name and found.start("a") > start and _WON.search(before):
                continue  # what one of them won, not how many there are
            taken.add(start)
            yield Mention(kind, found[0], number, name)


def mark_of(text: str) -> int:
    """A digest of a text without spaces, punctuation and case, in 63 bits; 0 for an empty one."""
    return _digest(bare(text))


def _digest(plain: str) -> int:
    return int.from_bytes(blake2b(plain.encode(), digest_size=8).digest()) >> 1 if plain else 0


def long_marks(texts: Iterator[str]) -> Iterator[Mark]:
    """The marks of those paragraphs that are long."""
    for text in texts:
        if len(text) > LONG and len(plain := bare(text)) >= LONG:
            yield Mark(_digest(plain), text[:24])
