"""The programs that make small pictures of large photos: three widths, each as JPEG and WebP."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import ClassVar

from benchmarks import contenders
from benchmarks.contenders import INSTALLED, PEERS

WIDTHS = (480, 960, 1600)


class Studio(contenders.Program):
    """One program that makes pictures, on a folder of its own."""

    photos: ClassVar[str] = "photos"
    remembers: ClassVar[bool] = True

    def prepare(self, site: Path, originals: Path, count: int) -> None:
        """Make a fresh folder with the first `count` photos; they are linked where the disk allows it."""
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(PEERS / self.project, site)
        target = site / self.photos
        target.mkdir(parents=True, exist_ok=True)
        for path in sorted(originals.glob("*.jpg"))[:count]:
            try:
                os.link(path, target / path.name)
            except OSError:
                shutil.copy(path, target)


class Sharp(Studio):
    """sharp at its quickest here: each photo decoded once, its pictures made from the largest size."""

    name = "sharp"
    project = "sharp"
    remembers = False
    strategy: ClassVar[str] = "shared"

    def version(self) -> str:
        """The version that runs."""
        return contenders.package_version(INSTALLED / "sharp" / "node_modules" / "sharp")

    def prepare(self, site: Path, originals: Path, count: int) -> None:
        """With the installed packages in reach."""
        super().prepare(site, originals, count)
        (site / "node_modules").symlink_to(INSTALLED.resolve() / "sharp" / "node_modules")

    def build(self) -> list[str]:
        """Our script, in this way of working."""
        return ["node", "make.mjs", self.strategy]


class SharpEach(Sharp):
    """sharp in its documentation's way: each picture a pipeline from the file, with its own shrink-on-load."""

    name = "sharp-each"
    strategy = "each"


class HugoPhotos(Studio):
    """Hugo's image processing, one page a photo, since Hugo works on its pages at the same time."""

    name = "hugo"
    project = "hugo-photos"
    photos = "assets/photos"
    caches = ("resources",)

    def version(self) -> str:
        """As for articles."""
        return contenders.Hugo().version()

    def prepare(self, site: Path, originals: Path, count: int) -> None:
        """A page for each photo."""
        super().prepare(site, originals, count)
        (site / "content").mkdir()
        for path in (site / self.photos).iterdir():
            (site / "content" / f"{path.stem}.md").write_text(f"---\ntitle: {path.stem}\n---\n", "utf-8")

    def build(self) -> list[str]:
        """As for articles."""
        return contenders.Hugo().build()


class LeitaiPhotos(Studio):
    """leitai: one article with all photos in its gallery."""

    name = "leitai"
    project = "leitai-photos"
    output = "output"
    photos = "content/news/gallery/photos"
    caches = contenders.Leitai.caches
    env = contenders.Leitai.env

    def prepare(self, site: Path, originals: Path, count: int) -> None:
        """One article with all photos."""
        super().prepare(site, originals, count)
        contenders.furnish(site)
        names = sorted(path.name for path in (site / self.photos).iterdir())
        lines = [f"  - {{photo: photos/{name}, alt: 色块与光影组成的画面{name}}}" for name in names]
        front = ["---", "title: 照片", "date: 2025-06-30", "gallery:", *lines, "---", "", "现场照片。", ""]
        (site / self.photos).with_name("index.md").write_text("\n".join(front), "utf-8")

    def version(self) -> str:
        """As for articles."""
        return contenders.Leitai().version()

    def build(self) -> list[str]:
        """As for articles."""
        return contenders.Leitai().build()


STUDIOS: dict[str, Studio] = {studio.name: studio for studio in (LeitaiPhotos(), Sharp(), SharpEach(), HugoPhotos())}
