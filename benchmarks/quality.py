"""How good a set of small pictures is: their bytes, and their likeness (SSIM) to the originals.

    python -m benchmarks.quality ORIGINALS COUNT SAMPLE NAME=FOLDER ...

prints JSON. Which picture shows which original is found by looking, so the file names do not matter. An original is
scaled to a picture's size in two ways, since each way favours programs that scale likewise: by Lanczos and by the mean
over each area.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[numpy.float64]
Key = tuple[int, int, str]

FORMATS = {"JPEG": "jpeg", "WEBP": "webp"}
REFERENCES = {"lanczos": Image.Resampling.LANCZOS, "area": Image.Resampling.BOX}


def ssim(one: Grey, two: Grey) -> float:
    """The mean structural similarity of two grey pictures, with the usual Gaussian window (11 pixels, sigma 1.5).

    >>> flat = numpy.full((32, 32), 80.0)
    >>> round(ssim(flat, flat), 6)
    1.0
    """
    calm, contrast = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean1, mean2 = _blur(one), _blur(two)
    spread1 = _blur(one * one) - mean1 * mean1
    spread2 = _blur(two * two) - mean2 * mean2
    both = _blur(one * two) - mean1 * mean2
    top = (2 * mean1 * mean2 + calm) * (2 * both + contrast)
    bottom = (mean1 * mean1 + mean2 * mean2 + calm) * (spread1 + spread2 + contrast)
    return float(numpy.mean(top / bottom))


def _blur(values: Grey) -> Grey:
    """Convolve with the window, without the borders where it would reach outside."""
    offsets = numpy.arange(-5, 6)
    weights = numpy.exp(-(offsets**2) / (2 * 1.5**2))
    weights /= weights.sum()
    rows = values.shape[0] - 10
    down: Grey = sum((weight * values[i : i + rows] for i, weight in enumerate(weights)), numpy.zeros((1, 1)))
    columns = values.shape[1] - 10
    across: Grey = sum((weight * down[:, i : i + columns] for i, weight in enumerate(weights)), numpy.zeros((1, 1)))
    return across


def _grey(picture: Image.Image) -> Grey:
    return numpy.asarray(picture.convert("L"), dtype=numpy.float64)


def _stamp(path: Path) -> Grey:
    """A tiny version of a picture, to know it by."""
    with Image.open(path) as picture:
        picture.draft("RGB", (480, 360))
        return numpy.asarray(picture.convert("RGB").resize((16, 12), Image.Resampling.BOX), dtype=numpy.float64)


def _pictures(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg", ".webp"))


def catalogue(folder: Path, stamps: list[Grey]) -> dict[Key, Path]:
    """The pictures below a folder, by original, width and format."""
    found: dict[Key, Path] = {}
    for path in _pictures(folder):
        with Image.open(path) as picture:
            width, kind = picture.width, FORMATS[str(picture.format)]
        stamp = _stamp(path)
        likeness = [float(numpy.abs(stamp - other).mean()) for other in stamps]
        found[likeness.index(min(likeness)), width, kind] = path
    return found


def judge(originals: Path, count: int, sample: int, folders: dict[str, Path]) -> dict[str, dict[str, object]]:
    """For each name: the number of files, bytes by format, and mean and worst SSIM by format and reference."""
    sources = sorted(originals.glob("*.jpg"))[:count]
    stamps = [_stamp(path) for path in sources]
    found = {name: catalogue(folder, stamps) for name, folder in folders.items()}
    values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for index in range(0, len(sources), max(1, len(sources) // sample)):
        with Image.open(sources[index]) as original:
            original.load()
            for width in sorted({key[1] for pictures in found.values() for key in pictures}):
                size = (width, round(original.height * width / original.width))
                for reference, method in REFERENCES.items():
                    expected = _grey(original.resize(size, method))
                    for name, pictures in found.items():
                        for kind in FORMATS.values():
                            path = pictures.get((index, width, kind))
                            if path is not None:
                                with Image.open(path) as picture:
                                    values[name][f"{kind} {reference}"].append(ssim(expected, _grey(picture)))
    result: dict[str, dict[str, object]] = {}
    for name, pictures in found.items():
        size_of = {
            kind: sum(p.stat().st_size for k, p in pictures.items() if k[2] == kind) for kind in FORMATS.values()
        }
        likeness_of = {
            label: {"mean": sum(found_) / len(found_), "worst": min(found_), "pictures": len(found_)}
            for label, found_ in values[name].items()
        }
        widths = sorted({key[1] for key in pictures})
        result[name] = {
            "files": len(_pictures(folders[name])),
            "pictures": len(pictures),
            "widths": widths,
            "bytes": size_of,
            "ssim": likeness_of,
        }
    return result


def main(arguments: list[str]) -> None:
    """The command."""
    originals, count, sample, *pairs = arguments
    folders = {name: Path(folder) for name, _, folder in (pair.partition("=") for pair in pairs)}
    json.dump(judge(Path(originals), int(count), int(sample), folders), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
