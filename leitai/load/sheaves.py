"""The documents that belong to one edition, tied together. Knows no more than which they are."""

from __future__ import annotations

from msgspec import Struct

from leitai.documents import Document
from leitai.fields import EditionFields, EntryFields, ShortlistFields


class Origin(Struct, frozen=True):
    """Where an entry comes from: its project's key there, which keys it takes, and which edition gave the title."""

    key: str
    taken: tuple[str, ...]
    titled: str


class Sheaf(Struct, frozen=True):
    """The documents of one edition. ``showcases`` go by project id; ``states`` say of those shown what would hold
    them back; ``origins`` where entries come from, by project id."""

    key: str
    edition: Document
    shortlist: Document | None
    results: Document | None
    showcases: dict[str, Document]
    states: dict[str, str]
    origins: dict[str, Origin] = {}

    @property
    def said(self) -> EditionFields:
        """edition.yaml, which could be read."""
        assert isinstance(self.edition.fields, EditionFields)
        return self.edition.fields

    @property
    def entries(self) -> tuple[EntryFields, ...]:
        """The projects of the shortlist, each id once: the first counts."""
        if not self.shortlist or not isinstance(self.shortlist.fields, ShortlistFields):
            return ()
        return tuple({entry.id: entry for entry in reversed(self.shortlist.fields.projects)}.values())[::-1]
