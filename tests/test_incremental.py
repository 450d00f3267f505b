"""The promise: after any sequence of edits, an incremental build equals a clean build, byte for byte.

`edits` has the edits. A short run by default; ``LEITAI_SEQUENCES=500`` makes a long one, ``LEITAI_SEED`` another one.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from edits import EDITS, World, own_home, short_doubts, told
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from sites import tree

PARTS = 4
SEQUENCES = int(os.environ.get("LEITAI_SEQUENCES", "16"))
SEED = int(os.environ.get("LEITAI_SEED", "1"))

ALONE = {
    "alias": ((0, 1), (0, 2), (0, 1)),
    "clock": ((3, 0), (4, 0), (6, 0)),
    "cover": ((0, 0), (0, 1), (0, 1)),
    "config": ((0, 1), (1, 2), (3, 1), (7, 2), (5, 0)),
    "goes_on": ((0, 0), (1, 0), (2, 1), (3, 0), (5, 0)),
    "killed": ((3, 0), (9, 1), (14, 2)),
    "limits": ((0, 0),),
    "override": ((4, 1), (3, 2), (4, 3)),
    "photo_older": ((0, 1), (1, 0)),
    "preview": ((0, 0), (0, 0)),
    "search": ((0, 0), (0, 0)),
    "tamper": ((0, 0), (9, 2), (30, 4)),
    "token": ((0, 7),),
}
"""Edits that are worth more than one pair of numbers, or certain ones."""

STEP = st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 499), st.integers(0, 99), st.booleans())
SEQUENCE = st.lists(STEP, min_size=1, max_size=8)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("incremental")
    with short_doubts(), own_home(folder / "home"):
        yield World(folder)


def test_pictures_in_running_text(world: World) -> None:
    """They are shown by the theme's components, also where the layout names none."""
    world.restore()
    count: Counter[str] = Counter()
    world.write("themes/overrides/layouts/article.html", "<main>{{ prose(view.body) }}</main>\n")
    check(world, count)
    for name, arguments in (("photo", "pic, class='', eager=false"), ("picture", "pic, eager=false")):
        macro = f"{{% macro {name}({arguments}) %}}<img src='{{{{ pic.src }}}}' alt='{name}'>{{% endmacro %}}\n"
        world.write(f"themes/overrides/components/{name}.html", macro)
        check(world, count)
        assert f"alt='{name}'" in (world.output / "news/one/index.html").read_text("utf-8")
    assert count["refused"] == 0


@pytest.mark.parametrize("part", range(PARTS))
def test_every_edit_alone(world: World, part: int, record_property: Callable[[str, object], None]) -> None:
    """Each kind of edit once, with nothing beside it that would make the pages again anyway."""
    count: Counter[str] = Counter()
    dice = random.Random(SEED)
    for number, name in enumerate(sorted(EDITS)):
        a, b = dice.randrange(500), dice.randrange(100)
        if number % PARTS == part:
            world.restore()
            for again in ALONE.get(name, ((a, b),)):
                EDITS[name](world, *again)
                world.done.append(f"{name}{again}")
                check(world, count)
            count["edits alone"] += 1
    record_property("incremental", dict(count))


@pytest.mark.parametrize("part", range(PARTS))
def test_incremental_equals_clean(world: World, part: int, record_property: Callable[[str, object], None]) -> None:
    count: Counter[str] = Counter()

    @seed(SEED * PARTS + part)
    @settings(
        max_examples=max(1, SEQUENCES // PARTS),
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(SEQUENCE)
    def run(sequence: list[tuple[str, int, int, bool]]) -> None:
        world.restore()
        count["sequences"] += 1
        last = len(sequence) - 1
        for number, (name, a, b, look) in enumerate(sequence):
            EDITS[name](world, a, b)
            world.done.append(f"{name}({a}, {b})")
            count["edits"] += 1
            if look or number == last:
                check(world, count)

    run()
    record_property("incremental", dict(count))


def check(world: World, count: Counter[str]) -> None:
    """Build, and hold it against a clean build; where it is refused, mend the sources and hold it again."""
    before = tree(world.output)
    report = world.build()
    count["builds"] += 1
    wanted, clean = world.clean()
    assert report.ok == wanted.ok, (world.done, report.problems, wanted.problems)
    assert told(report.problems) == told(wanted.problems), world.done
    if report.ok:
        same(world, clean)
        world.kept = world.all_sources()
        return
    count["refused"] += 1
    assert report.written is None, world.done
    assert tree(world.output) == before, world.done
    world.mend(world.kept or {str(p.relative_to(world.pristine)): p.read_bytes() for p in originals(world)})
    report = world.build()
    wanted, clean = world.clean()
    assert report.ok == wanted.ok, (world.done, report.problems, wanted.problems)
    if report.ok:
        same(world, clean)
    else:
        # A clock that was put back can leave nothing of what something links to.
        assert report.written is None, world.done


def originals(world: World) -> list[Path]:
    ours = (world.pristine / "output", world.pristine / ".leitai")
    return [p for p in world.pristine.rglob("*") if p.is_file() and not any(each in p.parents for each in ours)]


def same(world: World, clean: dict[str, bytes]) -> None:
    """Equal paths and bytes, but for files that are not ours: those must still be there."""
    mine = tree(world.output)
    for path in world.strange:
        if path not in clean and path in mine:
            mine.pop(path)
            (world.output / path).unlink()
    world.strange.clear()
    assert sorted(mine) == sorted(clean), world.done
    differing = [path for path in clean if mine[path] != clean[path]]
    assert not differing, (world.done, differing)
