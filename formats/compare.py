"""Two versions of a format beside each other, in words: every difference with its place, and nothing that differs without a word.

Parts, sections and questions are known by their keys, so that what was renamed or moved is told as that. A schema that differs always gives at
least one Verschil (tests/formats/test_compare.py changes everything that can be changed, one by one).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .compare_parts import changed_attributes, changed_parts
from .compare_words import SOORTEN, quoted
from .schema import AnyVeld, Deel, FormatSchema, Sectie

Soort = Literal["toegevoegd", "vervallen", "hernoemd", "verplaatst", "gewijzigd"]
_LEVELS = ("deel", "sectie", "vraag")


@dataclass(frozen=True)
class Verschil:
    """One difference: what kind it is, where (titles of the part, the section and the question, as far as they apply), and a sentence.

    `key` is the key of the question, section or part that it is about; empty for the format itself.
    """

    soort: Soort
    plaats: tuple[str, ...]
    tekst: str
    key: str = ""

    @property
    def waar(self) -> str:
        """The place in words: "deel ‘Begin’, sectie ‘Gegevens’, vraag ‘Groep’"."""
        return ", ".join(f"{level} {quoted(titel)}" for level, titel in zip(_LEVELS, self.plaats, strict=False))

    def __str__(self) -> str:
        """The whole sentence with its place."""
        place = self.waar
        return f"{place[0].upper()}{place[1:]}: {self.tekst}." if place else f"{self.tekst[0].upper()}{self.tekst[1:]}."


def compare(old: FormatSchema, new: FormatSchema) -> list[Verschil]:
    """What the new version changed in the old one, in the order of the new format; empty only for equal schemas."""
    if old == new:
        return []
    found = list(_Comparison(old, new).differences())
    return found or [Verschil("gewijzigd", (), "de opbouw van het format is veranderd")]


class _Comparison:
    """Holds both versions, and where everything stands in each."""

    def __init__(self, old: FormatSchema, new: FormatSchema) -> None:
        self._both = (old, new)
        self._old, self._new = old, new
        self._old_delen = {deel.key: deel for deel in old.delen}
        self._new_delen = {deel.key: deel for deel in new.delen}
        self._old_secties = {sectie.key: (deel, sectie) for deel, sectie in old.secties()}
        self._new_secties = {sectie.key: (deel, sectie) for deel, sectie in new.secties()}

    def differences(self) -> Iterator[Verschil]:
        """Everything that differs."""
        yield from self._about_the_format()
        moved = _moved([deel.key for deel in self._old.delen], [deel.key for deel in self._new.delen])
        for deel in self._new.delen:
            yield from self._deel(deel, moved)
        for deel in self._old.delen:
            if deel.key not in self._new_delen:
                yield Verschil("vervallen", (deel.titel,), f"dit deel is vervallen{self._contents(deel.secties, self._new)}", deel.key)
            yield from self._gone_from(deel)

    def _about_the_format(self) -> Iterator[Verschil]:
        if self._old.titel != self._new.titel:
            yield Verschil("hernoemd", (), f"het format heet nu {quoted(self._new.titel)} (was {quoted(self._old.titel)})")
        if self._old.schema_version != self._new.schema_version:
            yield Verschil("gewijzigd", (), "het format is in een nieuwe vorm opgeslagen; de vragen veranderen daardoor niet")
        for tekst in changed_parts("varianten", self._old.varianten, self._new.varianten, self._both) if self._variants_changed() else ():
            yield Verschil("gewijzigd", (), tekst)
        for tekst in changed_attributes(self._old, self._new, self._both, apart=("titel", "schema_version", "varianten", "delen")):
            yield Verschil("gewijzigd", (), tekst)

    def _variants_changed(self) -> bool:
        return self._old.varianten != self._new.varianten

    def _deel(self, deel: Deel, moved: dict[str, str]) -> Iterator[Verschil]:
        old, place = self._old_delen.get(deel.key), (deel.titel,)
        if old is None:
            yield Verschil("toegevoegd", place, f"dit deel is toegevoegd{self._contents(deel.secties, self._old)}", deel.key)
        else:
            yield from self._common(old, deel, place, moved, "dit deel", "secties")
        siblings = [sectie.key for sectie in old.secties] if old else []
        moved_secties = _moved(siblings, [sectie.key for sectie in deel.secties])
        for sectie in deel.secties:
            yield from self._sectie(deel, sectie, moved_secties, is_new_part=old is None)

    def _sectie(self, deel: Deel, sectie: Sectie, moved: dict[str, str], *, is_new_part: bool) -> Iterator[Verschil]:
        place = (deel.titel, sectie.titel)
        before = self._old_secties.get(sectie.key)
        if before is None:
            if not is_new_part:
                yield Verschil("toegevoegd", place, f"deze sectie is toegevoegd{_fields(sectie.velden, self._old)}", sectie.key)
        else:
            if before[0].key != deel.key:
                yield Verschil("verplaatst", place, f"deze sectie stond eerst in deel {quoted(before[0].titel)}", sectie.key)
            yield from self._common(before[1], sectie, place, moved, "deze sectie", "velden")
        siblings = [veld.key for veld in before[1].velden] if before else []
        moved_velden = _moved(siblings, [veld.key for veld in sectie.velden])
        for veld in sectie.velden:
            yield from self._veld(deel, sectie, veld, moved_velden, is_new_section=before is None)

    def _veld(self, deel: Deel, sectie: Sectie, veld: AnyVeld, moved: dict[str, str], *, is_new_section: bool) -> Iterator[Verschil]:
        place = (deel.titel, sectie.titel, veld.label)
        before = self._old.place_by_key.get(veld.key)
        if before is None:
            if not is_new_section:
                yield Verschil("toegevoegd", place, f"deze vraag is toegevoegd ({SOORTEN.get(veld.type, veld.type)})", veld.key)
            return
        old_deel, old_sectie, old = before
        if old_sectie.key != sectie.key:
            was = f"deel {quoted(old_deel.titel)}, sectie {quoted(old_sectie.titel)}"
            yield Verschil("verplaatst", place, f"deze vraag stond eerst in {was}", veld.key)
        yield from self._common(old, veld, place, moved, "deze vraag")

    def _common(
        self,
        old: Deel | Sectie | AnyVeld,
        new: Deel | Sectie | AnyVeld,
        place: tuple[str, ...],
        moved: dict[str, str],
        what: str,
        inside: str = "",
    ) -> Iterator[Verschil]:
        """What can change in anything that was there before: its name, its place among the others, its attributes."""
        name = "titel" if isinstance(new, Deel | Sectie) else "label"
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Verschil("hernoemd", place, f"{what} heet nu {quoted(after)} (was {quoted(before)})", new.key)
        if new.key in moved:
            yield Verschil("verplaatst", place, f"{what} staat nu {self._after(moved[new.key])}", new.key)
        for tekst in changed_attributes(old, new, self._both, apart=(name, inside)):
            yield Verschil("gewijzigd", place, tekst, new.key)

    def _after(self, key: str) -> str:
        if not key:
            return "vooraan"
        if key in self._new.veld_by_key:
            return f"na {quoted(self._new.veld_by_key[key].label)}"
        titel = self._new_secties[key][1].titel if key in self._new_secties else self._new_delen[key].titel
        return f"na {quoted(titel)}"

    def _gone_from(self, deel: Deel) -> Iterator[Verschil]:
        """Sections and questions that went, out of what stayed."""
        for sectie in deel.secties:
            place = (deel.titel, sectie.titel)
            if sectie.key not in self._new_secties:
                if deel.key in self._new_delen:
                    yield Verschil("vervallen", place, f"deze sectie is vervallen{_fields(sectie.velden, self._new)}", sectie.key)
                continue
            for veld in sectie.velden:
                if veld.key not in self._new.veld_by_key:
                    yield Verschil("vervallen", (*place, veld.label), "deze vraag is vervallen", veld.key)

    def _contents(self, secties: Sequence[Sectie], other: FormatSchema) -> str:
        """The questions of a part that is in one version only, but for those that the other version has elsewhere."""
        return _fields([veld for sectie in secties for veld in sectie.velden], other)


def _fields(velden: Sequence[AnyVeld], other: FormatSchema) -> str:
    only = [veld for veld in velden if veld.key not in other.veld_by_key]
    if not only:
        return ""
    return f", met de {'vraag' if len(only) == 1 else 'vragen'} {', '.join(quoted(veld.label) for veld in only)}"


def _moved(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """What stands elsewhere among its siblings, each with what stands before it now: as few as explain the new order."""
    kept = [key for key in new if key in old]
    places = [old.index(key) for key in kept]
    staying = {kept[place] for place in _longest_rising(places)}
    before = dict(zip(new, ["", *new], strict=False))
    return {key: before[key] for key in kept if key not in staying}


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Places of the longest run of numbers that rise, not necessarily next to each other."""
    best: list[list[int]] = []
    for place, number in enumerate(numbers):
        earlier = max((run for run, end in zip(best, numbers, strict=False) if end < number), key=len, default=[])
        best.append([*earlier, place])
    return max(best, key=len, default=[])
