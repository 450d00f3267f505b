"""A theme as one value: templates with their closures, strings, parameters, picture rules and assets.

A theme is a chain of folders (site overrides → theme → its parents); the first folder that has a file wins, and
``parent:NAME`` reaches the next one. The closure of a layout is found by reading its templates, never by running
them, so names must be literal. Knows no articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from leitai import cards, yamltext
from leitai.decoding import decode, not_text
from leitai.errors import ContentError, Problem, Spot, error, warning
from leitai.images import Rule
from leitai.images.cards import Card
from leitai.schema import nearest
from leitai.sources import THEMES, Snapshot, digest_of
from leitai.yamltext import Plain

OVERRIDES = "overrides"
_TEXT = (".html", ".xml", ".txt", ".json")
_FIGURES = ("components/photo.html", "components/picture.html")


class Template(Struct, frozen=True):
    """A template's text and where it comes from."""

    text: str
    source: str


class Asset(Struct, frozen=True):
    """A static file, or several in one: its published name (with a content hash) and the sources it is made of."""

    published: str
    sources: tuple[str, ...]


class Theme(Struct, frozen=True):
    """A theme, complete. ``templates`` go by ``NAME`` for the winning one and ``FOLDER:NAME`` for every one.

    ``closures`` maps each layout to a digest of all templates it can reach. ``card`` stands for pages without a photo.
    """

    name: str
    chain: tuple[str, ...]
    templates: dict[str, Template]
    closures: dict[str, str]
    strings: dict[str, str]
    params: dict[str, str | bool | int | float]
    rules: dict[str, Rule]
    assets: dict[str, Asset]
    card: Card | None = None


class Kept(Struct, frozen=True):
    """A theme in the cache, with a digest of all it was made from."""

    key: str
    theme: Theme


def load(snapshot: Snapshot, name: str, language: str, params: dict[str, str]) -> tuple[Theme, list[Problem]]:
    """The theme of that name for one site.

    Raises:
        ContentError: it is unknown or broken; all problems together.
    """
    problems: list[Problem] = []
    chain, manifests = _chain(snapshot, name, problems)
    if problems:
        # Without what it extends, all the rest of a theme would seem to be missing.
        raise ContentError(problems)
    templates = _templates(snapshot, chain)
    closures = _closures(templates, chain, problems)
    strings = _strings(snapshot, chain, language, problems)
    assets = _assets(snapshot, chain, manifests)
    chosen = _params(manifests, params, problems)
    rules = _rules(manifests, problems)
    card = _card(manifests, chosen, problems)
    if any(problem.severity.value == "error" for problem in problems):
        raise ContentError(problems)
    theme = Theme(
        name=name,
        chain=tuple(chain),
        templates=templates,
        closures=closures,
        strings=strings,
        params=chosen,
        rules=rules,
        assets=assets,
        card=card,
    )
    return theme, problems


def _chain(
    snapshot: Snapshot, name: str, problems: list[Problem]
) -> tuple[list[str], list[tuple[str, dict[str, Plain]]]]:
    known = sorted({path.split("/")[1] for path in snapshot.under(THEMES) if path.endswith("/theme.yaml")})
    if name not in known:
        near = nearest(name, known) or "、".join(known)
        raise ContentError([error("unknown-theme", Spot("config.yaml", ("theme",)), name=name, near=near)])
    chain = [OVERRIDES] if snapshot.under(f"{THEMES}/{OVERRIDES}") else []
    manifests: list[tuple[str, dict[str, Plain]]] = []
    while name:
        if name in chain:
            spot = Spot(manifests[-1][0], ("extends",))
            raise ContentError([error("theme-circle", spot, name=name)])
        chain.append(name)
        path = f"{THEMES}/{name}/theme.yaml"
        manifest = _yaml(snapshot, path, problems)
        manifests.append((path, manifest))
        parent = manifest.get("extends")
        name = parent if isinstance(parent, str) else ""
        if name and name not in known:
            near = nearest(name, known) or "、".join(known)
            raise ContentError([error("unknown-theme", Spot(path, ("extends",)), name=name, near=near)])
    return chain, manifests


def _yaml(snapshot: Snapshot, path: str, problems: list[Problem]) -> dict[str, Plain]:
    data = snapshot.read(path)
    text = decode(data)
    if text is None:
        problems.append(not_text(path, data))
        return {}
    try:
        plain = yamltext.parse(text)
    except yamltext.YamlError as slip:
        problems.append(error(slip.code, Spot(path, line=slip.line, column=slip.column), **slip.params))
        return {}
    if plain is not None and not isinstance(plain, dict):
        problems.append(error("not-a-mapping", Spot(path, line=1, column=1)))
        return {}
    return plain or {}


def _templates(snapshot: Snapshot, chain: list[str]) -> dict[str, Template]:
    found: dict[str, Template] = {}
    for folder in reversed(chain):
        prefix = f"{THEMES}/{folder}/"
        for path in snapshot.under(prefix):
            name = path[len(prefix) :]
            if name.endswith(_TEXT) and name.partition("/")[0] in ("layouts", "partials", "components"):
                template = Template(snapshot.read(path).decode("utf-8", "replace"), path)
                found[name] = found[f"{folder}:{name}"] = template
    return found


def resolve(templates: dict[str, Template], chain: tuple[str, ...] | list[str], name: str, user: str) -> str:
    """The full name of the template that ``user`` means by ``name``; ``parent:`` is the next folder of the chain."""
    if not name.startswith("parent:"):
        return name
    wanted = name.removeprefix("parent:")
    folder = user.partition(":")[0] if ":" in user else templates[user].source.split("/")[1]
    for below in chain[chain.index(folder) + 1 :]:
        if f"{below}:{wanted}" in templates:
            return f"{below}:{wanted}"
    return name


@lru_cache(maxsize=1024)
def _named(text: str) -> tuple[tuple[str | None, int], ...]:
    """The names of templates that a template's text has in it, with their lines; None if only known when it runs.

    Reading all of a theme takes as long as building a small site, so a process reads every text once.

    Raises:
        TemplateSyntaxError: it is no template, or asks for a filter or test that does not exist.
    """
    from jinja2 import Environment, TemplateSyntaxError, nodes

    environment = Environment()
    tree = environment.parse(text)
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        what, known = ("filter", environment.filters) if isinstance(node, nodes.Filter) else ("test", environment.tests)
        if node.name not in known:
            raise TemplateSyntaxError(f"No {what} named {node.name!r}", node.lineno)
    found: list[tuple[str | None, int]] = []
    for user in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        wanted = user.template  # type: ignore[attr-defined]
        for each in wanted.items if isinstance(wanted, (nodes.Tuple, nodes.List)) else [wanted]:
            name = each.value if isinstance(each, nodes.Const) and isinstance(each.value, str) else None
            found.append((name, user.lineno))
    return tuple(found)


class _Uses:
    """Which templates each one names, by reading them; what is wrong with that goes to ``problems``."""

    def __init__(self, templates: dict[str, Template], chain: Sequence[str], problems: list[Problem]) -> None:
        self.templates = templates
        self.chain = tuple(chain)
        self.problems = problems
        self._found: dict[str, list[str]] = {}

    def by(self, name: str) -> list[str]:
        """The templates that this one names itself."""
        if name not in self._found:
            self._found[name] = []
            self._found[name] = self._read(name)
        return self._found[name]

    def reach(self, layout: str) -> set[str]:
        """All templates that can have a part in pages of a layout; pictures in running text are shown everywhere."""
        seen = {layout, *(name for name in _FIGURES if name in self.templates)}
        waiting = list(seen)
        while waiting:
            for other in self.by(waiting.pop()):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return seen

    def _read(self, name: str) -> list[str]:
        from jinja2 import TemplateSyntaxError

        template = self.templates[name]
        try:
            named = _named(template.text)
        except TemplateSyntaxError as problem:
            spot = Spot(template.source, line=problem.lineno, column=1)
            self.problems.append(error("template-syntax", spot, said=(problem.message or "").rstrip(".")))
            return []
        found = []
        for other, line in named:
            spot = Spot(template.source, line=line, column=1)
            if other is None:
                self.problems.append(error("template-dynamic", spot))
                continue
            full = resolve(self.templates, self.chain, other, name)
            if full in self.templates:
                found.append(full)
            else:
                near = nearest(other, [known for known in self.templates if ":" not in known])
                self.problems.append(error("template-missing", spot, name=other, near=near))
        return found


def _closures(templates: dict[str, Template], chain: list[str], problems: list[Problem]) -> dict[str, str]:
    uses = _Uses(templates, chain, problems)

    def closure(layout: str) -> str:
        return digest_of("\0".join(f"{name}\0{templates[name].text}" for name in sorted(uses.reach(layout))).encode())

    return {name: closure(name) for name in sorted(templates) if name.startswith("layouts/")}


def reach(theme: Theme, layout: str) -> list[str]:
    """The templates whose texts the closure of a layout is made of."""
    return sorted(_Uses(theme.templates, theme.chain, []).reach(layout))


def _strings(snapshot: Snapshot, chain: list[str], language: str, problems: list[Problem]) -> dict[str, str]:
    base = language.partition("-")[0]
    there = {path for folder in chain for path in snapshot.under(f"{THEMES}/{folder}/i18n")}
    codes = {path.rpartition("/")[2].removesuffix(".yaml") for path in there}
    own = language if language in codes else next((c for c in sorted(codes) if c.partition("-")[0] == base), "")
    if not own:
        known = "、".join(sorted(codes))
        problems.append(warning("no-strings", Spot("config.yaml", ("language",)), language=language, known=known))
    strings: dict[str, str] = {}
    for code in dict.fromkeys(("en", own)):
        for folder in reversed(chain):
            path = f"{THEMES}/{folder}/i18n/{code}.yaml"
            if path in snapshot.files:
                read = _yaml(snapshot, path, problems)
                strings.update({key: value for key, value in read.items() if isinstance(value, str)})
    return strings


def _assets(snapshot: Snapshot, chain: list[str], manifests: list[tuple[str, dict[str, Plain]]]) -> dict[str, Asset]:
    static: dict[str, str] = {}
    for folder in reversed(chain):
        prefix = f"{THEMES}/{folder}/static/"
        static.update({path[len(prefix) :]: path for path in snapshot.under(prefix)})
    bundles: dict[str, list[str]] = {}
    for _, manifest in reversed(manifests):
        wanted = manifest.get("bundles")
        if isinstance(wanted, dict):
            bundles.update(
                {name: [str(part) for part in parts] for name, parts in wanted.items() if isinstance(parts, list)}
            )
    bundled = {part for parts in bundles.values() for part in parts}
    found: dict[str, Asset] = {}
    for name, parts in bundles.items():
        sources = tuple(static[part] for part in parts if part in static)
        digest = digest_of("".join(snapshot.files[path].digest for path in sources).encode())
        found[name] = Asset(_hashed(name, digest), sources)
    for name, path in static.items():
        if name not in bundled:
            found[name] = Asset(_hashed(name, snapshot.files[path].digest), (path,))
    return found


def _hashed(name: str, digest: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{digest[:10]}.{ending}" if dot else f"{name}.{digest[:10]}"


def _params(
    manifests: list[tuple[str, dict[str, Plain]]], given: dict[str, str], problems: list[Problem]
) -> dict[str, str | bool | int | float]:
    declared: dict[str, dict[str, Plain]] = {}
    for _, manifest in reversed(manifests):
        wanted = manifest.get("params")
        for name, about in (wanted if isinstance(wanted, dict) else {}).items():
            declared[name] = {**declared.get(name, {}), **(about if isinstance(about, dict) else {"default": about})}
    chosen: dict[str, str | bool | int | float] = {}
    for name, about in declared.items():
        chosen[name] = _param(name, about, str(about.get("default") or ""), problems)
    for name, value in given.items():
        spot = Spot("config.yaml", ("params",))
        if name not in declared:
            near = nearest(name, declared) or "、".join(declared)
            problems.append(error("unknown-param", spot.key(name), name=name, near=near))
        else:
            chosen[name] = _param(name, declared[name], value, problems)
    return chosen


_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def _param(name: str, about: dict[str, Plain], value: str, problems: list[Problem]) -> str | bool | int | float:
    spot = Spot("config.yaml", ("params", name))
    kind = about.get("type") or "text"
    choices = about.get("choices")
    if kind == "bool":
        if value.lower() not in ("true", "false", "yes", "no", "是", "否", ""):
            problems.append(error("not-yes-no", spot, value=value))
        return value.lower() in ("true", "yes", "是")
    if kind == "number":
        try:
            return int(value) if re.fullmatch(r"-?\d+", value) else float(value or 0)
        except ValueError:
            problems.append(error("not-a-number", spot, value=value))
            return 0
    if kind == "choice" and isinstance(choices, list) and value not in choices:
        problems.append(error("not-one-of", spot, value=value, allowed="、".join(map(str, choices))))
    if kind == "color" and not _COLOR.fullmatch(value):
        problems.append(error("not-a-color", spot, value=value))
    return value


def _rules(manifests: list[tuple[str, dict[str, Plain]]], problems: list[Problem]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for path, manifest in reversed(manifests):
        images = manifest.get("images")
        for role, about in (images if isinstance(images, dict) else {}).items():
            spot = Spot(path, ("images", role))
            if not isinstance(about, dict):
                problems.append(error("wrong-type", spot, expected="mapping", found="text"))
                continue
            rule = _rule(role, about, spot, problems)
            if rule:
                found[role] = rule
    return found


def _rule(role: str, about: dict[str, Plain], spot: Spot, problems: list[Problem]) -> Rule | None:
    def numbers(value: Plain, here: Spot) -> list[int]:
        found = []
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(item, str) and item.isdecimal():
                found.append(int(item))
            else:
                at = here.at(index) if isinstance(value, list) else here
                problems.append(error("not-a-number", at, value=str(item or "")))
        return found

    widths = numbers(about.get("widths"), spot.at("widths"))
    ratio = about.get("ratio")
    parts = [int(part) for part in str(ratio).split(":") if part.isdecimal() and int(part)] if ratio else []
    formats = about.get("formats") or ["webp", "jpeg"]
    quality = about.get("quality")
    if not widths or (ratio and len(parts) != 2):
        if ratio and len(parts) != 2:
            problems.append(error("bad-ratio", spot.at("ratio"), value=str(ratio)))
        return None
    return Rule(
        role=role,
        widths=tuple(widths),
        ratio=(parts[0], parts[1]) if parts else None,
        formats=tuple(map(str, formats)) if isinstance(formats, list) else (str(formats),),
        quality={key: number for key, value in quality.items() for number in numbers(value, spot.at("quality", key))}
        if isinstance(quality, dict)
        else {},
        sizes=str(about.get("sizes") or ""),
    )


def _card(
    manifests: list[tuple[str, dict[str, Plain]]],
    params: dict[str, str | bool | int | float],
    problems: list[Problem],
) -> Card | None:
    for path, manifest in manifests:
        if (about := manifest.get("share_card")) is not None:
            return cards.card(about, params, Spot(path, ("share_card",)), problems)
        if "share_card" in manifest:
            break
    return None


def say(strings: dict[str, str], key: str, values: dict[str, object]) -> str:
    """A string of the interface with its ``{names}`` filled; ``n`` picks between ``key.one`` and ``key.other``."""
    if "n" in values and f"{key}.other" in strings:
        key = f"{key}.one" if values["n"] == 1 and f"{key}.one" in strings else f"{key}.other"
    text = strings.get(key, key)
    return text.format_map(values) if values and "{" in text else text


def asset_text(snapshot: Snapshot, asset: Asset) -> bytes:
    """The bytes of an asset: its sources, one after the other."""
    return b"\n".join(snapshot.read(path) for path in asset.sources)
