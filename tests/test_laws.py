"""What each module must not know, held by its imports. The laws stand in docs/architecture.md and in each module's head.

Read from the sources, so an import inside a function counts like one at the top (but for typing).
"""

# ruff: noqa: E501

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "leitai"
MODULES = sorted(
    str(path.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
)


def source(module: str) -> Path:
    place = ROOT / module.replace(".", "/")
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def _walk(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that only type checkers see."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        yield node
        yield from _walk(node)


@cache
def imports(module: str) -> frozenset[str]:
    """Everything a module imports, by its full name: ``leitai.model`` and ``leitai.model.Site``."""
    found: set[str] = set()
    for node in _walk(ast.parse(source(module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            if node.module != "__future__":
                found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def below(package: str) -> list[str]:
    """A module, or all modules of a package."""
    return [name for name in MODULES if name == package or name.startswith(f"{package}.")]


def uses(module: str, forbidden: str) -> list[str]:
    """The imports of a module that lie in a forbidden one."""
    return sorted(name for name in imports(module) if name == forbidden or name.startswith(f"{forbidden}."))


SITE = ("load", "model", "urls", "kinds", "views", "score_views", "render", "write", "theme", "plan", "outputs", "config", "build", "cli", "serve", "cache", "check")  # fmt: skip
DISK = ("os", "pathlib", "io", "shutil", "tempfile", "glob", "sqlite3")
WEB = ("jinja2", "markupsafe")

LAWS: dict[str, tuple[str, ...]] = {
    # Knows no site: what an editor wrote, and nothing of what becomes of it.
    "documents": SITE,
    "yamltext": (*SITE, "documents", "fields", "schema", "sources", "prose", *DISK),
    "schema": (*SITE, "documents", "sources", "prose", *DISK),
    "values": (*SITE, "documents", "fields", "schema", "sources", "prose", *DISK),
    "fields": (*SITE, "documents", "schema", "sources", "prose", *DISK),
    "prose": (*SITE, "documents", "fields", "schema", "sources", *DISK),
    "wording": (*SITE, "documents", "fields", "schema", "sources", "prose", *DISK),
    "errors": (*SITE, "documents", "fields", "schema", "sources", "prose", "messages", *DISK),
    "messages": (*SITE, "documents", "fields", "schema", "sources", "prose", "sqlite3"),
    "scoring": (*SITE, "documents", "fields", "schema", "sources", "prose", "sheets", *DISK),
    "sheets": (*SITE, "documents", "fields", "schema", "sources", "prose", "os", "pathlib"),
    # Knows addresses, HTML, templates and disks of nothing.
    "model": ("load", "urls", "kinds", "views", "score_views", "render", "write", "theme", "plan", "outputs", "cache", *DISK, *WEB),
    "urls": ("load", "kinds", "views", "render", "write", "theme", "plan", "outputs", "cache", "sources", *DISK, *WEB),
    "views": ("load", "model", "urls", "kinds", "render", "write", "theme", "plan", "outputs", "cache", "sources", *DISK, *WEB),
    "score_views": ("load", "model", "urls", "kinds", "render", "write", "theme", "plan", "outputs", "cache", "sources", *DISK, *WEB),
    "outputs": ("load", "model", "urls", "kinds", "render", "write", "theme", "plan", "cache", "sources", *DISK, *WEB),
    "kinds": ("load", "documents", "render", "write", "plan", "cache", "sources", "os", "pathlib", "shutil", "sqlite3", "time", "random", *WEB),
    # Knows pictures, and no page.
    "images": (*SITE, "documents", "fields", "schema", "sources", "prose", "os", "pathlib", "shutil", "time", "datetime", *WEB),
    "cards": ("load", "model", "urls", "kinds", "views", "render", "write", "theme", "plan", "outputs", "documents", "fields", "sources", "PIL", *DISK, *WEB),
    # Knows templates, and no article.
    "theme": ("load", "model", "urls", "kinds", "views", "render", "write", "plan", "outputs", "documents", "fields", *DISK),
    "render": ("load", "model", "urls", "kinds", "write", "plan", "sources", "config", "os", "pathlib", "shutil", "time", "datetime"),
    "plan": ("load", "documents", "write", "cache", *DISK, *WEB),
    "write": ("load", "model", "kinds", "urls", "views", "documents", "fields", "config", *WEB),
    "sources": (*SITE, "documents", "fields", "schema", "prose", *WEB),
    "cache": ("kinds", "urls", "views", "render", "write", "plan", "build", *WEB),
    "load": ("urls", "kinds", "views", "score_views", "render", "write", "plan", "outputs", "theme", "build", "cli", "serve", *WEB),
}  # fmt: skip


@pytest.mark.parametrize("area", LAWS)
def test_a_module_knows_nothing_of(area: str) -> None:
    inside = below(f"leitai.{area}")
    assert inside, f"there is no leitai.{area} any more"
    for module in inside:
        for forbidden in LAWS[area]:
            full = (
                f"leitai.{forbidden}"
                if (PACKAGE / forbidden).is_dir() or (PACKAGE / f"{forbidden}.py").is_file()
                else forbidden
            )
            assert uses(module, full) == [], f"{module} must not know {forbidden}"


def test_views_are_plain_values() -> None:
    allowed = ("typing", "msgspec", "collections.abc", "leitai.score_views")
    for module in ("leitai.views", "leitai.score_views"):
        for name in imports(module):
            assert name.startswith(allowed), f"{module} imports {name}"


KINDS = {
    "leitai.kinds.article",
    "leitai.kinds.feeds",
    "leitai.kinds.gallery",
    "leitai.kinds.lists",
    "leitai.kinds.project",
    "leitai.kinds.results",
    "leitai.kinds.review",
    "leitai.kinds.unit",
}
"""Modules that make pages. The others in ``kinds`` are what several of them have in common."""


def test_kinds_do_not_know_one_another() -> None:
    """But for ``printing``, which prints what the others show."""
    assert set(MODULES) >= KINDS
    for module in below("leitai.kinds"):
        if module not in ("leitai.kinds", "leitai.kinds.printing"):
            for kind in KINDS - {module}:
                assert uses(module, kind) == [], f"{module} knows {kind}"


def calls(module: str) -> Iterator[str]:
    """Everything that is called in a module, as it is written: ``dt.datetime.now``."""
    for node in ast.walk(ast.parse(source(module).read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


CLOCKS = {"dt": ("now", "today", "utcnow"), "datetime": ("now", "today", "utcnow"), "date": ("today",)}
CLOCKS["time"] = ("time", "time_ns", "monotonic", "localtime", "gmtime", "ctime")


@pytest.mark.parametrize(
    "area",
    ["load", "model", "kinds", "plan", "render", "views", "theme", "images", "documents", "urls", "prose", "scoring"],
)
def test_no_clock_and_no_dice_where_pages_are_made(area: str) -> None:
    """What is published depends on the moment only where `build` hands it in."""
    for module in below(f"leitai.{area}"):
        assert uses(module, "random") == uses(module, "secrets") == uses(module, "uuid") == []
        for call in calls(module):
            head, _, last = call.rpartition(".")
            assert last not in CLOCKS.get(head.split(".")[-1], ()), f"{module} asks the clock: {call}"


def test_only_the_command_line_prints() -> None:
    for module in MODULES:
        if module not in ("leitai.cli", "leitai.__main__") and not module.startswith("leitai.serve"):
            for call in calls(module):
                assert call not in ("print", "sys.stdout.write", "sys.stderr.write", "sys.exit", "input"), (
                    f"{module} calls {call}"
                )


def test_nothing_is_unpickled_or_evaluated() -> None:
    for module in MODULES:
        for name in ("pickle", "marshal", "shelve", "dill"):
            assert uses(module, name) == [], f"{module} imports {name}"
        for call in calls(module):
            assert call not in ("eval", "exec", "compile", "os.system", "yaml.unsafe_load", "yaml.full_load"), (
                f"{module} calls {call}"
            )


@pytest.mark.parametrize(
    "area",
    ["load", "kinds", "model", "views", "plan", "render", "write", "documents", "sources", "theme", "images", "prose"],
)
def test_nothing_reaches_for_the_network(area: str) -> None:
    for module in below(f"leitai.{area}"):
        for name in ("socket", "urllib.request", "http.client", "requests", "httpx", "ftplib", "smtplib", "ssl"):
            assert uses(module, name) == [], f"{module} imports {name}"


def test_imports_go_round_in_no_circle() -> None:
    """At the top of modules; an import inside a function is one that waits."""
    table: dict[str, set[str]] = {}
    for module in MODULES:
        tree = ast.parse(source(module).read_text("utf-8"))
        found: set[str] = set()
        for node in tree.body:
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [
                    full if (full := f"{node.module}.{alias.name}") in MODULES else str(node.module)
                    for alias in node.names
                ]
            found |= {name for name in names if name in MODULES and name != module}
        table[module] = found
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " → ".join((*path[path.index(module) :], module))
        if module not in done:
            for other in sorted(table[module]):
                visit(other, (*path, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


@pytest.mark.parametrize("module", MODULES)
def test_every_module_opens_with_what_it_is(module: str) -> None:
    head = ast.get_docstring(ast.parse(source(module).read_text("utf-8")))
    assert head, f"{module} has no docstring"
    first = head.splitlines()[0]
    assert len(first) > 15 and first[-1] in ".:)", f"{module} does not open with a sentence: {first!r}"


SLOW = (
    "markdown",
    "jinja2",
    "PIL",
    "nh3",
    "pypinyin",
    "livereload",
    "tornado",
    "openpyxl",
    "yaml",
    "watchdog",
    "asyncio",
    "multiprocessing",
)


def loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(' '.join(sys.modules))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_the_command_line_starts_without_slow_libraries() -> None:
    there = loaded("import leitai.cli")
    assert {name for name in SLOW if name in there} == set()


def test_loading_a_site_needs_no_templates_or_image_library() -> None:
    there = loaded("import leitai.load")
    assert {name for name in ("jinja2", "PIL.Image", "pypinyin", "openpyxl", "livereload") if name in there} == set()


def test_the_modules_of_the_table_are_all_there() -> None:
    """A module that is renamed takes its law along."""
    for area in LAWS:
        assert below(f"leitai.{area}"), area
