"""Score sheets as they are handed in, CSV or XLSX, to marks that `leitai.scoring` can count.

    >>> from decimal import Decimal
    >>> from leitai.scoring import Component, Scoring
    >>> rules = Scoring(components=(Component(id="jury", weight=Decimal(100)),))
    >>> sheet = "项目,张三,李四\\n金塘镇,92,90.5\\n".encode("gb18030")
    >>> scores = read_scores(sheet, "final.csv", rules, Projects({"jintang": ["金塘镇"]}))
    >>> [(mark.judge, str(mark.value)) for mark in scores.marks]
    [('张三', '92'), ('李四', '90.5')]

Knows no sites and opens no files. docs/scoring.md is the reference for organisers.
"""

from leitai import scoring
from leitai.scoring import Catalogue
from leitai.sheets.grid import Limits, fold
from leitai.sheets.messages import MESSAGES as SHEET_MESSAGES
from leitai.sheets.names import Projects, Resolver
from leitai.sheets.read import LIMITS, Scores, read_scores

MESSAGES: Catalogue = {**scoring.MESSAGES, **SHEET_MESSAGES}
"""The words of every problem that reading or counting scores can have."""

__all__ = ["LIMITS", "MESSAGES", "Limits", "Projects", "Resolver", "Scores", "fold", "read_scores"]
