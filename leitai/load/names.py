"""Who is meant: names, short names and aliases of units → ids. Knows units only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from leitai.errors import Problem, Spot, error
from leitai.fields import UnitFields
from leitai.model import Party, Unit
from leitai.schema import nearest


class Directory:
    """All units by every name they go by. A short name may belong to several; then the context decides."""

    def __init__(self, units: dict[str, Unit]) -> None:
        self.units = units
        self._names: dict[str, list[str]] = {}
        # A full name that stands there twice is told in units.yaml, and not again wherever it is used.
        full = Counter(unit.said.name for unit in units.values())
        for unit in units.values():
            said = unit.said
            for name in dict.fromkeys((unit.id, said.name, said.short, *said.aliases)):
                if name and not (full[name] > 1 and name in self._names):
                    self._names.setdefault(name, []).append(unit.id)

    def ids(self, name: str, near: Iterable[str] = ()) -> list[str]:
        """The ids that go by that name; where several do, only those among ``near`` if any of them is."""
        found = self._names.get(name, [])
        if len(found) > 1:
            close = set(near)
            return [id for id in found if id in close] or found
        return found

    def id(self, name: str, near: Iterable[str] = ()) -> str:
        """The id of the one unit of that name, or an empty text if there is none or more than one."""
        found = self.ids(name, near)
        return found[0] if len(found) == 1 else ""

    def party(self, name: str, near: Iterable[str] = ()) -> Party:
        """The name as it was written, with its unit if that is known."""
        return Party(name=name, unit=self.id(name, near))

    def resolve(self, name: str, spot: Spot, near: Iterable[str] = ()) -> tuple[str, Problem | None]:
        """The id of a unit that must be known, or the problem: unknown or ambiguous (V11)."""
        found = self.ids(name, near)
        if len(found) == 1:
            return found[0], None
        if found:
            return "", error("V11-ambiguous-unit", spot, name=name, units="、".join(found))
        return "", error("V11-unknown-unit", spot, name=name, near=nearest(name, self._names) or "units.yaml")


def units(fields: Iterable[UnitFields], source: str) -> tuple[dict[str, Unit], list[Problem]]:
    """The units of units.yaml by id, checked: one id each, known parents, no circles."""
    said: dict[str, UnitFields] = {}
    problems: list[Problem] = []
    spots: dict[str, Spot] = {}
    for index, each in enumerate(fields):
        said.setdefault(each.id, each)
        spots.setdefault(each.id, Spot(source, (index,)))
    seen: set[str] = set()
    names: dict[str, str] = {}
    for index, each in enumerate(fields):
        here = Spot(source, (index,))
        if each.id in seen:
            problems.append(error("unit-twice", here.at("id"), spots[each.id], id=each.id))
        seen.add(each.id)
        if each.name in names:
            problems.append(error("unit-name-twice", here.at("name"), spots[names[each.name]], name=each.name))
        names.setdefault(each.name, each.id)
        if each.parent and each.parent not in said:
            near = nearest(each.parent, said) or "id"
            problems.append(error("V11-unknown-parent", here.at("parent"), name=each.parent, near=near))
        above, step = {each.id}, each.parent
        while step in said and step not in above:
            above.add(step)
            step = said[step].parent
        if step and step in above:
            problems.append(error("unit-circle", here.at("parent"), id=each.id))
    children: dict[str, list[str]] = {}
    for id, each in said.items():
        children.setdefault(each.parent, []).append(id)
    table = {
        id: Unit(source=source, id=id, said=each, children=tuple(children.get(id, ()))) for id, each in said.items()
    }
    return table, problems
