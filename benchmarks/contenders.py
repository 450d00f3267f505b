"""The programs that are compared: how each is installed, given its site, and run.

A contender writes the stories down in its own dialect and says which commands build and serve them. Nothing here
measures.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import Story

HERE = Path(__file__).parent
ROOT = HERE.parent
ASIDE = "aside"
"""The folder of a benchmark's work where old outputs wait to be deleted."""
PEERS = HERE / "peers"
INSTALLED = HERE / ".peers"
PYTHON = INSTALLED / "python" / "bin" / "python"


class Program:
    """A program that is compared: its project below peers/, what it leaves behind, and its command."""

    name: ClassVar[str]
    project: ClassVar[str]
    output: ClassVar[str] = "public"
    caches: ClassVar[tuple[str, ...]] = ()
    env: ClassVar[Mapping[str, str]] = {}

    def version(self) -> str:
        """The version that runs."""
        raise NotImplementedError

    def build(self) -> list[str]:
        """The command that builds the site of the current folder."""
        raise NotImplementedError

    def clean(self, site: Path) -> None:
        """Take away what earlier builds left: aside, not for good.

        For minutes ext4 walks past every inode that was just deleted, for each new one; a first build knows no such.
        """
        aside = site.parent / ASIDE
        aside.mkdir(exist_ok=True)
        for name in (self.output, *self.caches):
            if (site / name).exists():
                (site / name).rename(aside / f"{site.name}-{name}-{len(os.listdir(aside))}")


class Contender(Program):
    """A program that makes a news site from stories."""

    copies: ClassVar[tuple[tuple[str, str], ...]] = ()

    def serve(self, port: int) -> list[str]:
        """The command that serves the site and rebuilds it after edits."""
        raise SystemExit(f"{self.name} has no server that the benchmark knows")

    def source(self, site: Path, story: Story) -> Path:
        """The file a story is written to."""
        raise NotImplementedError

    def dialect(self, story: Story) -> str:
        """A story as this program reads it."""
        return (
            f"---\ntitle: {story.title}\ndate: {story.date.isoformat()}\n"
            f"tags: [{', '.join(story.tags)}]\n---\n\n{story.body}"
        )

    def write(self, site: Path, story: Story) -> None:
        """Write a story's source."""
        self.source(site, story).write_text(self.dialect(story), "utf-8")

    def prepare(self, site: Path, stories: Iterable[Story]) -> None:
        """Make a fresh site folder with all stories."""
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(PEERS / self.project, site)
        for source, target in self.copies:
            (site / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PEERS / source, site / target)
        made: set[Path] = set()
        for story in stories:
            folder = self.source(site, story).parent
            if folder not in made:
                folder.mkdir(parents=True, exist_ok=True)
                made.add(folder)
            self.write(site, story)


class Hugo(Contender):
    """Hugo, the extended edition."""

    name = "hugo"
    project = "hugo"
    caches = ("resources",)
    copies = (("style.css", "static/style.css"),)

    def binary(self) -> str:
        """The program itself, without the wheel's Python around it."""
        (path,) = (INSTALLED / "python").glob("lib/python*/site-packages/hugo/binaries/hugo*")
        return str(path)

    def version(self) -> str:
        """What the binary says."""
        return _output([self.binary(), "version"]).split()[1].partition("-")[0].lstrip("v")

    def build(self) -> list[str]:
        """Hugo without its summary."""
        return [self.binary(), "--quiet"]

    def serve(self, port: int) -> list[str]:
        """Hugo's server in its default, fast mode."""
        return [self.binary(), "server", "--port", str(port), "--bind", "127.0.0.1"]

    def source(self, site: Path, story: Story) -> Path:
        """Where a story is written to."""
        return site / "content" / "news" / f"{story.slug}.md"


class Eleventy(Contender):
    """Eleventy, with Nunjucks templates and its own Markdown."""

    name = "eleventy"
    project = "eleventy"
    copies = (("style.css", "style.css"),)

    @property
    def program(self) -> Path:
        """Eleventy's entry."""
        return INSTALLED / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"

    def version(self) -> str:
        """The version that runs."""
        return package_version(INSTALLED / "eleventy" / "node_modules" / "@11ty" / "eleventy")

    def build(self) -> list[str]:
        """Eleventy without a line for each file."""
        return ["node", str(self.program), "--quiet"]

    def serve(self, port: int) -> list[str]:
        """Eleventy's server, incremental."""
        return ["node", str(self.program), "--quiet", "--serve", "--incremental", "--port", str(port)]

    def source(self, site: Path, story: Story) -> Path:
        """Where a story is written to."""
        return site / "news" / f"{story.slug}.md"

    def prepare(self, site: Path, stories: Iterable[Story]) -> None:
        """All articles get their layout from one data file."""
        super().prepare(site, stories)
        (site / "news" / "news.json").write_text(json.dumps({"layout": "article.njk"}), "utf-8")


class Pelican(Contender):
    """Pelican, as it comes. Its server is left out: run with --listen --autoreload, it was not seen to rebuild."""

    name = "pelican"
    project = "pelican"
    caches = ("cache", "__pycache__")
    copies = (("style.css", "theme/static/style.css"),)

    def version(self) -> str:
        """The version that runs."""
        return _python("from importlib.metadata import version; print(version('pelican'))")

    def build(self) -> list[str]:
        """Pelican; a plugin that fails is an error."""
        return [str(PYTHON), "-m", "pelican", "--quiet", "--fatal", "errors", "--settings", "pelicanconf.py"]

    def source(self, site: Path, story: Story) -> Path:
        """Where a story is written to."""
        return site / "content" / "news" / f"{story.slug}.md"

    def dialect(self, story: Story) -> str:
        """Front matter for Python-Markdown's `meta`: a slug, and tags parted by commas."""
        return (
            f"---\ntitle: {story.title}\ndate: {story.date:%Y-%m-%d %H:%M}\nslug: {story.slug}\n"
            f"tags: {', '.join(story.tags)}\n---\n\n{story.body}"
        )


class PelicanCached(Pelican):
    """Pelican with its content cache on: slower when cold, quicker when little changed."""

    name = "pelican-cached"
    env: ClassVar[Mapping[str, str]] = {"PELICAN_CACHE": "1"}


class Leitai(Contender):
    """leitai from this working tree, run by the Python that runs the benchmark."""

    name = "leitai"
    project = "leitai"
    output = "output"
    caches = (".leitai",)
    env: ClassVar[Mapping[str, str]] = {"PYTHONPATH": str(ROOT)}

    def version(self) -> str:
        """The version that runs."""
        return _output([sys.executable, "-c", "import leitai; print(leitai.__version__)"], PYTHONPATH=str(ROOT))

    def build(self) -> list[str]:
        """The command that builds the site."""
        return [sys.executable, "build.py"]

    def serve(self, port: int) -> list[str]:
        """leitai's own server."""
        return [sys.executable, "build.py", "serve", "--port", str(port)]

    def prepare(self, site: Path, stories: Iterable[Story]) -> None:
        """With build.py, the themes, and the addresses of tags fixed, as the first build asks for."""
        super().prepare(site, stories)
        furnish(site)
        subprocess.run(
            [*self.build(), "freeze"],
            cwd=site,
            env={**os.environ, **self.env},
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def source(self, site: Path, story: Story) -> Path:
        """Where a story is written to."""
        return site / "content" / "news" / f"{story.slug}.md"

    def dialect(self, story: Story) -> str:
        """The date as editors write it, in the site's time zone."""
        return (
            f"---\ntitle: {story.title}\ndate: {story.date:%Y-%m-%d %H:%M}\n"
            f"tags: [{', '.join(story.tags)}]\n---\n\n{story.body}"
        )


CONTENDERS: dict[str, Contender] = {
    contender.name: contender for contender in (Leitai(), Hugo(), Eleventy(), Pelican(), PelicanCached())
}


def furnish(site: Path) -> None:
    """Give a leitai site what every one has: build.py, the base theme, and here the lean theme that extends it."""
    shutil.copy(ROOT / "build.py", site)
    shutil.copytree(HERE / "themes" / "lean", site / "themes" / "lean")
    shutil.copytree(ROOT / "themes" / "base", site / "themes" / "base")


def install() -> None:
    """Install the peers into .peers/, with the ordinary clients of their registries."""
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", str(INSTALLED / "python")], check=True)
    needed = [HERE / "requirements.txt", *sorted(PEERS.glob("*/requirements.txt"))]
    wanted = [word for path in needed for word in ("-r", str(path))]
    subprocess.run([str(PYTHON), "-m", "pip", "install", "--quiet", "--upgrade", *wanted], check=True)
    for package in sorted(PEERS.glob("*/package.json")):
        folder = INSTALLED / package.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(package, folder)
        quiet = ["--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(["npm", "install", *quiet], cwd=folder, check=True)


def _output(command: list[str], **env: str) -> str:
    return subprocess.run(command, env={**os.environ, **env}, check=True, capture_output=True, text=True).stdout.strip()


def _python(code: str) -> str:
    return _output([str(PYTHON), "-c", code])


def package_version(folder: Path) -> str:
    """The version in a node package's own description."""
    version: str = json.loads((folder / "package.json").read_text("utf-8"))["version"]
    return version
