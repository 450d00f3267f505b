"""Site + Theme → Plan: every file that will stand in output/, as values, with nothing rendered yet.

Refuses two outputs with one path, and links to addresses that nothing stands at; says all of them. Knows no disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct

from leitai import kinds, patterns, urls, yamltext
from leitai.cards import LEAST
from leitai.config import Config
from leitai.errors import Problem, Spot, error, note, warning
from leitai.images.cards import name_of
from leitai.kinds.parts import Parts
from leitai.model import Site
from leitai.outputs import Copy, Drawing, Output, Page, Picture, Text
from leitai.render import layout_file
from leitai.schema import nearest
from leitai.sources import CONFIG, THEMES, Snapshot
from leitai.theme import Theme, asset_text
from leitai.views import IdentityView, Link, PatternsView, SiteView, StandIn

_SHOWN = 5


class Plan(Struct, frozen=True):
    """All outputs by path, the view that all pages share, and the addresses of assets by name.

    ``views`` are digests of pages' views, by path, as far as anybody needed them yet.
    """

    outputs: dict[str, Output]
    site: SiteView
    assets: dict[str, str]
    views: dict[str, str] = {}


def plan(site: Site, theme: Theme, snapshot: Snapshot, advice: bool = False) -> tuple[Plan, list[Problem]]:
    """Everything that is to be published, and what is wrong with it as a whole.

    With ``advice`` also what could be better and is no mistake: it would tire those who build every day.
    """
    parts = Parts(site, theme.rules, theme.strings)
    problems: list[Problem] = []
    outputs: dict[str, Output] = {}
    folded: dict[str, str] = {}

    aliases = {urls.output(urls.alias(each.old)): each.spot for each in site.redirects}

    def add(output: Output) -> None:
        path = output.path
        other = outputs.get(path) or outputs.get(folded.get(path.lower(), ""))
        if other is not None:
            problems.append(_collision(output, other, aliases))
            return
        outputs[path] = output
        folded[path.lower()] = path

    for output in kinds.outputs(parts):
        if isinstance(output, Page) and layout_file(output.layout) not in theme.closures:
            spot = Spot(f"themes/{theme.name}/theme.yaml", line=1, column=1)
            problems.append(error("template-missing", spot, name=layout_file(output.layout), near=""))
        add(output)
    if site.config.said.patterns:
        add(_patterns(theme, snapshot, parts, problems))
    for source, digest in site.files.items():
        add(Copy(urls.output(parts.attachment(source)), source, digest))
    share = parts.stand_in((site.cover,))
    if share is None and site.cover:
        file = site.cover.photo.path.rpartition("/")[2]
        problems.append(warning("V19-cover", Spot(CONFIG, ("cover", "photo")), file=file, least=LEAST))
    if share is None and theme.card:
        path = urls.asset(name_of(theme.card))
        add(Drawing(urls.output(path), theme.card))
        share = StandIn(
            url=parts.addresses.url(path),
            width=theme.card.width,
            height=theme.card.height,
            src=parts.href(path),
            src_width=theme.card.width,
            src_height=theme.card.height,
        )
    for picture in parts.pictures.values():
        add(picture)
    for asset in theme.assets.values():
        path = urls.output(urls.asset(asset.published))
        if len(asset.sources) == 1:
            add(Copy(path, asset.sources[0], snapshot.files[asset.sources[0]].digest))
        else:
            add(Text(path, asset_text(snapshot, asset).decode("utf-8", "replace")))
    _conflicts(outputs, aliases, problems)
    for address, spot in site.absolute:
        path = urls.output(unquote(address).removeprefix(parts.addresses.base) or "/")
        if path not in outputs and urls.output(f"{unquote(address)}/") not in outputs:
            pages = {f"/{name.removesuffix('index.html')}": name for name in outputs if name.endswith(".html")}
            near = nearest(address, pages)
            problems.append(error("dead-link-near" if near else "dead-link", spot, target=address, near=near))
    if advice:
        problems += [*_unused(site), *_small(parts)]
    addresses = {name: parts.href(urls.asset(asset.published)) for name, asset in theme.assets.items()}
    return Plan(outputs, _site_view(site.config, parts, share), addresses), problems


def _patterns(theme: Theme, snapshot: Snapshot, parts: Parts, problems: list[Problem]) -> Page:
    """The page of the theme's components; an example that is none is told with its file."""
    files: dict[str, str] = {}
    for folder in reversed(theme.chain):
        for path in snapshot.under(f"{THEMES}/{folder}/components"):
            if path.endswith(".yaml"):
                files[path.rpartition("/")[2].removesuffix(".yaml")] = path
    found = []
    for name, path in sorted(files.items()):
        try:
            about = yamltext.parse(snapshot.read(path).decode("utf-8"))
            here = f"{parts.href(urls.PATTERNS)}#{name}"
            found.append(patterns.component(name, about if isinstance(about, dict) else {}, parts.language, here))
        except (ValueError, LookupError) as slip:
            problems.append(error("bad-example", Spot(path, line=1, column=1), said=str(slip)))
    title = parts.t("patterns.title")
    meta = parts.meta("patterns", title, urls.PATTERNS, description=parts.t("patterns.lead"), indexed=False)
    return Page(urls.output(urls.PATTERNS), "patterns", PatternsView(meta=meta, title=title, components=tuple(found)))


def _unused(site: Site) -> Iterator[Problem]:
    """Photos that nothing uses lie about: nobody's mistake, but worth knowing."""
    folders: dict[str, list[str]] = {}
    for path in site.unused:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, []).append(name)
    for folder, names in folders.items():
        shown = "、".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")
        yield note("V19-unused", Spot(folder), number=len(names), files=shown)


def _small(parts: Parts) -> Iterator[Problem]:
    """Photos that some page has to stretch, each told where it is used first."""
    places = {photo.path: use.spot for use in reversed(parts.site.uses) for photo in (use.shot.photo, use.shot.still)}
    for path, (width, wanted) in sorted(parts.small.items()):
        yield note("V19-small", places.get(path, Spot(path)), file=path.rpartition("/")[2], width=width, wanted=wanted)


def _collision(output: Output, other: Output, aliases: dict[str, Spot]) -> Problem:
    """Two outputs at one address, with the sources of both; an old address gives way, so it is told at its own line."""
    path = output.path
    if _redirects(other) and not _redirects(output):
        output, other, path = other, output, other.path
    one, two = _source(output), _source(other)
    spot = Spot(one or two or "config.yaml", line=1, column=1)
    if _redirects(output):
        spot = aliases[output.path]
    also = (Spot(two, line=1, column=1),) if one and two and two != one else ()
    return error("address-twice", spot, *also, path="/" + path.removesuffix("index.html"), other=two if one else "")


def _redirects(output: Output) -> bool:
    return isinstance(output, Page) and output.layout == "redirect"


def _source(output: Output) -> str:
    if isinstance(output, (Page, Copy, Text, Drawing)):
        return output.source
    return output.photo.path if isinstance(output, Picture) else ""


def _conflicts(outputs: dict[str, Output], aliases: dict[str, Spot], problems: list[Problem]) -> None:
    """A file where another output needs a folder."""
    for path, output in outputs.items():
        folder = path.rpartition("/")[0]
        while folder:
            if folder in outputs:
                problems.append(_collision(output, outputs[folder], aliases))
            folder = folder.rpartition("/")[0]


def _site_view(config: Config, parts: Parts, share: StandIn | None) -> SiteView:
    said = config.said
    identity = said.identity
    menu = []
    for item in said.menu:
        if item.to.startswith(("http://", "https://")):
            menu.append(Link(text=item.text, href=item.to))
        elif path := (item.to if item.to.startswith("/") else parts.sources.get(item.to, "")):
            menu.append(parts.link(item.text, path))
    return SiteView(
        title=said.title,
        url=config.url,
        base=config.base,
        language=said.language,
        description=said.description,
        tagline=said.tagline,
        menu=tuple(menu),
        identity=IdentityView(**{name: getattr(identity, name) for name in IdentityView.__struct_fields__}),
        feed=parts.href(urls.FEED),
        json_feed=parts.href(urls.JSON_FEED),
        profile=said.profile,
        search=parts.href(urls.SEARCH) if said.search else "",
        share=share,
    )
