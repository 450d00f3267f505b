"""The key of an output: everything its bytes depend on, as a digest; and which part of that is not what it was.

    key = H(shared, layout, closure, view)

A record keeps the key of every page, and once for all of them its *basis*: the digests of what pages have in common.
With the old basis and the new view the old key can be made again, so it can be said what changed without keeping
more of a page than its key. Knows no disk.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from leitai import images
from leitai.cache import Made, versions
from leitai.outputs import Copy, Drawing, Output, Page, Picture, Piece
from leitai.plan import Plan
from leitai.render import layout_file
from leitai.shapes import PHOTOS, VIDEOS, suffix
from leitai.sources import digest_of
from leitai.theme import Theme

SHARED = ("code", "site", "strings", "params", "assets")
"""The parts of a basis that every page depends on."""

NEW, UNFINISHED, FILE, CONTENT, TEMPLATES, COMMON = 1, 2, 4, 8, 16, 32
"""Why an output is made: it is new; its last making was not finished or failed; its file is not as it was left; what
it shows, its templates, or what all pages share is not what it was. Flags, for the last three can come together."""


def basis(plan: Plan, theme: Theme) -> dict[str, str]:
    """What pages have in common, as digests by part: those of `SHARED`, a closure a layout, and every template."""
    parts = {
        "code": versions(),
        "site": digest_of(msgspec.msgpack.encode(plan.site)),
        "strings": digest_of(repr(sorted(theme.strings.items())).encode()),
        "params": digest_of(repr(sorted(theme.params.items())).encode()),
        "assets": digest_of(repr(sorted(plan.assets.items())).encode()),
    }
    parts.update((f"closure {layout}", digest) for layout, digest in theme.closures.items())
    parts.update((f"template {name}", digest_of(each.text.encode())) for name, each in theme.templates.items())
    return parts


class Keys:
    """Makes the keys of one plan's outputs, and says why one differs from that of the record."""

    def __init__(self, plan: Plan, theme: Theme, before: Mapping[str, str]) -> None:
        self.basis = basis(plan, theme)
        self.before = before
        self._shared = _shared(self.basis)
        self._shared_before = _shared(before)
        self._views = dict(plan.views)

    def of(self, output: Output, encoded: bytes | None = None) -> str:
        """Everything the bytes of an output depend on, as a digest; a page's view may be there ``encoded`` already."""
        if isinstance(output, Page):
            view = self._views.get(output.path) or digest_of(encoded or msgspec.msgpack.encode(output.view))
            self._views[output.path] = view
            return _page(self._shared, output.layout, self.basis.get(_closure(output), ""), view)
        if isinstance(output, (Picture, Drawing)):
            return output.path
        if isinstance(output, Piece):
            return output.digest
        if isinstance(output, Copy):
            return f"{output.digest} {images.ENCODER}" if stripped(output) else output.digest
        return digest_of(output.text.encode())

    def why(self, output: Output, key: str, made: Made | None) -> int:
        """Why an output of that key is to be made, given what the record says of it."""
        if made is None:
            return NEW
        if not made.key:
            return UNFINISHED
        if made.key == key:
            return FILE
        if not isinstance(output, Page):
            return CONTENT
        closure = self.before.get(_closure(output), "")
        old = _page(self._shared_before, output.layout, closure, self._views[output.path])
        return (
            (CONTENT if made.key != old else 0)
            | (TEMPLATES if closure != self.basis.get(_closure(output), "") else 0)
            | (COMMON if self._shared != self._shared_before else 0)
        )


def stripped(output: Copy) -> bool:
    """Whether it is a photo or video of the site's, of which the metadata is not published."""
    return suffix(output.source) in PHOTOS | VIDEOS and output.source.startswith("content/")


def _closure(page: Page) -> str:
    return f"closure {layout_file(page.layout)}"


def _shared(parts: Mapping[str, str]) -> str:
    return digest_of("\0".join(parts.get(name, "") for name in SHARED).encode())


def _page(shared: str, layout: str, closure: str, view: str) -> str:
    return digest_of(f"{shared}\0{layout}\0{closure}\0{view}".encode())
