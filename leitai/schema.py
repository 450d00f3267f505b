"""From plain YAML values to the shapes of `fields`, collecting every problem instead of stopping at the first.

msgspec itself stops at the first error, so the fields are converted one by one, by the types the shapes declare. A
shape may accept a text (``from_text``) or a list (``list_field``) as its short form, keep fields from editors
(``hidden_fields``), and look at itself when it is whole (``verify``). Knows no particular field.
"""

from __future__ import annotations

import difflib
import re
import types
import typing
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, TypeAlias, TypeVar

import msgspec

from leitai.errors import FieldError, Problem, Spot, error
from leitai.values import LanguageTag, WebAddress, language_tag, web_address
from leitai.yamltext import Plain

Convert: TypeAlias = Callable[[Plain, Spot, list[Problem]], Any]
T = TypeVar("T", bound=msgspec.Struct)


class _Failed:
    """The mark of a value that could not be converted; its problem has been told."""


FAILED = _Failed()
_YES = frozenset(("true", "yes", "on", "是", "真"))
_NO = frozenset(("false", "no", "off", "否", "假"))


def convert(plain: Plain, shape: type[T], spot: Spot) -> tuple[T | None, list[Problem]]:
    """The value of that shape and all problems found; the value is None exactly if one of them is an error."""
    problems: list[Problem] = []
    value = _converter(shape)(plain, spot, problems)
    return (None if value is FAILED or problems else value), problems


def read(plain: Plain, shape: type[T], spot: Spot) -> tuple[T, list[Problem]]:
    """As `convert`, but with a value always: what could not be read is left out of it, as if it had not been said.

    Where the shape requires it, something neutral stands in its place. Such a value serves to find further problems,
    and for nothing else.
    """
    problems: list[Problem] = []
    value = _converter(shape)(plain, spot, problems)
    return (stand_in(shape) if value is FAILED else value), problems


@cache
def stand_in(shape: type[T]) -> T:
    """A value of that shape that says nothing."""
    made = _stand_ins.get(shape)
    if made is None:
        hints = typing.get_type_hints(shape)
        required = [field.name for field in msgspec.structs.fields(shape) if field.required]
        made = _stand_ins[shape] = shape(**{name: _blank(hints[name]) for name in required})
    return made


_stand_ins: dict[type, Any] = {}


def _blank(hint: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        blank = getattr(hint, "blank", None)
        return blank() if blank else stand_in(hint)
    return {str: "", int: 0, Decimal: Decimal()}.get(hint) if typing.get_origin(hint) is not tuple else ()


def nearest(word: str, known: typing.Iterable[str]) -> str:
    """The known word most like ``word``, or an empty text when none is like it."""
    folded = {each.lower(): each for each in known}
    return next((folded[each] for each in difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)), "")


@cache
def _converter(hint: Any) -> Convert:
    if hint is str:
        return _text
    if hint in _SCALARS:
        return _scalar(_SCALARS[hint], {bool: "yes-no", WebAddress: "text", LanguageTag: "text"}.get(hint, "number"))
    if hint is object:
        return lambda plain, spot, problems: plain
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        return _scalar(_choice(typing.get_args(hint)))
    if origin in (types.UnionType, typing.Union):
        inner = _converter(next(arg for arg in typing.get_args(hint) if arg is not type(None)))
        return lambda plain, spot, problems: None if plain is None else inner(plain, spot, problems)
    if origin is tuple:
        return _sequence(typing.get_args(hint)[0])
    if origin is dict:
        return _mapping(typing.get_args(hint)[1])
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return _struct(hint)
    raise TypeError(f"no conversion for {hint!r}")


def _text(plain: Plain, spot: Spot, problems: list[Problem]) -> Any:
    if plain is None:
        return ""
    if isinstance(plain, str):
        return unicodedata.normalize("NFC", plain).strip()
    problems.append(error("wrong-type", spot, expected="text", found=_kind(plain)))
    return FAILED


def _scalar(read: Callable[[str], Any], expected: str = "text") -> Convert:
    def run(plain: Plain, spot: Spot, problems: list[Problem]) -> Any:
        if not isinstance(plain, str):
            problems.append(error("wrong-type", spot, expected=expected, found=_kind(plain)))
            return FAILED
        try:
            return read(unicodedata.normalize("NFC", plain).strip())
        except FieldError as problem:
            problems.append(error(problem.code, spot, **problem.params))
            return FAILED

    return run


def _bool(text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise FieldError("not-yes-no", value=text)


def _int(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}", text):
        raise FieldError("not-a-number", value=text)
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        raise FieldError("not-a-number", value=text) from None
    if not value.is_finite():
        raise FieldError("not-a-number", value=text)
    return value


def _choice(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise FieldError("not-one-of", value=text, allowed=", ".join(filter(None, allowed)))
        return text

    return read


_SCALARS: dict[Any, Callable[[str], Any]] = {
    bool: _bool,
    int: _int,
    Decimal: _decimal,
    WebAddress: web_address,
    LanguageTag: language_tag,
}


def _sequence(item: Any) -> Convert:
    inner = _converter(item)

    def run(plain: Plain, spot: Spot, problems: list[Problem]) -> Any:
        if plain is None:
            return ()
        # One item may stand without its dash or brackets: `tags: 党建`.
        items = plain if isinstance(plain, list) else [plain]
        values = []
        for index, each in enumerate(items):
            here = spot.at(index)
            if each is None:
                problems.append(error("empty-item", here))
                continue
            values.append(inner(each, here, problems))
        # A list with a gap would put what comes after it in a wrong place.
        return FAILED if any(value is FAILED for value in values) else tuple(values)

    return run


def _mapping(item: Any) -> Convert:
    inner = _converter(item)

    def run(plain: Plain, spot: Spot, problems: list[Problem]) -> Any:
        if plain is None:
            return {}
        if not isinstance(plain, dict):
            problems.append(error("wrong-type", spot, expected="mapping", found=_kind(plain)))
            return FAILED
        values = {key: inner(value, spot.at(key), problems) for key, value in plain.items()}
        return {key: value for key, value in values.items() if value is not FAILED}

    return run


def _struct(shape: type[msgspec.Struct]) -> Convert:
    hints = typing.get_type_hints(shape)
    hidden = getattr(shape, "hidden_fields", ())
    members = {
        field.name: (hints[field.name], field.required)
        for field in msgspec.structs.fields(shape)
        if field.name not in hidden
    }
    verify = getattr(shape, "verify", None)
    from_text = getattr(shape, "from_text", None)
    list_field = getattr(shape, "list_field", "")
    read_text = _scalar(from_text) if from_text else None

    def run(plain: Plain, spot: Spot, problems: list[Problem]) -> Any:
        if isinstance(plain, str) and read_text:
            return read_text(plain, spot, problems)
        if isinstance(plain, list) and list_field:
            items = _converter(members[list_field][0])(plain, spot, problems)
            return FAILED if items is FAILED else shape(**{list_field: items})
        if plain is None and list_field:
            return shape()
        if not isinstance(plain, dict):
            problems.append(error("wrong-type", spot, expected="mapping", found=_kind(plain)))
            return FAILED
        values: dict[str, Any] = {}
        complete = whole = True
        for key, value in plain.items():
            if key not in members:
                problems.append(_unknown(key, members, spot))
            elif value is None and not members[key][1]:
                continue
            elif value is None:
                problems.append(error("empty-value", spot.key(key), key=key))
                complete = False
            else:
                made = _converter(members[key][0])(value, spot.at(key), problems)
                if made is not FAILED:
                    values[key] = made
                    continue
                whole = False
                complete = complete and not members[key][1]
        for name, (_, required) in members.items():
            if required and name not in values and name not in plain:
                problems.append(error(_MISSING.get(name, "missing-key"), spot, key=name))
                complete = False
        if (not complete and spot.keys) or (not whole and verify):
            return FAILED
        missing = {name: _blank(hint) for name, (hint, required) in members.items() if required and name not in values}
        made = shape(**values, **missing)
        try:
            if verify:
                verify(made)
        except FieldError as problem:
            problems.append(error(problem.code, spot, **problem.params))
            return FAILED
        return made

    return run


_MISSING = {"date": "V01-missing-date", "title": "V03-missing-title"}


def _unknown(key: str, members: typing.Iterable[str], spot: Spot) -> Problem:
    near = nearest(key, members)
    if near:
        return error("unknown-key-near", spot.key(key), key=key, near=near)
    return error("unknown-key", spot.key(key), key=key, known=", ".join(sorted(members)))


def _kind(plain: Plain) -> str:
    if plain is None:
        return "nothing"
    return "mapping" if isinstance(plain, dict) else "list" if isinstance(plain, list) else "text"
