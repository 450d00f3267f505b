"""How a body falls into sections, and a section into practices or a keyword's parts: by its headings and leads alone.

Pure functions of a document's outline. Knows no units, photos or links.
"""

from __future__ import annotations

from msgspec import Struct

from leitai.documents import Document, Head
from leitai.errors import Spot
from leitai.fields import SectionFields
from leitai.prose.body import OPEN
from leitai.wording import bare


class Span(Struct, frozen=True):
    """A section's place: its heading, and its blocks from ``start`` up to ``stop`` without that heading.

    ``facts`` are the numbers of the facts blocks in it, ``size`` its length in characters.
    """

    heading: Head
    start: int
    stop: int
    facts: tuple[int, ...] = ()
    size: int = 0


class PracticeSpan(Struct, frozen=True):
    """A practice's place. ``after_lead``: its first block begins with the lead, which is not to be repeated."""

    lead: str
    start: int
    stop: int
    id: str = ""
    after_lead: bool = False


DEFAULT = {
    "zh": (SectionFields(name="简介"), SectionFields(name="主要做法", kind="practices")),
    "en": (SectionFields(name="Summary"), SectionFields(name="What we did", kind="practices")),
}


def spot_of(document: Document, span: Span) -> Spot:
    """Where the heading of a section stands."""
    text = span.heading.text
    earlier = [head for _, head in document.outline[: span.start - 1] if head.level and head.text == text]
    return Spot(document.path, text=text.partition(OPEN)[0], what="heading", nth=len(earlier))


def intro(document: Document) -> tuple[int, int]:
    """The blocks before the first section."""
    heads = [head for _, head in document.outline]
    first = next((i for i, head in enumerate(heads) if head.level in (1, 2)), len(heads))
    return 0, first


def sections(document: Document) -> tuple[Span, ...]:
    """The sections of a body: what stands under each heading of the second level."""
    heads = [head for _, head in document.outline]
    starts = [i for i, head in enumerate(heads) if head.level == 2]
    spans = []
    for begin, end in zip(starts, [*starts[1:], len(heads)], strict=False):
        inside = heads[begin + 1 : end]
        spans.append(
            Span(
                heading=heads[begin],
                start=begin + 1,
                stop=end,
                facts=tuple(head.facts for head in inside if head.facts >= 0),
                size=sum(head.size for head in inside),
            )
        )
    return tuple(spans)


def practices(document: Document, span: Span) -> tuple[int, tuple[PracticeSpan, ...]]:
    """Where the practices of a section begin, and each of them.

    A practice is a third-level heading with what follows; in a section without such headings, a paragraph (its lead
    is its first short sentence, if it has one) with the lists and pictures after it.
    """
    heads = [head for _, head in document.outline]
    marks = [i for i in range(span.start, span.stop) if heads[i].level == 3]
    if marks:
        found = [
            PracticeSpan(lead=heads[i].text, start=i + 1, stop=end, id=heads[i].id)
            for i, end in zip(marks, [*marks[1:], span.stop], strict=False)
        ]
        return marks[0], tuple(found)
    marks = [i for i in range(span.start, span.stop) if heads[i].tag == "p"]
    found = [
        PracticeSpan(
            lead=heads[i].lead,
            start=i + 1 if heads[i].alone else i,
            stop=end,
            id=f"{span.heading.id}-{number}",
            after_lead=bool(heads[i].lead) and not heads[i].alone,
        )
        for number, (i, end) in enumerate(zip(marks, [*marks[1:], span.stop], strict=False), 1)
    ]
    return (marks[0] if marks else span.stop), tuple(found)


def match(span: Span, rules: tuple[SectionFields, ...]) -> SectionFields | None:
    """The rule that a section follows, by name or alias."""
    title = bare(span.heading.text)
    return next((rule for rule in rules if title in map(bare, (rule.name, *rule.aliases))), None)


def rules_of(sections: tuple[SectionFields, ...], language: str) -> tuple[SectionFields, ...]:
    """The sections that an edition asks for; 简介 and 主要做法 (or their English names) where it says nothing."""
    return sections or DEFAULT["zh" if language.lower().startswith("zh") else "en"]


def count_practices(document: Document, rules: tuple[SectionFields, ...]) -> int:
    """How many practices a showcase tells."""
    return sum(
        len(practices(document, span)[1])
        for span in sections(document)
        if (rule := match(span, rules)) and rule.kind == "practices"
    )
