"""One source file → Document: front matter, body and facts blocks, or the values of a data file.

A document knows itself only: no site, no address, no other file. Whatever refers to something else is a hole or a
name, for `load` to resolve. Parsing is a pure function of path and bytes, so its result is kept by content digest.
`locate` finds the line of a `Spot` afterwards, when a problem has to be told, so that nobody pays for it before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import ClassVar, Union

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from leitai import prose, schema, yamltext
from leitai.decoding import decode, not_text
from leitai.errors import Problem, Spot, error, warning
from leitai.fields import (
    ArticleFields,
    ContestFields,
    EditionFields,
    FactsFields,
    Fields,
    HolidaysFields,
    PageFields,
    ResultsFields,
    ReviewFields,
    ShortlistFields,
    ShowcaseFields,
    UnitFields,
)
from leitai.mentions import Mark, Mention, long_marks, mark_of, mentions
from leitai.prose import Hole
from leitai.prose.chars import count
from leitai.sources import digest_of


class UnitsFields(Fields, frozen=True, kw_only=True, tag=True):
    """units.yaml: a list of units."""

    units: tuple[UnitFields, ...] = ()

    list_field: ClassVar[str] = "units"


AnyFields = Union[
    ArticleFields, PageFields, ShowcaseFields, ReviewFields, UnitsFields, ContestFields, EditionFields, ShortlistFields,
    ResultsFields, HolidaysFields,
]  # fmt: skip


class Head(Struct, frozen=True, omit_defaults=True):
    """What is known of a top-level block without its HTML.

    ``lead`` is a paragraph's short opening sentence (inline HTML), ``alone`` if nothing follows it. ``facts`` is the
    number of the facts block that stands in its place, ``size`` its length in characters, ``mark`` a digest of
    its text.
    """

    tag: str
    level: int = 0
    id: str = ""
    text: str = ""
    lead: str = ""
    alone: bool = False
    facts: int = -1
    size: int = 0
    mark: int = 0


class Document(Struct, frozen=True, omit_defaults=True):
    """A parsed source file.

    ``body`` is the digest under which its rendered blocks are stored (see `blocks_of`), ``length`` their number.
    ``outline`` holds headings only for articles and pages, all blocks for showcases and reviews, as index and head.
    ``mentions`` are what it says that data may contradict, ``marks`` its long paragraphs.
    ``faulty``: ``fields`` lack what could not be read, and are good for nothing but to find further problems.
    """

    path: str
    digest: str
    fields: AnyFields | None = None
    body: str = ""
    length: int = 0
    outline: tuple[tuple[int, Head], ...] = ()
    holes: tuple[Hole, ...] = ()
    facts: tuple[FactsFields, ...] = ()
    characters: int = 0
    summary: str = ""
    problems: tuple[Problem, ...] = ()
    mentions: tuple[Mention, ...] = ()
    marks: tuple[Mark, ...] = ()
    faulty: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        # From a worker to its parent in a third of pickle's own time.
        return _unpacked, (msgspec.msgpack.encode(self),)


_DOCUMENT = msgspec.msgpack.Decoder(Document)


def _unpacked(packed: bytes) -> Document:
    return _DOCUMENT.decode(packed)


def parse(path: str, digest: str, data: bytes, shape: type[Fields]) -> tuple[Document, bytes]:
    """The document and its rendered blocks, to be stored under ``document.body`` (empty for a data file)."""
    text = decode(data)
    if text is None:
        blank = None if path.endswith(".md") else schema.stand_in(shape)
        return Document(path, digest, blank, problems=(not_text(path, data),), faulty=True), b""
    if not path.endswith(".md"):
        fields, problems = _fields(text, 0, shape, Spot(path))
        return (
            Document(
                path,
                digest,
                fields,
                problems=tuple(problems),
                mentions=tuple(_mentioned(fields)),
                faulty=bool(problems),
            ),
            b"",
        )
    front, start = _front_matter(text)
    if front is None:
        code = "front-matter-missing" if start == 0 else "front-matter-open"
        return Document(path, digest, problems=(error(code, Spot(path, line=1, column=1)),), faulty=True), b""
    fields, problems = _fields(front, 1, shape, Spot(path))
    faulty = bool(problems)
    source, fences = _facts(text[_offset(text, start) :])
    facts, more = _read_facts(fences, start, path)
    problems += more
    faulty = faulty or bool(more)
    try:
        body = prose.parse(source)
    except prose.ProseError as problem:
        line = start + problem.line if problem.line else start + 1
        problems.append(error("prose-refused", Spot(path, line=line, column=1), reason=problem.reason))
        return Document(path, digest, fields, problems=tuple(problems), faulty=True), b""
    problems += [
        warning(f"lost-{loss.kind}", Spot(path, text=loss.name, what=loss.kind, nth=loss.nth), what=loss.name)
        for loss in body.losses
    ]
    blocks = msgspec.msgpack.encode([block.html for block in body.blocks])
    whole = shape in (ShowcaseFields, ReviewFields)
    document = Document(
        path=path,
        digest=digest,
        fields=fields,
        body=digest_of(blocks),
        length=len(body.blocks),
        outline=tuple((i, _head(b, body.holes)) for i, b in enumerate(body.blocks) if whole or b.level),
        holes=body.holes,
        facts=facts,
        characters=body.characters,
        summary=body.summary,
        problems=tuple(problems),
        mentions=tuple(_mentioned(fields, body.blocks)),
        marks=tuple(long_marks(block.text for block in body.blocks if block.tag == "p")),
        faulty=faulty,
    )
    return document, blocks


_END = re.compile(r"^---[ \t]*$", re.MULTILINE)

_SPOKEN: dict[type, tuple[str, ...]] = {
    ArticleFields: ("title", "subtitle", "kicker", "summary"),
    EditionFields: ("about", "theme", "eligible", "notes"),
    ShortlistFields: ("title", "note"),
    ResultsFields: ("title", "summary", "notes"),
    ShowcaseFields: ("summary",),
}


def _mentioned(fields: AnyFields | None, blocks: Iterable[prose.Block] = ()) -> Iterator[Mention]:
    """What a text about an edition says that the edition's data may contradict."""
    if isinstance(fields, ArticleFields) and not fields.edition:
        return
    for mention in _all_mentioned(fields, blocks):
        # A showcase counts things of its own, and its halls are not the contest's.
        if not isinstance(fields, ShowcaseFields) or mention.kind in ("ordinal", "year", "title"):
            yield mention


def _all_mentioned(fields: AnyFields | None, blocks: Iterable[prose.Block]) -> Iterator[Mention]:
    keys = _SPOKEN.get(type(fields), ())
    for key in keys:
        said = getattr(fields, key)
        for index, text in enumerate(said if isinstance(said, tuple) else (said,)):
            if text:
                yield from mentions(text, key, index if isinstance(said, tuple) else -1)
    if keys:
        for block in blocks:
            if block.tag != "pre":
                yield from mentions(block.text)


def blocks_of(stored: bytes) -> list[str]:
    """The HTML of the blocks that `parse` gave to be stored."""
    return msgspec.msgpack.decode(stored, type=list[str])


def locate(spot: Spot, data: bytes | None) -> Spot:
    """The spot with its line and column (0 where even the file cannot tell)."""
    if spot.line or data is None:
        return spot
    text = decode(data)
    if text is None:
        return spot
    front, start = _front_matter(text) if spot.path.endswith(".md") else (text, 0)
    if spot.text:
        lines = text.split("\n")
        line, column = prose.locate("\n".join(lines[start:]), spot.text, spot.what, spot.nth)
        return replace(spot, line=line + start, column=column) if line else replace(spot, line=start + 1, column=1)
    if spot.block >= 0:
        fences = _facts(text[_offset(text, start) :])[1]
        offset, inner = fences[spot.block]
        line, column = yamltext.position(inner, spot.keys, spot.on_key)
        return replace(spot, line=line + start + offset, column=column)
    if front is None:
        return replace(spot, line=1, column=1)
    line, column = yamltext.position(front, spot.keys, spot.on_key)
    return replace(spot, line=line + (1 if spot.path.endswith(".md") else 0), column=column)


def _offset(text: str, line: int) -> int:
    """Where a line (from 0) begins; behind the end if there are not so many."""
    at = 0
    for _ in range(line):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at


def _front_matter(text: str) -> tuple[str | None, int]:
    """The front matter and the number of lines before the body; None and 0 without one, None and 1 if never closed."""
    if not (text.startswith("---\n") or text.rstrip() == "---"):
        return None, 0
    end = _END.search(text, 3)
    if not end:
        return None, 1
    front = text[4 : end.start()]
    return front, front.count("\n") + 2


def _fields(text: str, offset: int, shape: type[Fields], spot: Spot) -> tuple[AnyFields, list[Problem]]:
    try:
        plain = yamltext.parse(text)
    except yamltext.YamlError as slip:
        blank: AnyFields = schema.stand_in(shape)
        return blank, [error(slip.code, replace(spot, line=slip.line + offset, column=slip.column), **slip.params)]
    if plain is None and spot.path.endswith(".md"):
        plain = {}  # Only the text was written; whether that is enough, the shape knows.
    elif plain is None and not getattr(shape, "list_field", ""):
        return schema.stand_in(shape), [error("empty-file", replace(spot, line=1, column=1))]
    if isinstance(plain, str):
        for likely in yamltext.mistakes(text):
            here = replace(spot, line=likely.line + offset, column=likely.column)
            return schema.stand_in(shape), [error(likely.code, here, **likely.params)]
    fields, problems = schema.read(plain, shape, spot)
    return fields, [_slip(text, offset, problem) for problem in problems]  # type: ignore[return-value]


def _slip(text: str, offset: int, problem: Problem) -> Problem:
    """The slip of the pen that made a text of what should be a mapping, if there is one in its first line."""
    if problem.code == "wrong-type" and problem.params == (("expected", "mapping"), ("found", "text")):
        line, _ = yamltext.position(text, problem.spot.keys)
        for likely in yamltext.mistakes(text):
            if likely.line == line:
                here = replace(problem.spot, line=line + offset, column=likely.column)
                return error(likely.code, here, **likely.params)
    return problem


_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[ \t]*(?P<word>[^\s`]*)[ \t]*$")
_FACTS = frozenset(("facts", "要素"))


def _facts(whole: str) -> tuple[str, list[tuple[int, str]]]:
    """The body with every facts block replaced by a mark of as many lines, and the blocks with the line before each."""
    if not any(word in whole for word in _FACTS):
        return whole, []
    lines = whole.split("\n")
    kept: list[str] = []
    fences: list[tuple[int, str]] = []
    opened = ""
    begun = -1
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if begun >= 0:
            if found and found["fence"].startswith(opened) and not found["word"]:
                fences.append((begun + 1, "\n".join(lines[begun + 1 : number])))
                kept += ["", f"{{{{ facts {len(fences) - 1} }}}}", *[""] * (number - begun - 1)][: number - begun + 1]
                begun, opened = -1, ""
        elif opened:
            kept.append(line)
            if found and found["fence"].startswith(opened) and not found["word"]:
                opened = ""
        else:
            opened = found["fence"] if found else ""
            if found and found["word"] in _FACTS:
                begun = number
            else:
                kept.append(line)
    if begun >= 0:
        kept += lines[begun:]
    return "\n".join(kept), fences


def _read_facts(fences: list[tuple[int, str]], start: int, path: str) -> tuple[tuple[FactsFields, ...], list[Problem]]:
    facts: list[FactsFields] = []
    problems: list[Problem] = []
    for number, (offset, text) in enumerate(fences):
        spot = Spot(path, block=number)
        try:
            plain = yamltext.parse(text)
        except yamltext.YamlError as slip:
            here = Spot(path, line=start + offset + slip.line, column=slip.column)
            problems.append(error(slip.code, here, **slip.params))
            facts.append(FactsFields())
            continue
        fields, more = schema.read(plain if plain is not None else {}, FactsFields, spot)
        problems += more
        facts.append(fields)
    return tuple(facts), problems


_FACTS_HOLE = re.compile(r"facts (\d+)")


def _head(block: prose.Block, holes: tuple[Hole, ...]) -> Head:
    if block.tag == "p" and "\x0e" in block.html and not block.text:
        inside = [int(n) for n in prose.body.HOLE.findall(block.html)]
        if len(inside) == 1 and (found := _FACTS_HOLE.fullmatch(holes[inside[0]].target)):
            return Head(tag="facts", facts=int(found[1]))
    if block.level:
        # A heading keeps the marks of its holes, so that its numbers can be filled in wherever it is listed.
        marked = prose.body.OPEN in block.html
        text = unescape(re.sub(r"<[^>]*>", "", block.html)).strip() if marked else block.text
        return Head(tag=block.tag, level=block.level, id=block.id, text=text)
    size = count(block.text)
    if block.tag == "p":
        lead = block.lead
        return Head(tag="p", lead=lead, alone=bool(lead) and not block.rest, size=size, mark=mark_of(block.text))
    text = block.text if block.tag == "blockquote" else ""
    return Head(tag=block.tag, text=text, size=size, mark=mark_of(block.text))
