"""Fixtures that several test files share."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sites
from browser import chromium
from sites import Site


@pytest.fixture(scope="session", autouse=True)
def _compiled(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Templates are compiled once a worker; their compiled form depends on nothing but their text."""
    if not sites.compiled:
        first = Site(tmp_path_factory.mktemp("compiled") / "site")
        first.good()
        folder = first.root / ".leitai/templates"
        if folder.is_dir():
            sites.compiled.append(folder)


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
def _standing(tmp_path_factory: pytest.TempPathFactory, _compiled: None) -> Standing:
    return Standing(tmp_path_factory.mktemp("standing"), "zh-CN")


@pytest.fixture(scope="session")
def _standing_en(tmp_path_factory: pytest.TempPathFactory, _compiled: None) -> Standing:
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
