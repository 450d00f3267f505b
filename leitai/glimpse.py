"""One article's page before the build is over, for whoever looks at it while it is written.

A large site takes its time to load and to plan. But if all that changed is the text of one article, its page can be
made at once from what the last build knew, by the functions that every build makes it by, with all around it as it was.
That is a look ahead and nothing more: it writes nothing, and the build that follows says what is true. There is none
where more than this page may have changed, or where anything is wrong: that is the build's to tell.
"""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from leitai import documents
from leitai.build import Prepared, no_collector
from leitai.cache import Blocks, Cache
from leitai.errors import LeitaiError, is_error
from leitai.fields import ArticleFields
from leitai.kinds.article import article as page_of
from leitai.kinds.parts import Parts
from leitai.load import texts
from leitai.load.desk import Desk
from leitai.model import Article, Site
from leitai.outputs import Picture
from leitai.render import Renderer, RenderError, Stage, layout_file
from leitai.shapes import kind_of
from leitai.sources import digest_of
from leitai.write import stage_of

_PLACING = ("slug", "draft", "publish", "expire", "aliases", "tags", "date", "series", "edition", "projects", "units")
"""What an article says that other pages, or its place among them, depend on in more than words."""


class Glimpse(Struct, frozen=True):
    """A page of output/ as the build is expected to make it."""

    path: str
    data: bytes


class _Blocks(Blocks):
    """The store of rendered text, with the blocks of one document in front that are not in it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.ahead: dict[str, bytes] = {}

    def get(self, digest: str) -> bytes | None:
        return self.ahead.get(digest) or super().get(digest)


class Ahead:
    """What the last build knew. Any thread may look."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._known: Prepared | None = None
        self._places: dict[str, int] = {}
        self._pictures: frozenset[str] = frozenset()
        self._stage: Stage | None = None
        self._renderer: Renderer | None = None
        self._blocks: _Blocks | None = None

    @property
    def articles(self) -> int:
        """How many there are."""
        return len(self._places) if self._known else 0

    def know(self, found: Prepared, cache: Cache) -> None:
        """Keep what this build knows."""
        stage = stage_of(found.plan, found.theme, cache)
        with self._lock:
            if stage != self._stage:
                self.forget()
                self._stage = stage
            self._places = {article.source: place for place, article in enumerate(found.site.articles)}
            self._pictures = frozenset(path for path, each in found.plan.outputs.items() if isinstance(each, Picture))
            # The plan is large, and of no more use here.
            self._known = replace(found, plan=replace(found.plan, outputs={}, views={}))

    def forget(self) -> None:
        """Know nothing."""
        with self._lock:
            self._known = self._stage = self._renderer = None
            if self._blocks is not None:
                self._blocks.close()
                self._blocks = None

    def warm(self) -> None:
        """Get ready while nobody waits."""
        with self._lock:
            if self._known is None or not self._places:
                return
            self._ready().environment.get_template(layout_file("article"))

    def look(self, path: str, place: Path) -> Glimpse | None:
        """The page of the article whose source (``path``, at ``place``) changed, if it can be told."""
        with self._lock:
            known = self._known
            if known is None or path not in self._places:
                return None
            try:
                with no_collector():
                    return self._look(known, self._places[path], path, place.read_bytes())
            except (OSError, LookupError, LeitaiError, RenderError):
                return None

    def _look(self, known: Prepared, place: int, path: str, data: bytes) -> Glimpse | None:
        before = known.site.articles[place]
        kind = kind_of(path)
        if kind is None or known.bench is None:
            return None
        document, blocks = documents.parse(path, digest_of(data), data, kind.shape)
        said = document.fields
        if not isinstance(said, ArticleFields) or not document.body or any(map(is_error, document.problems)):
            return None
        if any(getattr(said, name) != getattr(before.said, name) for name in _PLACING):
            return None
        desk = known.bench.desk.again()
        slugs = {tag.name: tag.slug for tag in (*before.tags, before.series) if tag}
        made = texts.article(document, before.slug, before.state, desk, known.bench.entered, slugs.__getitem__)
        if any(map(is_error, desk.problems)):
            return None
        parts = Parts(_with(known.site, place, made, desk), known.theme.rules, known.theme.strings)
        page = page_of(parts, place)
        if not self._pictures.issuperset(parts.pictures):
            return None
        renderer = self._ready()
        assert self._blocks is not None
        self._blocks.ready()
        self._blocks.ahead = {document.body: blocks}
        view = renderer.decode(msgspec.msgpack.encode(page.view))
        return Glimpse(page.path, renderer.render(page.layout, view))

    def _ready(self) -> Renderer:
        if self._renderer is None:
            assert self._stage is not None
            self._renderer = Renderer(self._stage)
            self._renderer.blocks.close()
            self._renderer.blocks = self._blocks = _Blocks(self._stage.blocks_path)
        return self._renderer


def _with(site: Site, place: int, article: Article, desk: Desk) -> Site:
    """The site with that article in its place."""
    uses = [use for use in site.uses if use.spot.path != article.source]
    return replace(
        site,
        articles=(*site.articles[:place], article, *site.articles[place + 1 :]),
        uses=(*uses, *desk.uses),
        files={**site.files, **{path: desk.files[path] for path in desk.attached}},
    )
