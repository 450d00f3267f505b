"""Which column of a score sheet holds what: found by its heading, in Chinese and English.

Knows the rules' names (components, criteria, stages) and the usual words; reads no marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, TypeAlias

from msgspec import Struct

from leitai.scoring import Cell, Component, ScoreProblem, Scoring, problem
from leitai.sheets.grid import Bad, Grid, Value, fold, number, text_of

Role: TypeAlias = Literal["project", "judge", "component", "criterion", "stage", "value", "total", "ignored"]

ALIASES: dict[str, str] = {
    "project": (
        "id 项目id 项目编号 项目代码 编号 代码 作品编号 参赛编号 projectid code entryid 项目 项目名称 "
        "项目标题 参赛项目 申报项目 作品 作品名称 参赛作品 题目 标题 课题 案例 案例名称 project "
        "projecttitle projectname title entry 单位 单位名称 参赛单位 申报单位 报送单位 选送单位 所属单位 "
        "部门 代表队 队伍 参赛队 参赛队伍 unit team organisation organization institution department "
        "entrant 参赛者 选手 参赛选手 选手姓名"
    ),
    "judge": (
        "评委 评委姓名 评委名称 评委编号 评审 评审专家 专家 专家姓名 打分人 评分人 judge judgename juror "
        "assessor reviewer"
    ),
    "value": "分数 得分 评分 打分 成绩 分值 评委评分 评委打分 专家评分 score mark marks points value rating",
    "component": "环节 评分环节 评分部分 评分项目 component part section",
    "criterion": "指标 评分指标 评分标准 评分要素 评分项 评分点 criterion criteria",
    "stage": "阶段 轮次 赛段 场次 stage round",
    "votes": "票数 得票 得票数 投票数 观众票数 观众投票 观众得票 votes vote audiencevotes",
    "total": (
        "总分 总得分 总成绩 最终得分 最后得分 最终成绩 综合得分 综合成绩 合计 总计 小计 平均 平均分 均分 "
        "平均得分 total totalscore average mean sum subtotal finalscore overall"
    ),
    "ignored": (
        "序号 顺序 次序 出场顺序 出场序号 抽签号 抽签顺序 号 no number order 排名 名次 位次 rank ranking "
        "place 备注 说明 评语 note notes remark remarks comment comments 类别 类型 项目类别 组别 分组 "
        "category group division 主讲人 汇报人 参赛人 姓名 联系人 speaker presenter name 电话 联系电话 "
        "手机 手机号 phone contact 时间 用时 time 日期 date 签名 签字 signature 奖项 等次 award 职务"
    ),
}
WORDS: dict[str, str] = {word: role for role, words in ALIASES.items() for word in words.split()}

FOOTERS = frozenset(
    {
        *("合计", "总计", "小计", "平均", "平均分", "均分", "最高分", "最低分", "满分", "权重", "分值"),
        *("total", "average", "mean", "sum", "max", "weight"),
    }
)
SEARCHED = 30
ABOVE = 2
BELOW = 2
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_TOTALS = re.compile("总分|总成绩|平均|均分|合计|小计|折算|加权|total|average|mean|weighted")
_DOUBTFUL = re.compile(
    "票|观众|大众|附加|奖励|满分|权重|占比|比例|得分|成绩|分数|评分|打分|排名|名次|最高|最低|扣分|加分|vote|audience|score|rank|bonus|deduct"
)
_NAMED = re.compile(r"((?:评委|评审|专家|judge)\s*.+?)\s*(?:评分|打分|得分|分数|score|mark)", re.IGNORECASE)
_JUDGE = re.compile(r"(?:评委|评审|专家|judge)\s*[::]\s*(\S.*)", re.IGNORECASE)


class Column(Struct, frozen=True, kw_only=True):
    """One column of the table: its role and, for a column of numbers, what its heading already says."""

    index: int
    role: Role
    title: str
    component: str = ""
    criterion: str = ""
    stage: str = ""
    judge: str = ""


class Header(Struct, frozen=True):
    """The columns of a sheet and the row after which its data begin."""

    columns: tuple[Column, ...]
    last_row: int
    problems: tuple[ScoreProblem, ...] = ()

    def of(self, role: Role) -> tuple[Column, ...]:
        """The columns with a role."""
        return tuple(each for each in self.columns if each.role == role)


class Names:
    """The rules' own names for components, criteria and stages, by which headings and cells are recognised."""

    def __init__(self, rules: Scoring, component: str = "", stage: str = "") -> None:
        self.rules = rules
        self.fixed_component = component
        self.fixed_stage = stage
        self.components = _index((each.id, each.name) for each in rules.components)
        self.stages = _index((each.id, each.name) for each in rules.stages)
        self.criteria: dict[str, list[tuple[str, str]]] = {}
        for each in rules.components:
            for key, criterion in _index((item.id, item.name) for item in each.criteria).items():
                self.criteria.setdefault(key, []).append((each.id, criterion))

    def criterion(self, key: str, component: str) -> tuple[str, str] | None:
        """(component, criterion) of a folded name: in that component, or in the only one that has it."""
        found = [pair for pair in self.criteria.get(key, ()) if not component or pair[0] == component]
        return found[0] if len(found) == 1 else None

    def votes(self) -> str:
        """The only component that counts votes, or ""."""
        shares = [each.id for each in self.rules.components if each.by_share]
        return self.fixed_component or (shares[0] if len(shares) == 1 else "")

    def default_component(self, judged: bool) -> str:
        """What a number belongs to when nothing says it: the only component, or the only one that judges mark."""
        if self.fixed_component:
            return self.fixed_component
        some: Iterable[Component] = self.rules.components
        if judged and len(self.rules.components) > 1:
            some = [each for each in some if not each.by_share and not each.audience]
        ids = [each.id for each in some]
        return ids[0] if len(ids) == 1 else ""

    def default_stage(self) -> str | None:
        """The stage of the file, the only one there is, or "" without stages; None when it is not known."""
        if self.fixed_stage or not self.rules.stages:
            return self.fixed_stage
        return self.rules.stages[0].id if len(self.rules.stages) == 1 else None


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {fold(text): key for key, name in pairs for text in (key, name) if text}


def find_header(grid: Grid, names: Names, file: str) -> Header | None:
    """The heading of a sheet: one to five rows round the first that names a project column; None without one."""
    for row in range(1, min(SEARCHED, len(grid.rows)) + 1):
        labels = [(column, fold(text_of(value))) for column, value in enumerate(grid.rows[row - 1], 1) if value != ""]
        keys = [column for column, key in labels if _role(key) == "project"]
        if keys and len(labels) > 1:
            first = _first_row(grid, names, row)
            last = _last_row(grid, row, keys)
            return _columns(grid, names, file, first, last)
    return None


def _first_row(grid: Grid, names: Names, row: int) -> int:
    """Rows above belong to the heading as long as they name something the rules know, or a judge."""
    first = row
    while first > 1 and row - first < ABOVE:
        labels = [text_of(value) for value in grid.rows[first - 2] if value != ""]
        known = [label for label in labels if _known(label, names) or WORDS.get(fold(label)) == "judge"]
        if not known:
            break
        first -= 1
    return first


def _last_row(grid: Grid, row: int, keys: list[int]) -> int:
    """Rows below belong to the heading while their project cells are empty (or repeat it) and they hold no number."""
    last = row
    while last < len(grid.rows) and last - row < BELOW:
        below = [(column, value) for column, value in enumerate(grid.rows[last], 1) if value != ""]
        words = [value for column, value in below if column not in keys]
        own = [fold(grid.label(last + 1, column)) for column in keys]
        if not words or any(key and _role(key) != "project" for key in own):
            break
        if any(not _is_word(value) for value in words):
            break
        last += 1
    return last


def _is_word(value: Value) -> bool:
    read = number(value)
    return isinstance(read, Bad) and read.code == "not_a_number"


def _known(label: str, names: Names) -> bool:
    return any(
        key in table for key in _keys(label) for table in (names.components, names.stages, names.criteria) if key
    )


def _keys(label: str) -> list[str]:
    """The label folded, and again without what stands in brackets: ``内容(40分)`` is also ``内容``."""
    return list(dict.fromkeys((fold(label), fold(_BRACKETS.sub("", unicodedata.normalize("NFKC", label))))))


def _role(key: str) -> str:
    return WORDS.get(key, "")


def _columns(grid: Grid, names: Names, file: str, first: int, last: int) -> Header:
    width = max((len(row) for row in grid.rows), default=0)
    stacks = {column: _stack(grid, column, first, last) for column in range(1, width + 1)}
    columns: list[Column] = []
    found: list[ScoreProblem] = []
    used = {column for row in grid.rows[last:] for column, value in enumerate(row, 1) if value != ""}
    words = {index for index in used if all(map(_is_word, _below(grid, last, index)))}
    keys = {index: role for index, stack in stacks.items() if index in words and (role := _key_role(stack))}
    judge_key = "judge" in keys.values() or any(_plain_role(stack, names) == "judge" for stack in stacks.values())
    for index, stack in stacks.items():
        at = Cell(file, last, index)
        if not stack:
            if index in used:
                found.append(problem("column_unnamed", at))
            continue
        if role := keys.get(index):
            columns.append(Column(index=index, role=role, title=stack[0]))
            continue
        column = _column(index, stack, names)
        if isinstance(column, str):
            found.append(problem("header_unknown", at, label=column))
        else:
            columns.append(column)
    values = [each for each in columns if each.role == "value"]
    if not judge_key:
        judged = {each.component or names.default_component(True) for each in values if each.judge}
        clear = any(not _is_bare(each) for each in values)
        columns = [_as_total(each) if _is_subtotal(each, judged, clear) else each for each in columns]
    return Header(tuple(columns), last, tuple(found))


def _is_bare(column: Column) -> bool:
    """Whether a column of numbers has only a general heading such as 得分."""
    return column.role == "value" and not (column.judge or column.component or column.criterion)


def _is_subtotal(column: Column, judged: set[str], clear: bool) -> bool:
    """Whether a column of numbers only sums up others: 得分 beside marks, or a component beside its own judges."""
    beside = column.role == "value" and not column.judge and column.component in judged
    return beside or (clear and _is_bare(column))


def _as_total(column: Column) -> Column:
    return Column(index=column.index, role="total", title=column.title)


def _stack(grid: Grid, column: int, first: int, last: int) -> list[str]:
    """The labels over a column, top to bottom; an empty cell takes the label to its left if there is one below it."""
    labels: list[str] = []
    below = any(grid.label(row, column) for row in range(first, last + 1))
    for row in range(first, last + 1):
        label = grid.label(row, column)
        left = column
        while not label and below and row < last and left > 1:
            left -= 1
            label = grid.label(row, left)
            if label and ((row, left) in grid.merged or _role(fold(label)) in ("project", "ignored", "total")):
                label = ""
                break
        if label and label not in labels:
            labels.append(label)
    return labels


def _below(grid: Grid, last: int, column: int) -> list[Value]:
    return [row[column - 1] for row in grid.rows[last:] if len(row) >= column and row[column - 1] != ""]


def _key_role(stack: list[str]) -> Role | None:
    """The role of a column of words under one general heading, even if a component is called just that (评委)."""
    found = _role(fold(stack[0])) if len(stack) == 1 else ""
    keys: tuple[Role, ...] = ("judge", "component", "criterion", "stage")
    return next((each for each in keys if each == found), None)


def _plain_role(stack: list[str], names: Names) -> str:
    """The role of a column that has one general heading and no name of the rules."""
    roles = {_role(fold(label)) for label in stack if not _known(label, names)}
    return roles.pop() if len(roles) == 1 else ""


def _column(index: int, stack: list[str], names: Names) -> Column | str:
    """A column from its labels, or the label that nothing explains."""
    component = criterion = stage = ""
    rest: list[str] = []
    roles: list[str] = []
    for label in stack:
        keys = _keys(label)
        if found := next((names.components[key] for key in keys if key in names.components), ""):
            component = found
        elif found := next((names.stages[key] for key in keys if key in names.stages), ""):
            stage = found
        elif pair := next(
            filter(None, (names.criterion(key, component or names.fixed_component) for key in keys)), None
        ):
            component, criterion = pair
        elif role := next((role for key in keys if (role := _role(key))), ""):
            roles.append(role)
        elif _TOTALS.search(keys[0]):
            roles.append("total")
        else:
            rest.append(label)
    title = " ".join(stack)
    for plain in ("ignored", "total", "project"):
        if plain in roles:
            return Column(index=index, role=plain, title=title)
    if not rest and not (component or criterion):
        for key in ("judge", "component", "criterion", "stage"):
            if roles == [key]:
                return Column(index=index, role=key, title=title)
    if "votes" in roles and not component:
        component = names.votes()
        if not component:
            return title
    if len(rest) > 1:
        return rest[0]
    judge = judge_name(rest[0]) if rest else ""
    if _DOUBTFUL.search(fold(judge)):
        return rest[0]
    return Column(
        index=index, role="value", title=title, component=component, criterion=criterion, stage=stage, judge=judge
    )


def judge_name(label: str) -> str:
    """A judge's name from a heading or cell: ``评委:张三`` is 张三, ``评委1得分`` is 评委1."""
    text = unicodedata.normalize("NFKC", label).strip()
    found = _JUDGE.fullmatch(text) or _NAMED.fullmatch(text)
    return found[1] if found else text
