"""The made-up edition of the sample site, counted once more by other means: fractions and brute force."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from sites import leaks

from leitai.build import Options, build

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "content" / "contests" / "demo-yanshisai"
EDITION = DEMO / "2025"
NOW = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the made-up editions alone."""
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(DEMO, root / "content" / "contests" / "demo-yanshisai")
    units = (ROOT / "content" / "units.yaml").read_text("utf-8")
    (root / "content" / "units.yaml").write_text(units, "utf-8")
    (root / "config.yaml").write_text(
        "title: 演示\nurl: https://demo.example/\nlanguage: zh-CN\nsource: 演示\n", "utf-8"
    )
    report = build(Options(root=root, output=root / "output", now=NOW, jobs=1))
    assert report.ok, report.problems
    return root / "output"


def rows() -> list[dict[str, str]]:
    with (EDITION / "scores" / "final.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def brute() -> dict[str, tuple[Fraction, Fraction]]:
    """Total and jury score by unit: every way to leave one highest and one lowest out is tried."""
    found = {}
    deductions = {"演示十二社区": Fraction("-0.5")}
    for row in rows():
        marks = [Fraction(row[name]) for name in row if name.endswith("评委") and row[name] not in ("", "回避")]
        if not marks:
            continue
        kept = {
            sum(marks, Fraction()) - marks[high] - marks[low]
            for high, low in itertools.permutations(range(len(marks)), 2)
            if all(marks[high] >= each for each in marks) and all(marks[low] <= each for each in marks)
        }
        assert len(kept) == 1, "whichever of several equals falls away, the rest is the same"
        jury = kept.pop() / (len(marks) - 2)
        votes = Fraction(int(row["观众票数"]), 17 * 20)
        total = jury * Fraction(60, 100) + votes * 40 + deductions.get(row["项目"], Fraction())
        found[row["项目"]] = total, jury
    return found


def cents(value: Fraction) -> int:
    """Hundredths, halves up."""
    return int(value * 100 + Fraction(1, 2))


def results(output: Path, year: int = 2025) -> dict:
    path = output / "contests" / "demo-yanshisai" / str(year) / "results" / "results.json"
    return json.loads(path.read_text("utf-8"))


def test_every_total_and_rank_is_the_same_by_other_means(output: Path) -> None:
    counted = brute()
    said = results(output)["standings"]
    assert len(said) == 16 and len(counted) == 16
    for row in said:
        unit = row["units"][0]["name"]
        total, jury = counted[unit]
        assert Fraction(row["exact"]) == total
        assert Fraction(row["total"]) == Fraction(cents(total), 100)
        better = sum((cents(other), tie) > (cents(total), jury) for other, tie in counted.values())
        same = sum((cents(other), tie) == (cents(total), jury) for other, tie in counted.values())
        assert row["rank"] == better + 1
        assert row["tied"] == (same > 1)
        assert Fraction(row["parts"][0]["score"]) == jury


def test_the_edition_shows_every_state(output: Path) -> None:
    found = results(output)
    assert found["demo"] is True
    assert len(found["judges"]) == 9
    assert [row["rank"] for row in found["standings"] if row["tied"]] == [9, 9]
    totals = [row["total"] for row in found["standings"]]
    assert totals.count("79.14") == 2, "equal totals that the jury parts"
    assert [each["project"] for each in found["withdrawn"]] == ["shuidian"]
    assert found["errata"][0]["old"] == "77.97"
    assert sum(mark["state"] == "recused" for row in found["standings"] for mark in row["parts"][0]["marks"]) == 1
    assert found["standings"][0]["parts"][1]["voters"] == 340


def test_awards_follow_from_the_ranks(output: Path) -> None:
    given = {each["id"]: len(each["recipients"]) for each in results(output)["awards"]}
    assert given == {"first": 1, "second": 3, "third": 6, "merit": 0, "liked": 1}


def test_published_totals_differ_only_where_a_correction_says_so() -> None:
    said = yaml.safe_load((EDITION / "results.yaml").read_text("utf-8"))
    listed = yaml.safe_load((EDITION / "shortlist.yaml").read_text("utf-8"))["projects"]
    units = {each["id"]: each["unit"] for each in listed}
    counted = brute()
    changed = {
        project
        for project, total in said["published_totals"].items()
        if cents(Fraction(str(total))) != cents(counted[units[project]][0])
    }
    assert changed == {each["project"] for each in said["errata"]} == {"jieqiao"}


def test_published_awards_are_those_given(output: Path) -> None:
    said = yaml.safe_load((EDITION / "results.yaml").read_text("utf-8"))["published_awards"]
    given: dict[str, set[str]] = {}
    for award in results(output)["awards"]:
        for each in award["recipients"]:
            given.setdefault(each["project"], set()).add(award["name"])
    assert {key: {value} if isinstance(value, str) else set(value) for key, value in said.items()} == given


def test_the_edition_under_embargo_leaves_no_trace(output: Path) -> None:
    assert leaks(output, ("保密期内不公开的一句话", "91.33", "88.50")) == []
    assert not list((output / "contests" / "demo-yanshisai" / "2026").glob("results*"))


def test_no_judge_is_named(output: Path) -> None:
    assert leaks(output, ("高评委", "江评委", "邱评委")) == []
