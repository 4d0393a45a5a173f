"""What a newer version of a format would do with the answers of a running file: worked out first, shown, and only then done (`moves`).

Nothing is lost by moving. An answer follows the key of its question. What has no place any more, wholly or in part, is kept as it was under
"vervallen velden", with the version that it was given in.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from formats.answers import HERKOMST, NVT, has_answer, is_empty, reasons, stored
from formats.schema import AnyVeld, Datum, Deel, FormatSchema, Keuze, KorteTekst, LangeTekst, Meerkeuze, OpgemaakteTekst, Sectie
from formats.words import INVULLERS, readable_date

from .versions_reading import comes_back, read_by, readers

# Beside the keys of sections, none of which begins like this: where answers without a question are kept.
VERVALLEN = "_vervallen"
TEXT = {"korte_tekst", "lange_tekst", "opgemaakte_tekst"}
BECOMES_TEXT = TEXT | {"keuze", "datum", "getal", "gegeven"}
NOT_ASKED, ASKED = "Deze vraag wordt hierna niet gesteld, door een voorwaarde of een andere vorm.", "Deze vraag wordt hierna wel gesteld."
NOT_SHOWN = f"{NOT_ASKED} Het antwoord is dan niet te zien, maar blijft bewaard."
SHOWN = "Let op: dit antwoord was niet te zien, door een voorwaarde of een andere vorm. Hierna is het te lezen."

Plaats = tuple[Deel, Sectie, AnyVeld]
Soort = Literal["blijft", "verhuist", "verandert", "vervalt", "nieuw"]


@dataclass(frozen=True)
class Stap:
    """What happens to one question: `soort` in one word, `van` and `naar` where it stands, `let_op` what somebody should know first."""

    soort: Soort
    key: str
    label: str
    was: str = ""
    van: str = ""
    naar: str = ""
    gevuld: bool = False
    let_op: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Verhuizing:
    """The whole move: the steps to show, the answers by section as they will be, and what has no place any more by field."""

    stappen: list[Stap]
    per_sectie: dict[str, dict[str, Any]]
    vervallen: dict[str, dict[str, Any]]
    # Filled questions that go to another part: (key of the old part, key of the new part).
    overgangen: set[tuple[str, str]]
    # Questions that get back the answer that an earlier move left without a place, with the id of the version that it was given in.
    teruggekomen: dict[str, str]

    def of(self, soort: str) -> list[Stap]:
        """The steps of one kind."""
        return [stap for stap in self.stappen if stap.soort == soort]


def plan_move(
    old: FormatSchema, new: FormatSchema, per_sectie: Mapping[str, Mapping[str, Any]], vervallen: Mapping[str, Any], versie: str
) -> Verhuizing:
    """Work out a move.

    Args:
        old, new: the whole formats, with all their variants.
        per_sectie: the newest answers by section of the old format.
        vervallen: what earlier moves left without a place.
        versie: the id of the old version, to be remembered with what it leaves behind.
    """
    pool = _Pool(per_sectie)
    before, after = old.place_by_key, new.place_by_key
    result: dict[str, dict[str, Any]] = {sectie.key: {} for _deel, sectie in new.secties()}
    left = dict(vervallen)
    steps, crossings, returned = [], set(), {}
    reading = readers(old), readers(new)
    for key, place in after.items():
        was = before.get(key)
        if was is None:
            given_in = left.get(key, {}).get("versie", "")
            carried = pool.returns(place[2], left)
            if carried:
                returned[key] = given_in
            told = [comes_back(reading[1][key])] if carried else []
            steps.append(Stap("nieuw", key, place[2].label, naar=_where(place), gevuld=bool(carried), let_op=told))
        else:
            carried, lost = pool.carried(was[2], place[2])
            steps.append(_step(was, place, pool, lost, read_by(reading[0][key], reading[1][key])))
            if lost:
                left[key] = pool.remembered(was[2], versie)
            if was[0].key != place[0].key and pool.filled(was[2]):
                crossings.add((was[0].key, place[0].key))
        _put(result[place[1].key], key, carried)
    for key, place in before.items():
        if key not in after and has_answer(place[2]):
            steps.append(Stap("vervalt", key, place[2].label, van=_where(place), gevuld=pool.filled(place[2])))
            if pool.filled(place[2]):
                left[key] = pool.remembered(place[2], versie)
    return Verhuizing(steps, result, left, crossings, returned)


def in_sight(plan: Verhuizing, before: set[str], after: set[str]) -> Verhuizing:
    """The same move, with a word about each question that goes out of sight or comes into it.

    Args:
        before, after: keys of the questions that the file does not show (`unseen`) as it stands, and as it will.
    """
    told = dict.fromkeys(after - before, (NOT_ASKED, NOT_SHOWN)) | dict.fromkeys(before - after, (ASKED, SHOWN))
    return replace(plan, stappen=[_told(stap, *told[stap.key]) if stap.key in told else stap for stap in plan.stappen])


def _told(stap: Stap, empty: str, filled: str) -> Stap:
    if stap.soort == "vervalt" or (stap.soort == "nieuw" and not stap.gevuld):
        return stap
    soort: Soort = "verandert" if stap.soort == "blijft" else stap.soort
    return replace(stap, soort=soort, let_op=[*stap.let_op, filled if stap.gevuld else empty])


class _Pool:
    """All answers of a file by field, with the notes beside them."""

    def __init__(self, per_sectie: Mapping[str, Mapping[str, Any]]) -> None:
        self.answers: dict[str, Any] = {}
        self.notes: dict[str, dict[str, Any]] = {NVT: {}, HERKOMST: {}}
        for answers in per_sectie.values():
            self.answers |= {key: value for key, value in answers.items() if not key.startswith("_")}
            for name, notes in self.notes.items():
                found = answers.get(name)
                notes |= found if isinstance(found, dict) else {}

    def filled(self, veld: AnyVeld) -> bool:
        """Whether the question has an answer, or a reason why it needs none."""
        return not is_empty(veld, stored(veld, self.answers)) or veld.key in reasons(self.notes)

    def carried(self, old: AnyVeld, new: AnyVeld) -> tuple[dict[str, Any], bool]:
        """The answer as the new question holds it, with its notes, and whether any of it does not fit."""
        key = new.key
        kept: dict[str, Any] = {name: notes[key] for name, notes in self.notes.items() if key in notes}
        if NVT in kept and not new.nvt:
            return {name: note for name, note in kept.items() if name != NVT}, True
        if key not in self.answers:
            return kept, False
        value = stored(old, self.answers)
        if not _fits(old, new):
            return kept, not is_empty(old, value)
        if isinstance(old, Datum) and new.type in TEXT:
            value = readable_date(value)
        taken = stored(new, {key: value})
        return kept | {"": taken}, bool(_said(value) - _said(taken))

    def returns(self, veld: AnyVeld, left: dict[str, Any]) -> dict[str, Any]:
        """The answer of a question that an earlier version had too, if it still fits; it is taken out of what was left behind."""
        kept = left.get(veld.key)
        if not kept or kept.get("type") != veld.type or _said(kept.get("waarde")) - _said(stored(veld, {veld.key: kept.get("waarde")})):
            return {}
        del left[veld.key]
        return {"": kept["waarde"]}

    def remembered(self, veld: AnyVeld, versie: str) -> dict[str, Any]:
        """What is kept of an answer that has no place any more."""
        return {"versie": versie, "type": veld.type, "waarde": self.answers.get(veld.key), "nvt": self.notes[NVT].get(veld.key, "")}


def _put(section: dict[str, Any], key: str, carried: Mapping[str, Any]) -> None:
    for name, value in carried.items():
        if name == "":
            section[key] = value
        else:
            section.setdefault(name, {})[key] = value


def _step(was: Plaats, place: Plaats, pool: _Pool, lost: bool, attention: list[str]) -> Stap:
    moved = (was[0].key, was[1].key) != (place[0].key, place[1].key)
    attention = [*attention, *_meaning(was, place), *_options_gone(place[2], pool)]
    if lost:
        attention.append("Het antwoord past niet helemaal op de nieuwe vraag. Het oude antwoord blijft te lezen onder “Vervallen velden”.")
    renamed = was[2].label if was[2].label != place[2].label else ""
    soort: Literal["blijft", "verhuist", "verandert"] = "verandert" if attention or renamed else "verhuist" if moved else "blijft"
    where = {"van": _where(was), "naar": _where(place)} if moved else {"naar": _where(place)}
    return Stap(soort, place[2].key, place[2].label, was=renamed, gevuld=pool.filled(was[2]), let_op=attention, **where)


def _meaning(was: Plaats, place: Plaats) -> list[str]:
    """What changes for people: who fills in, what kind of answer, whether it is needed."""
    said = []
    if was[2].type != place[2].type:
        said.append("Het wordt een ander soort vraag.")
    if was[2].invuller != place[2].invuller:
        said.append(f"Deze vraag is voortaan voor {INVULLERS[place[2].invuller]}.")
    if place[2].blokkeert and not was[2].blokkeert:
        said.append("Zonder antwoord kan het hoofdstuk niet meer klaar worden gemeld.")
    return said


def _options_gone(veld: AnyVeld, pool: _Pool) -> list[str]:
    """Chosen options that the new list lacks; they stay until somebody chooses again."""
    if not isinstance(veld, Keuze | Meerkeuze) or veld.anders:
        return []
    value = stored(veld, pool.answers)
    chosen = value if isinstance(value, list) else [value] if value else []
    known = {*veld.opties, *(optie for groep in getattr(veld, "groepen", ()) for optie in groep.opties)}
    return [
        f"“{optie}” staat niet meer in de lijst. Het antwoord blijft staan tot iemand iets anders kiest."
        for optie in chosen
        if optie not in known
    ]


def _fits(old: AnyVeld, new: AnyVeld) -> bool:
    if isinstance(new, KorteTekst | LangeTekst | OpgemaakteTekst):
        return old.type in BECOMES_TEXT
    return old.type == new.type


def _said(value: Any) -> Counter[str]:
    """Every text in an answer, counted: what is in the one and not in the other got lost."""
    if isinstance(value, str):
        return Counter([value] if value else [])
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return sum((_said(part) for part in parts), Counter())


def _where(place: Plaats) -> str:
    return f"{place[0].titel} › {place[1].titel}"
