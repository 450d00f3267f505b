"""Scores and rules to standings, ranks and awards: exact, explainable, pure.

    >>> from decimal import Decimal
    >>> rules = Scoring(components=(Component(id="jury", weight=Decimal(100)),))
    >>> marks = [Mark("jury", "p1", "Li", Decimal("90.5")), Mark("jury", "p1", "Wu", Decimal(92))]
    >>> score(rules, [Entry(id="p1")], marks).standings[0].total
    Decimal('91.25')

Knows nothing of files, sites or HTML. Whatever is wrong with the input is a `ScoreProblem`, never an exception.
docs/scoring.md is the reference for organisers.
"""

from leitai.scoring.arithmetic import plain, round_to
from leitai.scoring.awards import Awarded, award_by_rank, check_awards
from leitai.scoring.checks import check_rules, recused_by
from leitai.scoring.claims import check_claims
from leitai.scoring.compute import Part, PartMark, Result, StagePart, Standing, score
from leitai.scoring.explain import STEPS, Explanation, Step, explain, steps
from leitai.scoring.messages import MESSAGES
from leitai.scoring.problems import (
    Catalogue,
    Lang,
    ScoreProblem,
    column_letter,
    describe,
    has_errors,
    locate,
    problem,
)
from leitai.scoring.ranking import CutResult, apply_cut
from leitai.scoring.values import (
    Adjustment,
    Award,
    Cell,
    Claim,
    Component,
    Criterion,
    Cut,
    Declared,
    Drop,
    Entry,
    Mark,
    Recusal,
    Scoring,
    Stage,
)

__all__ = [
    "MESSAGES",
    "STEPS",
    "Adjustment",
    "Award",
    "Awarded",
    "Catalogue",
    "Cell",
    "Claim",
    "Component",
    "Criterion",
    "Cut",
    "CutResult",
    "Declared",
    "Drop",
    "Entry",
    "Explanation",
    "Lang",
    "Mark",
    "Part",
    "PartMark",
    "Recusal",
    "Result",
    "ScoreProblem",
    "Scoring",
    "Stage",
    "StagePart",
    "Standing",
    "Step",
    "apply_cut",
    "award_by_rank",
    "check_awards",
    "check_claims",
    "check_rules",
    "column_letter",
    "describe",
    "explain",
    "has_errors",
    "locate",
    "plain",
    "problem",
    "recused_by",
    "round_to",
    "score",
    "steps",
]
