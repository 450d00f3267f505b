"""results.yaml: who got which award, resolved to projects and units, and held against the edition's rules (V15–V17)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from leitai import schema
from leitai.documents import Document
from leitai.errors import Problem, Spot, error, warning
from leitai.fields import (
    AwardedFields,
    AwardFields,
    EditionFields,
    EntryFields,
    RecipientFields,
    ResultsFields,
)
from leitai.load.desk import Desk
from leitai.load.names import Directory
from leitai.load.scores import scored as told
from leitai.model import Awarded, Party, Recipient, Results, Scored
from leitai.schema import nearest
from leitai.scoring import Award, Declared, award_by_rank, check_awards
from leitai.wording import bare
from leitai.yamltext import Plain


class Outcome(Struct, frozen=True):
    """The awards of an edition with their recipients; ``withins`` are the groups or categories they are split by."""

    awarded: tuple[Awarded, ...]
    withins: tuple[str, ...]
    scored: Scored | None = None


def rungs(awards: Iterable[AwardFields]) -> dict[str, int]:
    """The rung of each award: the ladder counted from 1, special awards 0."""
    table: dict[str, int] = {}
    rung = 0
    for award in awards:
        rung += not award.special
        table[award.id] = 0 if award.special else rung
    return table


class _Reading:
    """Reads the recipients of one edition, collecting problems."""

    def __init__(
        self,
        document: Document,
        said: EditionFields,
        entries: tuple[EntryFields, ...],
        directory: Directory,
        scored: Scored | None,
        whole: bool,
    ) -> None:
        self.said = said
        self.scored = scored
        self.whole = whole and bool(entries)
        self.entries = {entry.id: entry for entry in entries}
        self.directory = directory
        fields = document.fields
        self.by_rank = isinstance(fields, ResultsFields) and bool(fields.scores)
        self.spot = Spot(document.path, ("recipients",))
        self.rungs = rungs(said.awards)
        self.problems: list[Problem] = []
        self.keys: frozenset[str] = frozenset()
        self.inner: dict[tuple[str, str], str] = {}
        self.near = [id for entry in entries for name in entry.unit for id in directory.ids(name)]
        self.by_unit: dict[str, list[str]] = {}
        for entry in entries:
            for name in entry.unit:
                self.by_unit.setdefault(directory.id(name) or name, []).append(entry.id)

    def award(self, name: str) -> AwardFields | None:
        return next((each for each in self.said.awards if name in (each.id, each.name, *each.aliases)), None)

    def within(self, name: str) -> str:
        return next((each.id for each in self.said.facets if name in (each.id, each.name, *each.aliases)), "")

    def read(self, recipients: Mapping[str, object]) -> Outcome:
        self.keys = frozenset(recipients)
        self.inner = _spellings(self, recipients)
        awarded: list[Awarded] = []
        withins: list[str] = []
        for name, value in recipients.items():
            spot = self.spot.at(name)
            award = self.award(name)
            within = "" if award else self.within(name)
            if award:
                awarded += self.one(award, value, "", spot)
            elif within and isinstance(value, dict):
                withins.append(within)
                for inner, more in value.items():
                    of = self.award(inner)
                    if of:
                        awarded += self.one(of, more, within, spot.at(inner))
                    else:
                        self.unknown(inner, spot, [each.name for each in self.said.awards])
            else:
                known = [each.name for each in self.said.awards] + [each.name for each in self.said.facets]
                self.unknown(name, self.spot, known)
        if self.scored:
            self.ranked(self.scored, awarded, withins)
        self.check(awarded, withins)
        order = {award.id: place for place, award in enumerate(self.said.awards)}
        places = {within: place for place, within in enumerate(withins)}
        awarded.sort(key=lambda each: (places.get(each.within, -1), order[each.award.id]))
        return Outcome(awarded=tuple(awarded), withins=tuple(withins), scored=self.scored)

    def ranked(self, scored: Scored, awarded: list[Awarded], withins: list[str]) -> None:
        """Awards with a quota that nothing is said of go by rank; those declared must agree with ranks."""
        ladder = [Award(id=e.id, name=e.name, quota=e.quota, special=e.special) for e in self.said.awards]
        names = {each.id: each.name for each in self.said.facets}
        pools = {row.pool for row in scored.standings}
        if withins and pools == {""}:
            self.problems.append(error("results-within", self.spot.at(self._key(withins[0])), name=names[withins[0]]))
            return
        given = {(each.within, each.award.id) for each in awarded}
        made = award_by_rank(scored.standings, ladder, self.said.award_ties)
        cut = False
        for problem in made.problems:
            said = dict(problem.params)
            award = self.award(said.get("award", ""))
            if not award or not any(id == award.id for _, id in given):
                self.problems.append(told(problem, self.spot))
                cut = True
        for pool, id, projects in made.recipients:
            within = self.within(pool) if pool else ""
            award = self.award(id)
            if not award or not projects or (within, id) in given or ("", id) in given:
                continue
            if within and within not in withins:
                withins.append(within)
            got = tuple(self.of_project(project) for project in projects)
            awarded.append(Awarded(award=award, rung=self.rungs[id], within=within, recipients=got))
        order = [each.id for each in self.said.facets]
        withins.sort(key=order.index)
        if cut:
            return
        declared = [
            Declared(
                award=each.award.id,
                projects=tuple(got.project for got in each.recipients if got.project),
                pool=names.get(each.within, ""),
                complete=each.complete,
            )
            for each in awarded
            if each.published
        ]
        found = check_awards(scored.standings, ladder, declared, self.said.award_ties)
        self.problems += [told(each, self.spot) for each in found if each.code != "award_twice"]

    def of_project(self, project: str) -> Recipient:
        parties = tuple(self.directory.party(name, self.near) for name in self.entries[project].unit)
        return Recipient(parties=parties, project=project)

    def unknown(self, name: str, spot: Spot, known: list[str]) -> None:
        near = nearest(name, known) or "、".join(known) or "awards:"
        self.problems.append(error("V11-unknown-award", spot.key(name), name=name, near=near))

    def one(self, award: AwardFields, value: object, within: str, spot: Spot) -> list[Awarded]:
        plain: Plain = value  # type: ignore[assignment]
        fields, problems = schema.convert(plain, AwardedFields, spot)
        self.problems += problems
        if fields is None:
            return []
        if not fields.recipients and fields.published and fields.complete:
            self.problems.append(error("V15-no-recipients", spot.key(spot.keys[-1]), award=award.name))  # type: ignore[arg-type]
        inside = spot.at("recipients")
        found = [self.recipient(each, within, inside.at(i)) for i, each in enumerate(fields.recipients)]
        for index, each in enumerate(found):
            if each and not each.project and not each.work and self.whole and self.rungs[award.id]:
                listed = Spot(f"{spot.path.rpartition('/')[0]}/shortlist.yaml", ("projects",))
                name = each.parties[0].name
                self.problems.append(warning("V15-not-listed", inside.at(index), listed, name=name, award=award.name))
        return [
            Awarded(
                award=award,
                rung=self.rungs[award.id],
                within=within,
                recipients=tuple(each for each in found if each),
                published=fields.published,
                complete=fields.complete,
                note=fields.note,
            )
        ]

    def recipient(self, fields: RecipientFields, within: str, spot: Spot) -> Recipient | None:
        project = fields.who if fields.who in self.entries else ""
        parties: tuple[Party, ...] = ()
        if not project:
            unit, problem = self.directory.resolve(fields.who, spot, self.near)
            mine = self.by_unit.get(unit or fields.who, [])
            inside = [id for id in mine if self._belongs(id, within)] if within else mine
            if len(inside) > 1:
                self.problems.append(error("recipient-many", spot, name=fields.who, projects="、".join(inside)))
                return None
            project = inside[0] if inside else ""
            if not project:
                titled = [entry.id for entry in self.entries.values() if bare(entry.title) == bare(fields.who)]
                project = titled[0] if len(titled) == 1 and bare(fields.who) else ""
            if not project and problem:
                names = [*self.entries, *(name for entry in self.entries.values() for name in entry.unit)]
                near = nearest(fields.who, names) or "shortlist.yaml"
                self.problems.append(error("V11-unknown-recipient", spot, name=fields.who, near=near))
                return None
            parties = () if project else (Party(name=fields.who, unit=unit),)
        if project:
            entry = self.entries[project]
            parties = tuple(self.directory.party(name, self.near) for name in entry.unit)
            if within and not self._belongs(project, within):
                self.problems.append(error("recipient-elsewhere", spot, name=fields.who, within=self._name(within)))
            if entry.withdrawn:
                self.problems.append(error("recipient-withdrawn", spot, name=fields.who))
        return Recipient(parties=parties, project=project, citation=fields.citation, note=fields.note, work=fields.work)

    def _belongs(self, project: str, within: str) -> bool:
        entry = self.entries[project]
        names = [name for name in (entry.group, entry.category) if name]
        return any(self.within(name) == within for name in names)

    def _name(self, within: str) -> str:
        return next(each.name for each in self.said.facets if each.id == within)

    def check(self, awarded: list[Awarded], withins: list[str]) -> None:
        for one in awarded:
            where = self._where(one)
            names = [recipient.project or recipient.parties[0].name for recipient in one.recipients]
            for name in {name for name in names if names.count(name) > 1}:
                self.problems.append(error("recipient-twice", where, name=name, award=one.award.name))
            counted = one.published and one.complete and not (self.by_rank and one.rung)
            if counted and one.award.quota is not None and len(names) != one.award.quota:
                code = "V17-group-medals" if one.within else "V12-quota"
                self.problems.append(
                    error(
                        code,
                        where,
                        award=one.award.name,
                        within=self._name(one.within) if one.within else "",
                        found=len(names),
                        quota=one.award.quota,
                    )
                )
        ladder: dict[str, Awarded] = {}
        for one in awarded:
            for recipient in one.recipients:
                key = recipient.project or f"unit:{recipient.parties[0].unit or recipient.parties[0].name}"
                if not one.rung:
                    continue
                if key in ladder and ladder[key].award.id != one.award.id:
                    other = ladder[key]
                    name = recipient.project or recipient.parties[0].name
                    self.problems.append(
                        error(
                            "V16-two-ladder-awards",
                            self._where(one),
                            self._where(other),
                            name=name,
                            first=other.award.name,
                            second=one.award.name,
                        )
                    )
                ladder[key] = one
        given = {(one.within, one.award.id) for one in awarded}
        for award in self.said.awards:
            homes = withins if withins and not award.special else [""]
            for within in homes:
                by_rank = self.by_rank and not award.special and award.quota is not None
                if (within, award.id) not in given and ("", award.id) not in given and not by_rank:
                    spot = self.spot if not within else self.spot.at(self._key(within))
                    here = self._name(within) if within else ""
                    code = "V15-award-missing-in" if within else "V15-award-missing"
                    self.problems.append(warning(code, spot, award=award.name, within=here))

    def _key(self, within: str) -> str:
        each = next(one for one in self.said.facets if one.id == within)
        return next((name for name in (each.id, each.name, *each.aliases) if name in self.keys), each.name)

    def _where(self, one: Awarded) -> Spot:
        spot = self.spot.at(self._key(one.within)) if one.within else self.spot
        inner = self.inner.get((one.within, one.award.id), one.award.name)
        return spot.key(inner)


def _spellings(reading: _Reading, recipients: Mapping[str, object]) -> dict[tuple[str, str], str]:
    """Under which spelling each award was written, by group and award id, for the spots of problems."""
    table: dict[tuple[str, str], str] = {}
    for name, value in recipients.items():
        award = reading.award(name)
        if award:
            table["", award.id] = name
        elif isinstance(value, dict):
            table.update({(reading.within(name), of.id): key for key in value if (of := reading.award(key))})
    return table


def outcome(
    document: Document,
    said: EditionFields,
    entries: tuple[EntryFields, ...],
    directory: Directory,
    scored: Scored | None = None,
    whole: bool = False,
) -> tuple[Outcome | None, list[Problem]]:
    """Who got what, from results.yaml, ranks and the edition's rules; None if the file could not be read.

    ``whole`` says that the shortlist names all projects, so that whoever is not on it was never shortlisted.
    """
    fields = document.fields
    if not isinstance(fields, ResultsFields):
        return None, []
    reading = _Reading(document, said, entries, directory, scored, whole)
    found = reading.read(fields.recipients)
    if not fields.recipients and not fields.scores:
        reading.problems.append(warning("V26-no-recipients", Spot(document.path, line=1, column=1)))
    return found, reading.problems


def results(document: Document, outcome: Outcome, desk: Desk, near: list[str]) -> Results | None:
    """The results of an edition, complete with its photos."""
    fields = document.fields
    if not isinstance(fields, ResultsFields):
        return None
    return Results(
        source=document.path,
        said=fields,
        awarded=outcome.awarded,
        withins=outcome.withins,
        scored=outcome.scored,
        shots=desk.gallery(fields.photos, document.path, Spot(document.path, ("photos",)), near),
    )
