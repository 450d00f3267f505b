"""How a total came about: as a value without language, and as plain sentences in Chinese or English.

Only retells a `Standing`; the rules lend the names. Nothing here knows pages or tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from leitai.scoring.arithmetic import plain
from leitai.scoring.compute import Part, PartMark, StagePart, Standing
from leitai.scoring.problems import Lang
from leitai.scoring.values import Adjustment, Component, Scoring

STEPS: Mapping[str, Mapping[Lang, str]] = {
    "scores": {"zh": "{name}：各评委打分 {list}。", "en": "{name}: the judges gave {list}."},
    "criteria": {
        "zh": "{name}：{judge} 各项得分 {list}，合计 {score}。",
        "en": "{name}: {judge} gave {list}, {score} in all.",
    },
    "criteria_weighted": {
        "zh": "{name}：{judge} 各项得分 {list}，按指标权重折算为 {score}。",
        "en": "{name}: {judge} gave {list}, {score} by the weights of the criteria.",
    },
    "recused": {"zh": "{name}：{list} 回避，不计分。", "en": "{name}: recused and not counted: {list}."},
    "absent": {"zh": "{name}：{list} 没有打分，不计。", "en": "{name}: gave no mark and not counted: {list}."},
    "highest": {"zh": "{name}：去掉最高分 {list}。", "en": "{name}: highest left out: {list}."},
    "lowest": {"zh": "{name}：去掉最低分 {list}。", "en": "{name}: lowest left out: {list}."},
    "mean": {"zh": "{name}平均分：({sum}) ÷ {n} = {score}。", "en": "{name}, mean: ({sum}) ÷ {n} = {score}."},
    "median": {
        "zh": "{name}中位数：{list} 的中间值是 {score}。",
        "en": "{name}, median: the middle of {list} is {score}.",
    },
    "weighed": {
        "zh": "{name}计入：{score} ÷ {max} × {weight} = {points}。",
        "en": "{name} counts: {score} ÷ {max} × {weight} = {points}.",
    },
    "share_seats": {
        "zh": "{name}计入：{votes} 票 ÷ {voters} 席 × {weight} = {points}。",
        "en": "{name} counts: {votes} votes ÷ {voters} seats × {weight} = {points}.",
    },
    "share_cast": {
        "zh": "{name}计入：{votes} 票 ÷ 总票数 {voters} × {weight} = {points}。",
        "en": "{name} counts: {votes} votes ÷ {voters} votes cast × {weight} = {points}.",
    },
    "adjusted": {"zh": "加减分：{points}（{reason}）。", "en": "Adjustment: {points} ({reason})."},
    "stage": {"zh": "{stage}得分：{sum} = {exact}。", "en": "{stage}: {sum} = {exact}."},
    "carried": {
        "zh": "{stage}计入总分：{exact} × {weight}% = {points}。",
        "en": "{stage} counts: {exact} × {weight}% = {points}.",
    },
    "sum": {"zh": "总分：{sum} = {exact}。", "en": "Total: {sum} = {exact}."},
    "half_up": {
        "zh": "四舍五入，保留 {places} 位小数：{total}。",
        "en": "Rounded once to {places} decimal places, halves up: {total}.",
    },
    "half_even": {
        "zh": "四舍六入五成双（GB/T 8170），保留 {places} 位小数：{total}。",
        "en": "Rounded once to {places} decimal places, halves to even (GB/T 8170): {total}.",
    },
    "decided": {"zh": "总分相同，依次比较：{list}。", "en": "Equal totals, decided by: {list}."},
    "rank": {"zh": "名次：第 {rank} 名。", "en": "Rank: {rank}."},
    "rank_tied": {"zh": "名次：并列第 {rank} 名。", "en": "Rank: {rank}, shared."},
    "rank_pool": {"zh": "名次：{pool}第 {rank} 名。", "en": "Rank: {rank} in {pool}."},
    "rank_pool_tied": {"zh": "名次：{pool}并列第 {rank} 名。", "en": "Rank: {rank} in {pool}, shared."},
}


class Step(Struct, frozen=True):
    """One step of the way to a total: ``kind`` is a key of `STEPS`, ``values`` fill its words."""

    kind: str
    values: tuple[tuple[str, str], ...]


class Explanation(Struct, frozen=True, kw_only=True):
    """The whole way from the marks of one project to its total and rank."""

    project: str
    name: str
    total: Decimal
    exact: Fraction
    rank: int
    tied: bool
    steps: tuple[Step, ...]


def explain(rules: Scoring, standing: Standing) -> Explanation:
    """Unfold one standing. It must come from the same rules."""
    by_stage = len(standing.stages) > 1
    out: list[Step] = []
    terms: list[Fraction] = []
    for share in standing.stages:
        out += _stage(rules, share, by_stage)
        if by_stage:
            points = share.exact * Fraction(share.weight) / 100
            terms.append(points)
            out.append(_step("carried", stage=share.name, exact=share.exact, weight=share.weight, points=points))
        else:
            terms += [part.points for part in share.parts]
            terms += [Fraction(each.points) for each in share.adjustments]
    out += _adjusted(standing.adjustments)
    terms += [Fraction(each.points) for each in standing.adjustments]
    out.append(_step("sum", sum=_sum(terms), exact=standing.exact))
    out.append(_step(rules.rounding, places=str(rules.places), total=str(standing.total)))
    if standing.decided_by:
        names = {each.id: each.title for each in rules.components} | {each.id: each.title for each in rules.stages}
        out.append(_step("decided", list=", ".join(names.get(key, key) for key in standing.decided_by)))
    kind = "rank" + ("_pool" if standing.pool else "") + ("_tied" if standing.tied else "")
    out.append(_step(kind, rank=str(standing.rank), pool=standing.pool))
    return Explanation(
        project=standing.project,
        name=standing.name,
        total=standing.total,
        exact=standing.exact,
        rank=standing.rank,
        tied=standing.tied,
        steps=tuple(out),
    )


def steps(explanation: Explanation, lang: Lang) -> tuple[str, ...]:
    """The explanation as sentences, one a step, in ``zh`` or ``en``."""
    return tuple(STEPS[each.kind][lang].format_map(dict(each.values)) for each in explanation.steps)


def _stage(rules: Scoring, share: StagePart, by_stage: bool) -> Iterable[Step]:
    for part in share.parts:
        component = rules.component(part.component)
        suffix = f" ({share.name})" if by_stage else ""
        yield from _part(part, component, part.name + suffix)
    yield from _adjusted(share.adjustments)
    if by_stage:
        terms = [part.points for part in share.parts] + [Fraction(each.points) for each in share.adjustments]
        yield _step("stage", stage=share.name, sum=_sum(terms), exact=share.exact)


def _part(part: Part, component: Component | None, name: str) -> Iterable[Step]:
    if part.voters:
        kind = "share_seats" if part.seats else "share_cast"
        yield _step(kind, name=name, votes=part.score, voters=str(part.voters), weight=part.weight, points=part.points)
        return
    yield from _sheets(part, component, name)
    counted = [mark.value for mark in part.marks if mark.state == "counted" and mark.value is not None]
    if part.aggregate == "median":
        yield _step("median", name=name, list=", ".join(map(plain, sorted(counted))), score=part.score)
    elif len(counted) > 1:
        yield _step("mean", name=name, sum=_sum(counted), n=str(len(counted)), score=part.score)
    yield _step("weighed", name=name, score=part.score, max=part.max, weight=part.weight, points=part.points)


def _sheets(part: Part, component: Component | None, name: str) -> Iterable[Step]:
    given = [mark for mark in part.marks if mark.value is not None]
    titles = {each.id: each.title for each in component.criteria} if component else {}
    weighted = component is not None and any(each.weight is not None for each in component.criteria)
    for mark in given:
        if mark.lines:
            lines = ", ".join(f"{titles.get(key, key)} {plain(value)}" for key, value in mark.lines)
            kind = "criteria_weighted" if weighted else "criteria"
            yield _step(kind, name=name, judge=mark.judge, list=lines, score=mark.value or Fraction())
    if any(mark.judge for mark in given):
        yield _step("scores", name=name, list=", ".join(map(_mark, given)))
    for state in ("recused", "absent", "highest", "lowest"):
        some = [mark for mark in part.marks if mark.state == state]
        if some:
            yield _step(state, name=name, list=", ".join(map(_mark, some)))


def _mark(mark: PartMark) -> str:
    return f"{mark.judge} {plain(mark.value)}".strip() if mark.value is not None else mark.judge


def _adjusted(adjustments: Iterable[Adjustment]) -> Iterable[Step]:
    for each in adjustments:
        sign = "+" if each.points > 0 else ""
        yield _step("adjusted", points=f"{sign}{plain(each.points)}", reason=each.reason)


def _sum(terms: Iterable[Fraction]) -> str:
    text = ""
    for term in terms:
        sign = ("-" if term < 0 else "") if not text else (" - " if term < 0 else " + ")
        text += sign + plain(abs(term))
    return text or "0"


def _step(kind: str, **values: Fraction | Decimal | str) -> Step:
    return Step(kind, tuple((name, each if isinstance(each, str) else plain(each)) for name, each in values.items()))
