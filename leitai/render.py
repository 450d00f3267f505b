"""View → bytes: one Jinja environment a process, with nothing in it but the theme and pure functions.

A `Stage` is all that rendering needs beside the view itself; it is a value and travels to workers as a file. Knows no
site, no sources, no clock, and never looks anything up by itself but the rendered blocks a view refers to.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, MutableMapping
from typing import Any

import jinja2
import msgspec
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape
from msgspec import Struct

from leitai.cache import FOLDER, Blocks
from leitai.compiled import Compiled
from leitai.documents import blocks_of
from leitai.errors import Problem, Spot, TextLost, error
from leitai.linked import linked
from leitai.patterns import arguments
from leitai.policy import policy
from leitai.prose import fill
from leitai.prose.leads import split
from leitai.theme import Template, resolve, say
from leitai.views import AnyView, Day, Inset, Prose, SiteView

_SUFFIX = {"atom": "xml", "sitemap": "xml", "robots": "txt", "headers": "txt"}
_DECODER = msgspec.msgpack.Decoder(AnyView)


class Stage(Struct, frozen=True):
    """What all pages of a site share: templates, strings, parameters, asset addresses, the site's own view."""

    templates: dict[str, Template]
    chain: tuple[str, ...]
    strings: dict[str, str]
    params: dict[str, str | bool | int | float]
    assets: dict[str, str]
    site: SiteView
    blocks_path: str
    bytecode: str


def layout_file(layout: str) -> str:
    """The template of a layout: ``layouts/article.html``, ``layouts/sitemap.xml``."""
    return f"layouts/{layout}.{_SUFFIX.get(layout, 'html')}"


class RenderError(Exception):
    """A page could not be rendered; ``problem`` names template and line."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


_TO_ESCAPE = re.compile("[&<>\"']").search


def shown(value: object) -> str:
    """A value as it stands in HTML: as `markupsafe.escape` makes it, but no Markup, which takes longer to make.

    >>> str(shown("<b>")), str(shown(Markup("<b>"))), str(shown(3))
    ('&lt;b&gt;', '<b>', '3')
    """
    if type(value) is str and _TO_ESCAPE(value) is None:
        return value
    return value if type(value) is Markup else escape(value)


def call(function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:
    """Call what a template calls: macros, its values' methods and our functions, none of which wants the context."""
    return function(*arguments, **named)


class _Generator(CodeGenerator):
    """What a template puts out is joined at once with the rest, so it need not be Markup; and see `call`."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.writeline(f"from {__name__} import call, shown")
        super().visit_Template(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        self.write("call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("shown(")


class _Environment(jinja2.Environment):
    code_generator_class = _Generator
    stage: Stage

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # The library's ChainMap is copied for every include and import of every page.
        return {**self.globals, **d} if d else self.globals

    def join_path(self, template: str, parent: str) -> str:
        return resolve(self.stage.templates, self.stage.chain, template, parent)


class Renderer:
    """Renders views of one site. Templates are compiled once a process, and their bytecode is kept on disk."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.blocks = Blocks(stage.blocks_path)
        self._sources = {template.source for template in stage.templates.values()}
        environment = _Environment(
            loader=jinja2.FunctionLoader(self._source),
            autoescape=lambda name: bool(name) and not str(name).endswith(".txt"),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=-1,
            auto_reload=False,
            bytecode_cache=Compiled(stage.bytecode) if stage.bytecode else None,
        )
        environment.stage = stage
        environment.globals.pop("lipsum", None)  # random
        environment.globals |= {
            "t": self.t,
            "date": self.date,
            "asset": self.asset,
            "prose": self.prose,
            "linked": self.linked,
            "policy": policy,
            "qr": qr,
            "arguments": arguments,
            "site": stage.site,
            "params": stage.params,
        }
        self.environment = environment
        self._figure: dict[bool, Callable[..., Markup]] = {}
        self._months = {n: self.t(f"month.{n}") for n in range(1, 13)}

    def render(self, layout: str, view: AnyView) -> bytes:
        """The page, as it is to be written.

        Raises:
            RenderError: the template failed; a page is never half rendered.
        """
        try:
            return self.environment.get_template(layout_file(layout)).render(view=view).encode()
        except Exception as problem:  # a template can raise anything
            raise RenderError(self._problem(problem)) from problem

    def _source(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        template = self.stage.templates.get(name)
        return (template.text, template.source, lambda: True) if template else None

    def decode(self, data: bytes) -> AnyView:
        """A view that travelled as MessagePack."""
        return _DECODER.decode(data)  # type: ignore[no-any-return]

    def _problem(self, problem: BaseException) -> Problem:
        """The problem, at the innermost template line of the traceback."""
        if isinstance(problem, (TextLost, sqlite3.DatabaseError)):
            return error("text-lost", Spot(FOLDER), reason=str(problem))
        name, line = "themes/", 0
        if isinstance(problem, jinja2.TemplateSyntaxError):
            name, line = problem.filename or problem.name or name, problem.lineno
        trace = problem.__traceback__
        while trace:
            if trace.tb_frame.f_code.co_filename in self._sources:
                name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        said = problem.message if isinstance(problem, jinja2.TemplateError) else f"{type(problem).__name__}: {problem}"
        return error("template-failed", Spot(name, line=line, column=1), said=(said or "").rstrip("."))

    def t(self, key: str, **values: object) -> str:
        """A string of the interface."""
        return say(self.stage.strings, key, values)

    def date(self, day: Day, style: str = "long") -> str:
        """A day in words, by the patterns of the theme's strings."""
        return self.stage.strings.get(f"date.{style}", "{year}-{month:02}-{day:02}").format(
            year=day.year, month=day.month, day=day.day, month_name=self._months[day.month], time=day.time
        )

    def asset(self, name: str) -> str:
        """The address of a file of the theme."""
        try:
            return self.stage.assets[name]
        except KeyError:
            raise LookupError(f"no asset {name!r} in the theme's static/ or bundles") from None

    def linked(self, view: AnyView) -> Markup:
        """What the page is about, as JSON-LD."""
        return Markup(linked(view, self.stage.site))

    def prose(self, ref: Prose | None) -> Markup:
        """Running text, its holes filled."""
        if ref is None:
            return Markup("")
        data = self.blocks.get(ref.document)
        if data is None:
            raise TextLost(ref.document)
        blocks = blocks_of(data)[ref.start : ref.stop]
        if ref.after_lead and blocks:
            blocks[0] = split("p", blocks[0])[1]
        html = "\n".join(block for block in blocks if block)
        if ref.holes:
            if None in ref.holes:
                html = _unlinked(html, ref.holes)
            html = fill(html, [self._hole(hole) for hole in ref.holes])
            html = html.replace("<p></p>\n", "").replace("<p></p>", "")
        return Markup(html)

    def _hole(self, hole: str | Inset | None) -> str:
        if hole is None:
            return ""
        return hole if isinstance(hole, str) else str(self._inset(hole))

    def _inset(self, inset: Inset) -> Markup:
        if not self._figure:
            module: Any = self.environment.get_template("components/photo.html").module
            self._figure[True] = module.photo
            module = self.environment.get_template("components/picture.html").module
            self._figure[False] = module.picture
        return self._figure[inset.alone](inset.picture)


def qr(text: str) -> Markup:
    """A QR code as inline SVG: nothing but shapes, as sharp on A3 as on A4."""
    import segno

    code = segno.make_qr(text, error="m")
    return Markup(code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None))


def _unlinked(html: str, holes: tuple[str | Inset | None, ...]) -> str:
    """The text without the links that lead nowhere, but with their words."""
    for number, hole in enumerate(holes):
        if hole is None:
            mark = f"\x0e{number}\x0f"
            html = re.sub(rf'<a href="{mark}"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)
    return html
