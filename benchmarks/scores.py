"""How long it takes to score an edition: a sheet of PROJECTS × JUDGES, read, checked, ranked, and awards handed out.

    python -m benchmarks.scores [--projects 2000] [--judges 15] [--runs 5]

prints a Markdown table of medians, in seconds of one processor, so that other programs on the machine do not count.
The sheet is made up, the same at every run. Everything runs in this process, from the bytes of the CSV to the awards;
starting Python and importing are not counted.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from decimal import Decimal

from leitai.scoring import (
    Award,
    Component,
    Drop,
    Entry,
    Scoring,
    award_by_rank,
    check_awards,
    check_claims,
    explain,
    score,
    steps,
)
from leitai.scoring.awards import Awarded
from leitai.scoring.values import Declared
from leitai.sheets import Projects, read_scores


def sheet(projects: int, judges: int) -> tuple[bytes, list[Entry], Projects]:
    """A wide CSV with marks in halves and votes, the projects, and how the sheet calls them."""
    dice = random.Random(20250612)
    rows = ["项目," + ",".join(f"评委{n}" for n in range(1, judges + 1)) + ",观众票数"]
    for number in range(1, projects + 1):
        marks = ",".join(f"{dice.randint(140, 200) / 2:g}" for _ in range(judges))
        rows.append(f"第{number}号项目,{marks},{dice.randint(0, 300)}")
    names = {f"p{number}": [f"第{number}号项目"] for number in range(1, projects + 1)}
    entries = [Entry(id=id, name=said[0], units=(f"u{id}",)) for id, said in names.items()]
    return "\n".join(rows).encode("utf-8-sig"), entries, Projects(names)


def once(data: bytes, entries: list[Entry], find: Projects) -> dict[str, float]:
    """Seconds of each step."""
    rules = Scoring(
        components=(
            Component(id="jury", name="评委评分", weight=Decimal(60), drop=Drop(highest=1, lowest=1)),
            Component(id="audience", name="观众评分", weight=Decimal(40), seats=300),
        ),
        ties=("jury",),
    )
    ladder = (Award(id="first", quota=10), Award(id="second", quota=50), Award(id="third", quota=200))
    told: dict[str, float] = {}
    start = time.process_time()
    read = read_scores(data, "final.csv", rules, find)
    told["read the sheet"] = time.process_time() - start
    begin = time.process_time()
    result = score(rules, entries, read.marks)
    told["check and rank"] = time.process_time() - begin
    assert result.ok and len(result.standings) == len(entries), result.problems[:3]
    begin = time.process_time()
    made: Awarded = award_by_rank(result.standings, ladder, "include")
    given = [Declared(award=award, projects=projects, pool=pool) for pool, award, projects in made.recipients]
    assert not check_awards(result.standings, ladder, given, "include")
    assert not list(check_claims(result, read.claims))
    told["awards, and check them"] = time.process_time() - begin
    told["together"] = time.process_time() - start
    begin = time.process_time()
    for standing in result.standings:
        steps(explain(rules, standing), "zh")
    told["unfold every total (beside it)"] = time.process_time() - begin
    return told


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    ask.add_argument("--projects", type=int, default=2000)
    ask.add_argument("--judges", type=int, default=15)
    ask.add_argument("--runs", type=int, default=5)
    said = ask.parse_args()
    data, entries, find = sheet(said.projects, said.judges)
    runs = [once(data, entries, find) for _ in range(said.runs)]
    print(f"{said.projects:,} projects × {said.judges} judges and an audience, median of {said.runs} runs\n")
    print("| step | seconds |\n|---|---|")
    for step in runs[0]:
        print(f"| {step} | {statistics.median(run[step] for run in runs):.3f} |")


if __name__ == "__main__":
    main()
