"""Fixtures that several test files share."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import chromium
from hypothesis import HealthCheck, settings
from sites import AWARDS, Site, once

from leitai.build import Options, build
from leitai.parallel import cores

# A slow machine is no flaw: what a property says must hold, however long it takes.
settings.register_profile("leitai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("leitai")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors: tests of servers and browsers wait much of their time."""
    return cores() + 2


@pytest.fixture(scope="session", autouse=True)
def _user_cache(shared: Path) -> Iterator[None]:
    """The user's own cache, which keeps compiled templates, is one of this run: they are compiled once for all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(shared / "cache"))
        yield


@pytest.fixture(scope="session")
def sample(shared: Path) -> Path:
    """output/ of the sample site, built without a warning by whichever worker needs it first; not to be changed."""
    return once(shared / "sample", lambda folder: built_anew(ROOT, folder))


@pytest.fixture(scope="session")
def english(shared: Path) -> Path:
    """output/ of the awards site, likewise."""
    return once(shared / "english", lambda folder: built_anew(AWARDS, folder))


def built_anew(source: Path, folder: Path) -> Path:
    """A copy of a site's sources, built: no errors, no warnings."""
    for name in ("config.yaml", "addresses.yaml"):
        if (source / name).exists():
            shutil.copy(source / name, folder / name)
    shutil.copytree(source / "content", folder / "content")
    report = build(Options(root=folder, output=folder / "output", jobs=1, strict=True))
    assert report.ok, [problem.code for problem in report.problems]
    return folder / "output"


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A headless Chromium with a history of its own, which ends at 50 pages."""
    browser = chromium(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.quit()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A small valid Chinese site that is not built yet."""
    return Site(tmp_path / "site")


class Standing:
    """One built site a worker and language, and a copy of its sources to bring it back to."""

    def __init__(self, folder: Path, language: str) -> None:
        self.site = Site(folder / "site")
        if language != "zh-CN":
            self.site.edit("config.yaml", "language: zh-CN", f"language: {language}")
        self.fresh = folder / "fresh"
        shutil.copytree(self.site.root, self.fresh, symlinks=True)

    def lend(self) -> Iterator[Site]:
        """The site as a good build left it, brought back to that afterwards."""
        self.site.good()
        yield self.site
        for place in self.site.root.iterdir():
            if place.name not in ("output", ".leitai"):
                shutil.rmtree(place) if place.is_dir() and not place.is_symlink() else place.unlink()
        shutil.copytree(self.fresh, self.site.root, symlinks=True, dirs_exist_ok=True)
        self.site.good()


@pytest.fixture(scope="session")
def _standing(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    return Standing(tmp_path_factory.mktemp("standing"), "zh-CN")


@pytest.fixture(scope="session")
def _standing_en(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    return Standing(tmp_path_factory.mktemp("standing-en"), "en")


@pytest.fixture
def built(_standing: Standing) -> Iterator[Site]:
    """The small site with a good build in output/."""
    yield from _standing.lend()


@pytest.fixture
def built_en(_standing_en: Standing) -> Iterator[Site]:
    """The same, told in English."""
    yield from _standing_en.lend()


COUNTED = ("incremental", "killed")
"""Properties that tests record: numbers by name, told at the end of a run."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many sequences of edits were tried, and how many builds were killed."""
    sums: dict[str, Counter[str]] = {}
    for report in (*terminalreporter.stats.get("passed", ()), *terminalreporter.stats.get("failed", ())):
        for name, value in getattr(report, "user_properties", ()):
            if name in COUNTED:
                sums.setdefault(name, Counter()).update(value)
    for name, numbers in sums.items():
        terminalreporter.write_line(f"{name}: " + ", ".join(f"{number} {what}" for what, number in numbers.items()))
