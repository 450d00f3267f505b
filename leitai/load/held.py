"""What readers must not see yet, or any more: drafts, what is scheduled, expired or under embargo. Knows no pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct

from leitai.documents import Document
from leitai.fields import Dated, EditionFields, ResultsFields, ShortlistFields, ShowcaseFields
from leitai.model import Held
from leitai.shapes import Kind
from leitai.values import When


class Parted(Struct, frozen=True):
    """Documents to be shown, by path; those ``left`` out; every one that is ``held`` and its state, by path; and when
    that will change."""

    shown: dict[str, Document]
    left: list[Document]
    held: list[Held]
    states: dict[str, str]
    turns: list[dt.datetime]


def part(documents: Mapping[str, Document], kinds: Mapping[str, Kind], now: dt.datetime, preview: bool) -> Parted:
    """What is held back at a moment; a preview shows it, and knows that it is."""
    parted = Parted(dict(documents), [], [], {}, [])
    closed = {
        kinds[path].key
        for path, document in documents.items()
        if isinstance(document.fields, EditionFields) and document.fields.draft
    }
    for path, document in documents.items():
        state, until = _state(document, kinds[path].key in closed, documents, now, parted.turns)
        if state:
            _hold(parted, path, state, until, preview)
    if not preview:
        # What hangs on projects is held back with the list that says which projects there are.
        lists = {kinds[held.source].key: held for held in parted.held if held.source.endswith("/shortlist.yaml")}
        for path in list(parted.shown):
            kind = kinds[path]
            if kind.key in lists and kind.shape in (ShowcaseFields, ResultsFields):
                _hold(parted, path, lists[kind.key].reason, lists[kind.key].until, preview)
    return parted


def _hold(parted: Parted, path: str, state: str, until: When | None, preview: bool) -> None:
    parted.held.append(Held(source=path, reason=state, until=until))
    parted.states[path] = state
    if not preview:
        parted.left.append(parted.shown.pop(path))


def _state(
    document: Document, closed: bool, documents: Mapping[str, Document], now: dt.datetime, turns: list[dt.datetime]
) -> tuple[str, When | None]:
    """Why and until when it is held back; moments to come are noted in ``turns``."""
    said = document.fields
    if closed or (isinstance(said, Dated) and said.draft):
        return "draft", None
    publish = said.publish if isinstance(said, Dated) else None
    expire = said.expire if isinstance(said, Dated) else None
    if isinstance(said, ResultsFields):
        embargo = _embargo(documents.get(f"{document.path.rpartition('/')[0]}/edition.yaml"))
        publish = max((when for when in (said.published, embargo) if when), default=None)
    elif isinstance(said, ShortlistFields):
        publish = said.published
    turns += [when.moment for when in (publish, expire) if when and when.moment > now]
    if publish and publish.moment > now:
        return "scheduled", publish
    if expire and expire.moment <= now:
        return "expired", None
    return "", None


def _embargo(edition: Document | None) -> When | None:
    return edition.fields.embargo if edition and isinstance(edition.fields, EditionFields) else None
