"""The words of every problem, in Chinese and English: what is wrong, and what to do next.

The texts stand in ``zh.yaml`` and ``en.yaml``, one entry a code; they are read when there is something to say, so a
build without problems never pays for them. In a text

    {name}      is a param of the problem, shown on one line and not endlessly long
    {field}     is the key that the problem stands at, in quotation marks, or “this value” where there is none
    [[ … ]]     is left out if a param inside it is empty, so that no hint dangles

The words of problems with scores stand in `leitai.sheets.MESSAGES`; they are told like all others.

Must not know which problem arises when, what a param was made of, or any file but its own two. Never raises: a code
without words is told by its name and params, a missing param as “…”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import yaml

from leitai.errors import Problem, Severity, Spot
from leitai.wording import is_chinese

Entry: TypeAlias = Mapping[str, str]

_ENTRIES = "problems"
_TERMS = "terms"
_LONGEST = 160
_LONGEST_LIST = 600

_PLACE = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_NUMBER = re.compile(r"\d[\d,]*")

_LISTS = frozenset(("allowed", "files", "folders", "known", "names", "near", "projects", "there", "units"))
"""Params that may be several names in one text; whoever joined them did not know the language."""

_HALF_WIDTH_LISTS = frozenset(("allowed", "folders", "known", "count-what near", "misplaced-data near"))
"""Those of them that come with half-width commas. Elsewhere such a comma belongs to a name."""

_TRANSLATED = frozenset(("expected", "found", "reason", "said"))
"""Params that may be a term of this program, the system or libyaml; the catalogue may have words for it."""

_POINTERS = frozenset(
    (
        ("V11-unknown-category", "edition.yaml"),
        ("V11-unknown-group", "edition.yaml"),
        ("V11-unknown-parent", "id"),
        ("V11-unknown-award", "awards:"),
        ("V11-unknown-recipient", "shortlist.yaml"),
        ("V11-unknown-unit", "units.yaml"),
        ("bad-slug", "name"),
        ("count-where", "…"),
        ("unknown-project", "shortlist.yaml"),
        ("unknown-stage", "edition.yaml"),
    )
)
"""Stand-ins where no hint was found; taken for an empty hint, as the texts name the file to look into themselves."""

_SCORING = "score-"
"""How the codes of problems with scores begin."""

_WORDS = {
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
}
_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def describe(problem: Problem, language: str) -> tuple[str, str]:
    """What is wrong, and what to do next; the second is empty only for a code without words."""
    tongue = _tongue(language)
    entry = _entries(tongue).get(problem.code)
    params = dict(problem.params)
    if entry is None and problem.code.startswith(_SCORING):
        return _scoring(problem, tongue)
    if entry is None:
        said = ", ".join(f"{name}={_line(value)}" for name, value in params.items())
        code = _line(problem.code) or "?"
        return (f"{code} ({said})" if said else code), ""
    values = {name: _shown(problem.code, name, value, tongue) for name, value in params.items()}
    values.setdefault("field", _field(problem.spot, tongue))
    return _filled(entry.get("what", problem.code), values), _filled(entry.get("do", ""), values)


def lines(problem: Problem, language: str, *, color: bool = False) -> str:
    """The problem as a terminal shows it: where, what and code; then what to do; then the other places."""
    tongue = _tongue(language)
    what, do = describe(problem, language)

    def paint(text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if color and text else text

    place = _place(problem.spot)
    severity = paint(_WORDS[tongue][problem.severity], f"1;{_COLORS[problem.severity]}")
    first = f"{severity} {what}" if tongue == "zh" else f"{severity}: {what}"
    told = [f"{paint(f'{place}:', '1')} {first}" if place else first]
    if problem.code:
        told[0] += f" {paint(f'[{problem.code}]', '2')}"
    if do:
        told.append(f"  → {do}")
    see = "另见" if tongue == "zh" else "see also"
    told += [f"  {see} {_place(spot)}" for spot in problem.also]
    return "\n".join(told)


def as_json(problem: Problem, language: str) -> dict[str, Any]:
    """The problem for programs: its words and everything they are made of."""
    what, do = describe(problem, language)
    return {
        **_spot(problem.spot),
        "severity": problem.severity.value,
        "code": problem.code,
        "what": what,
        "do": do,
        "also": [_spot(spot) for spot in problem.also],
        "params": dict(problem.params),
    }


def tally(problems: Iterable[Problem], language: str) -> str:
    """How many errors and warnings there are; notes are counted only where there is nothing worse."""
    tongue = _tongue(language)
    numbers = dict.fromkeys(Severity, 0)
    for problem in problems:
        numbers[problem.severity] += 1
    grave = [severity for severity in (Severity.ERROR, Severity.WARNING) if numbers[severity]]
    counted = grave or [severity for severity in (Severity.NOTE,) if numbers[severity]]
    if not counted:
        return "没有发现问题" if tongue == "zh" else "no problems"
    if tongue == "zh":
        return "，".join(f"{numbers[severity]} 个{_WORDS['zh'][severity]}" for severity in counted)
    return ", ".join(
        f"{numbers[severity]} {_WORDS['en'][severity]}{'' if numbers[severity] == 1 else 's'}" for severity in counted
    )


def _tongue(language: str) -> str:
    return "zh" if is_chinese(language) else "en"


@cache
def _catalogue(tongue: str) -> dict[str, Any]:
    text = (files(__name__) / f"{tongue}.yaml").read_text("utf-8")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: dict[str, Any] = yaml.load(text, Loader=loader)  # a safe loader, whichever of the two
    return read


def _entries(tongue: str) -> Mapping[str, Entry]:
    entries: Mapping[str, Entry] = _catalogue(tongue)[_ENTRIES]
    return entries


def _scoring(problem: Problem, tongue: str) -> tuple[str, str]:
    """The words of a problem with scores, which have a catalogue of their own."""
    from leitai.sheets import MESSAGES

    said = MESSAGES.get(problem.code.removeprefix(_SCORING).replace("-", "_"), {}).get("zh" if tongue == "zh" else "en")
    if said is None:
        return problem.code, ""
    values = {name: _line(value) for name, value in problem.params}
    words = [_PLACE.sub(lambda place: values.get(place[1], "…"), text) for text in said]
    return words[0], words[1]


def _filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its params in place, without the optional parts whose params are empty."""

    def part(found: re.Match[str]) -> str:
        return found[1] if all(values.get(name) for name in _PLACE.findall(found[1])) else ""

    said = _PLACE.sub(lambda place: values.get(place[1], "") or "…", _OPTIONAL.sub(part, text))
    return said[:1].upper() + said[1:] if text.startswith("{field}") else said


def _shown(code: str, name: str, value: str, tongue: str) -> str:
    """A param as it is to be read: on one line, no terminal codes, the commas, terms and numbers of the language."""
    if (code, value) in _POINTERS and name in ("near", "known", "ref"):
        return ""
    if name in ("bytes", "limit") and value.isdecimal() and len(value) < 16:
        return f"{int(value) / 1e6:.1f}".removesuffix(".0") + " MB" if code == "photo-heavy" else f"{int(value):,}"
    if name in _TRANSLATED:
        value = _term(value, tongue)
    if name not in _LISTS:
        return _line(value)
    if tongue == "en":
        value = value.replace("、", ", ")
    elif name in _HALF_WIDTH_LISTS or f"{code} {name}" in _HALF_WIDTH_LISTS:
        value = value.replace(", ", "、")
    return _line(value, _LONGEST_LIST)


def _term(value: str, tongue: str) -> str:
    """The words for a term; a number in it is kept. What has no words stays as it is."""
    terms: Mapping[str, str] = _catalogue(tongue)[_TERMS]
    numbers = _NUMBER.findall(value)
    if value in terms or not numbers:
        return terms.get(value, value)
    said = terms.get(_NUMBER.sub("{n}", value))
    return said.replace("{n}", numbers[0]) if said and len(numbers) == 1 else value


def _line(text: str, longest: int = _LONGEST) -> str:
    """A text on one line without control characters, cut where it is too long for a message."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text[: 4 * longest]).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _field(spot: Spot, tongue: str) -> str:
    key = next((key for key in reversed(spot.keys) if isinstance(key, str)), "")
    if tongue == "zh":
        return f"“{_line(key)}” " if key else "这一项"
    return f"“{_line(key)}”" if key else "this value"


def _place(spot: Spot) -> str:
    place = _line(spot.path)
    if place and spot.line:
        place += f":{spot.line}"
        place += f":{spot.column}" if spot.column else ""
    return place


def _spot(spot: Spot) -> dict[str, Any]:
    return {"path": spot.path, "line": spot.line, "column": spot.column}
