"""What search adds to a cold build: `python -m benchmarks.search`, from the repository's folder.

The same articles in the base theme (or another), with and without search, in turns, each time in a fresh folder: where
a file system puts a folder makes a difference. Of each the best run counts, for all that disturbs makes it slower.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from benchmarks import corpus, measure
from benchmarks.contenders import HERE, Leitai


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description="What search adds to a build.")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5, help="builds of each kind")
    parser.add_argument("--theme", default="base", help="base, or lean of the benchmark")
    parser.add_argument("--jobs", type=int, default=1, help="processes; 0: one a core")
    parser.add_argument("--work", type=Path, default=HERE / ".work", help="where the sites are made")
    options = parser.parse_args()
    work: Path = options.work.resolve() / "search"
    work.mkdir(parents=True, exist_ok=True)
    leitai = Leitai()
    leitai.prepare(work / "source", corpus.stories(options.articles))
    costs: dict[bool, list[measure.Cost]] = {False: [], True: []}
    for number in range(options.runs):
        for search, some in costs.items():
            site = work / f"{number}-{search}"
            shutil.rmtree(site, ignore_errors=True)
            shutil.copytree(work / "source", site)
            leitai.clean(site)
            _configure(site / "config.yaml", options.theme, search)
            some.append(measure.run([*leitai.build(), "--jobs", str(options.jobs)], site, leitai.env, work / "log"))
            shutil.rmtree(site)
    shutil.rmtree(work / "source")
    print(f"{options.articles} articles, theme {options.theme}, --jobs {options.jobs}, best of {options.runs}\n")
    print("| | without search | with | more |\n|---|--:|--:|--:|")
    for name, field in (("processor", "cpu"), ("wall", "wall")):
        without, whole = (min(getattr(cost, field) for cost in costs[search]) for search in (False, True))
        print(f"| {name} | {without:.2f} s | {whole:.2f} s | {whole / without - 1:.0%} |")


def _configure(path: Path, theme: str, search: bool) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(("theme:", "search:"))]
    path.write_text("\n".join([*lines, f"theme: {theme}", f"search: {str(search).lower()}", ""]), "utf-8")


if __name__ == "__main__":
    main()
