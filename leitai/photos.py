"""The list of a site's photos: how large, where used, credited to whom, with which problems. For ``leitai photos``.

Makes values and lines of text out of what a dry build found; builds nothing, prints nothing.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from leitai.errors import Problem
from leitai.messages import as_json, describe
from leitai.model import Site, Use
from leitai.sources import Snapshot


class Line(Struct, frozen=True):
    """One photo: what it is, and where it is used (source files), by whom it was made, what is wrong with it."""

    path: str
    kind: str
    width: int
    height: int
    bytes: int
    used: tuple[str, ...]
    credits: tuple[str, ...]
    problems: tuple[Problem, ...]


def listing(site: Site, snapshot: Snapshot, problems: Iterable[Problem]) -> list[Line]:
    """All photos, by path."""
    uses: dict[str, list[Use]] = {}
    for use in site.uses:
        for path in {use.shot.photo.path, use.shot.still.path}:
            uses.setdefault(path, []).append(use)
    told: dict[str, list[Problem]] = {}
    for problem in problems:
        told.setdefault(dict(problem.params).get("file") or problem.spot.path, []).append(problem)
    lines = []
    for path, photo in sorted(site.photos.items()):
        mine = uses.get(path, [])
        owners = {use.spot.path for use in mine} | ({path} if path in site.files else set())
        about = told.get(path, []) + [
            problem for problem in told.get(posixpath.basename(path), []) if problem.spot.path in owners
        ]
        lines.append(
            Line(
                path=path,
                kind=photo.kind,
                width=photo.width,
                height=photo.height,
                bytes=snapshot.files[path].size,
                used=tuple(dict.fromkeys(use.spot.path for use in mine)),
                credits=tuple(dict.fromkeys(use.shot.credit for use in mine if use.shot.credit)),
                problems=tuple(about),
            )
        )
    return lines


def plain(lines: Iterable[Line], files: Iterable[str], language: str) -> list[dict[str, Any]]:
    """For programs. ``files`` are linked as downloads."""
    linked = set(files)
    return [
        {
            "path": line.path,
            "kind": line.kind,
            "width": line.width,
            "height": line.height,
            "bytes": line.bytes,
            "used": list(line.used),
            "linked": line.path in linked,
            "credits": list(line.credits),
            "problems": [as_json(problem, language) for problem in line.problems],
        }
        for line in lines
    ]


def table(lines: list[Line], files: Iterable[str], language: str) -> Iterator[str]:
    """For people: a line each, problems below it, and a sum at the end."""
    linked = set(files)
    chinese = language.startswith("zh")
    rows = [
        (
            f"{line.width}×{line.height}",
            _size(line.bytes),
            _use(len(line.used), line.path in linked, chinese),
            "、".join(line.credits) if chinese else ", ".join(line.credits),
            line.path,
        )
        for line in lines
    ]
    heads = ("像素", "大小", "用处", "署名", "照片") if chinese else ("pixels", "size", "used", "credit", "photo")
    widths = [max(map(_width, column)) for column in zip(heads, *rows, strict=True)]
    for number, row in enumerate((heads, *rows)):
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row[:-1], widths[:-1], strict=True))
        yield "  ".join((*cells, row[-1]))
        for problem in lines[number - 1].problems if number else ():
            yield f"    ! {describe(problem, language)[0]} [{problem.code}]"
    total = sum(line.bytes for line in lines)
    unused = sum(not line.used and line.path not in linked for line in lines)
    bad = sum(bool(line.problems) for line in lines)
    if chinese:
        yield f"{len(lines)} 张，共 {_size(total)}；没有用到 {unused}，有问题 {bad}"
    else:
        yield f"{len(lines)} photos, {_size(total)} in all; {unused} not used, {bad} with problems"


def _use(number: int, linked: bool, chinese: bool) -> str:
    words = ("没有用到", "下载") if chinese else ("not used", "download")
    if number:
        return f"{number} ↓" if linked else str(number)
    return words[1] if linked else words[0]


def _size(number: int) -> str:
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{max(1, round(number / 1e3))} kB"


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
