"""Bytes of a source file → its text, or the problem that it is none. Knows no file and no format."""

from __future__ import annotations

import unicodedata

from leitai.errors import Problem, Spot, error

_LOOKED_AT = 4096


def decode(data: bytes) -> str | None:
    """The text with plain line ends and composed letters; None if it is not UTF-8, or no text at all."""
    if b"\0" in data[:_LOOKED_AT]:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def not_text(path: str, data: bytes) -> Problem:
    """Why `decode` gave nothing, and where the first wrong byte stands. GBK is named as such."""
    if b"\0" in data[:_LOOKED_AT]:
        return error("not-text", Spot(path, line=1, column=1))
    try:
        data.decode("gb18030")
        code = "not-utf8-gbk"
        at = next((place for place, byte in enumerate(data) if byte > 127), 0)
    except UnicodeDecodeError:
        code = "not-utf8"
        at = _first_wrong(data)
    return error(code, Spot(path, line=data.count(b"\n", 0, at) + 1, column=at - data.rfind(b"\n", 0, at)))


def _first_wrong(data: bytes) -> int:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return problem.start
    return 0
