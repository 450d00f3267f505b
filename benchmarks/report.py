"""Turns measurements into a Markdown table, a chart and a JSON file. Knows nothing of how they were measured."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.chart import Bar, Group, draw
from benchmarks.measure import Cost

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Sample:
    """One measurement: who did what, in which round, at which cost."""

    contender: str
    scenario: str
    round: int
    cost: Cost


@dataclass(frozen=True)
class Goal:
    """A bar: what is compared, what it may be at most, and what it was."""

    text: str
    limit: float
    measured: float


@dataclass
class Results:
    """All that one run of the benchmark found."""

    title: str
    options: Mapping[str, object]
    versions: Mapping[str, str]
    base: tuple[str, str]
    samples: list[Sample] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)

    def add(self, contender: str, scenario: str, round_: int, cost: Cost) -> None:
        """Keep a measurement."""
        self.samples.append(Sample(contender, scenario, round_, cost))

    def costs(self, contender: str, scenario: str) -> list[Cost]:
        """What a contender's runs of a scenario cost."""
        return [s.cost for s in self.samples if (s.contender, s.scenario) == (contender, scenario)]

    def typical(self, contender: str, scenario: str) -> Cost | None:
        """The median of each figure; None where nothing was measured."""
        costs = self.costs(contender, scenario)
        if not costs:
            return None
        return Cost(
            wall=median(c.wall for c in costs),
            cpu=median(c.cpu for c in costs),
            largest=int(median(c.largest for c in costs)),
            tree=int(median(c.tree for c in costs)),
            shared=int(median(c.shared for c in costs)),
            others=median(c.others for c in costs),
        )

    def ratio(self, ours: tuple[str, str], theirs: tuple[str, str], figure: str = "wall") -> float | None:
        """One median figure over another; None unless both were measured."""
        one, two = self.typical(*ours), self.typical(*theirs)
        if one is None or two is None or not getattr(two, figure):
            return None
        return float(getattr(one, figure)) / float(getattr(two, figure))

    def goal(self, text: str, limit: float, measured: float | None) -> None:
        """Set a measured figure against its bar; nothing happens where it was not measured."""
        if measured is not None:
            self.goals.append(Goal(text, limit, measured))


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MEGABYTE / 1024
    return {
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{memory:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def markdown(results: Results) -> str:
    """The whole report."""
    parts = [f"## {results.title}", _conditions(results), _table(results)]
    available = sum(sample.cost.wall for sample in results.samples) * len(os.sched_getaffinity(0))
    others = sum(sample.cost.others for sample in results.samples)
    if available:
        parts.append(f"Other programs took {others / available:.0%} of the machine's processor time during the runs.")
    if results.goals:
        parts.append(_goals(results.goals))
    if results.checks:
        parts.append("\n".join(f"- {line}" for line in results.checks))
    return "\n\n".join(parts) + "\n"


def _conditions(results: Results) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    about = machine()
    options = ", ".join(f"{name} {value}" for name, value in results.options.items())
    return (
        f"{date.today()}; {versions}. {about['cores']} cores, {about['memory']}, {about['system']}, "
        f"Python {about['python']}; {options}.\n"
        f"Medians. Ratios are to {' '.join(results.base)}. Memory at its peak: the largest single process; the sum of "
        "resident memory over all processes of the run at one moment; and the same with shared memory counted once "
        "(PSS)."
    )


def _table(results: Results) -> str:
    base = results.typical(*results.base)
    lines = [
        "| scenario | contender | time | from – to | processor | time × | largest process "
        "| all processes | shared once | memory × |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for scenario in dict.fromkeys(s.scenario for s in results.samples):
        for contender in dict.fromkeys(s.contender for s in results.samples if s.scenario == scenario):
            cost = results.typical(contender, scenario)
            assert cost is not None
            walls = [c.wall for c in results.costs(contender, scenario)]
            time_ratio = f"{cost.wall / base.wall:.3f}" if base else ""
            memory_ratio = f"{cost.tree / base.tree:.2f}" if base and base.tree else ""
            lines.append(
                f"| {scenario} | {contender} | {_seconds(cost.wall)} | {_seconds(min(walls))} – {_seconds(max(walls))} "
                f"| {_seconds(cost.cpu)} | {time_ratio} | {_megabytes(cost.largest)} | {_megabytes(cost.tree)} "
                f"| {_megabytes(cost.shared)} | {memory_ratio} |"
            )
    return "\n".join(lines)


def _goals(goals: Sequence[Goal]) -> str:
    lines = ["| bar | at most | measured | |", "|---|--:|--:|---|"]
    for goal in goals:
        verdict = "met" if goal.measured <= goal.limit else "**missed**"
        lines.append(f"| {goal.text} | {goal.limit:g} | {goal.measured:.3g} | {verdict} |")
    return "\n".join(lines)


def chart(results: Results) -> str:
    """The medians as bars: time by scenario, then memory of the base's scenario."""
    groups = []
    for scenario in dict.fromkeys(s.scenario for s in results.samples):
        bars = []
        for contender in dict.fromkeys(s.contender for s in results.samples if s.scenario == scenario):
            cost = results.typical(contender, scenario)
            if cost is not None:
                bars.append(Bar(contender, cost.wall, _seconds(cost.wall)))
        groups.append(Group(f"{scenario}: time", bars))
    scenario = results.base[1]
    memory = []
    for contender in dict.fromkeys(s.contender for s in results.samples if s.scenario == scenario):
        cost = results.typical(contender, scenario)
        if cost is not None:
            memory.append(Bar(contender, cost.tree, _megabytes(cost.tree)))
    groups.append(Group(f"{scenario}: peak memory, all processes", memory))
    note = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    return draw(results.title, f"{note}; {date.today()}", groups)


def save(results: Results, stem: Path) -> None:
    """Write the report as .md, .svg and .json."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    record = {"date": str(date.today()), "machine": machine(), **asdict(results)}
    stem.with_suffix(".json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    stem.with_suffix(".md").write_text(markdown(results), "utf-8")
    stem.with_suffix(".svg").write_text(chart(results), "utf-8")


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.0f} ms"


def _megabytes(value: float) -> str:
    return f"{value / MEGABYTE:.0f} MB" if value else "–"
