"""A contest over all its editions: their numbers side by side, the most honoured units, who entered for the first time.

Made-up editions do not count, unless the whole contest is made up; shortlists that are not complete count as they are.
"""

from __future__ import annotations

from leitai import urls
from leitai.kinds.parts import Parts
from leitai.model import Contest, Edition, Party
from leitai.views import EditionLine, HonouredUnit, Link

_MOST = 10


def editions(parts: Parts, contest: Contest) -> tuple[EditionLine, ...]:
    """The editions side by side, newest first; nothing to compare where there is only one."""
    if len(contest.editions) < 2:
        return ()
    lines = []
    for edition in contest.editions:
        units = {_key(party) for project in edition.projects for party in project.parties}
        awarded = edition.results.awarded if edition.results else ()
        top = next((each for each in awarded if each.rung == 1 and each.recipients), None)
        lines.append(
            EditionLine(
                edition=parts.link(edition.short or edition.name, urls.edition(edition.key)),
                entrants=edition.said.entrants,
                projects=len(edition.projects),
                complete=bool(edition.shortlist and edition.shortlist.complete),
                units=len(units),
                awards=sum(len(each.recipients) for each in awarded),
                first=tuple(parts.party(party) for got in top.recipients for party in got.parties) if top else (),
                results=parts.link(parts.t("results.title"), urls.results(edition.key)) if edition.results else None,
            )
        )
    return tuple(lines)


def honoured(parts: Parts, contest: Contest) -> tuple[HonouredUnit, ...]:
    """The units with the most awards over all editions; among equals the one with the higher awards."""
    if len(contest.editions) < 2:
        return ()
    won: dict[str, list[tuple[int, str]]] = {}
    named: dict[str, Party] = {}
    for edition in _counted(contest):
        for awarded in edition.results.awarded if edition.results else ():
            for got in awarded.recipients:
                for party in got.parties:
                    named.setdefault(_key(party), party)
                    text = f"{edition.short or edition.name} {awarded.award.name}"
                    won.setdefault(_key(party), []).append((awarded.rung or 99, text))
    ordered = sorted(won.items(), key=lambda item: (-len(item[1]), sorted(rung for rung, _ in item[1]), item[0]))
    return tuple(
        HonouredUnit(unit=_link(parts, named[key]), count=len(awards), awards=tuple(text for _, text in awards))
        for key, awards in ordered[:_MOST]
        if len(awards) > 1
    )


def newcomers(parts: Parts, contest: Contest) -> tuple[Link, ...]:
    """Units of the newest edition that are in no earlier one."""
    running = [edition for edition in _counted(contest) if edition.projects]
    if len(running) < 2:
        return ()
    before = {_key(party) for edition in running[1:] for project in edition.projects for party in project.parties}
    fresh = {_key(party): party for project in running[0].projects for party in project.parties}
    return tuple(_link(parts, party) for key, party in fresh.items() if key not in before)


def _counted(contest: Contest) -> list[Edition]:
    return [edition for edition in contest.editions if contest.said.demo or not edition.said.demo]


def _key(party: Party) -> str:
    return party.unit or f"name:{party.name}"


def _link(parts: Parts, party: Party) -> Link:
    return parts.party(party, full=True)
