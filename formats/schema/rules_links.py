"""What must be right between the questions of a format: dependent choices, computed answers, proposals, and circles. rules.py asks it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..prefill import BRONNEN, EERDER
from . import limits
from .base import Kolom
from .format import FormatSchema
from .places import place_of_deel, place_of_sectie, place_of_veld, short
from .rules_conditions import condition_problems, is_number
from .rules_kinds import KEY, Gevonden
from .velden import AnyVeld, Berekend, Datum, Getal, Keuze, Schaal, Toelichting, has_rows

_SUMS = ("som", "verschil", "aantal", "leeftijd")


@dataclass
class _Links:
    """What each question hangs on, by key: for its being asked, for its options, and for its computed answer."""

    schema: FormatSchema
    places: dict[str, str] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)
    worked_out: dict[str, list[str]] = field(default_factory=dict)


def link_problems(schema: FormatSchema) -> Iterator[Gevonden]:
    """What is wrong with everything that points from one part of the format to a question."""
    links = _Links(schema)
    for number, deel in enumerate(schema.delen, 1):
        place = place_of_deel(deel, number)
        in_deel = {veld.key for sectie in deel.secties for veld in sectie.velden}
        yield from condition_problems(deel.voorwaarden, place, "dit deel", in_deel, schema)
        # A part or section that hides its own source is told there, once; such a condition is no edge of the circles.
        around_deel = [one.bron for one in deel.voorwaarden if one.bron not in in_deel]
        for index, sectie in enumerate(deel.secties, 1):
            sectie_place = place_of_sectie(sectie, place, index)
            in_sectie = {veld.key for veld in sectie.velden}
            yield from condition_problems(sectie.voorwaarden, sectie_place, "deze sectie", in_sectie, schema)
            around = around_deel + [one.bron for one in sectie.voorwaarden if one.bron not in in_sectie]
            for order, veld in enumerate(sectie.velden, 1):
                veld_place = place_of_veld(veld, sectie_place, order)
                links.places.setdefault(veld.key, veld_place)
                links.asked[veld.key] = around + [one.bron for one in veld.voorwaarden if one.bron != veld.key]
                yield from _veld(veld, veld_place, links)
    alone = [
        *_circles(links.asked, links, "de voorwaarden draaien in een kring"),
        *_circles(links.worked_out, links, "de vragen hangen in een kring van elkaar af"),
    ]
    yield from alone
    if not alone:
        # A choice may follow a question that is asked only after that choice: neither could ever be answered.
        both = {key: [*links.asked[key], *links.worked_out.get(key, ())] for key in links.asked}
        yield from _circles(both, links, "de vragen wachten in een kring op elkaar")


def _veld(veld: AnyVeld, place: str, links: _Links) -> Iterator[Gevonden]:
    yield from condition_problems(veld.voorwaarden, place, "deze vraag", {veld.key}, links.schema)
    yield from _prefill(veld, place)
    if isinstance(veld, Keuze) and veld.afhankelijk_van:
        links.worked_out[veld.key] = [veld.afhankelijk_van]
        yield from _dependent(veld, place, links.schema)
    if isinstance(veld, Berekend):
        links.worked_out[veld.key] = [bron.partition("/")[0] for bron in veld.bronnen]
        yield from _computed(veld, place, links.schema)


# --- answers that follow from other answers -------------------------------------------------------


def _dependent(veld: Keuze, place: str, schema: FormatSchema) -> Iterator[Gevonden]:
    source = schema.veld_by_key.get(veld.afhankelijk_van)
    if veld.afhankelijk_van == veld.key:
        yield place, "hangt van zichzelf af. Kies een andere vraag."
    elif source is None:
        yield place, "hangt af van een vraag die er niet meer is. Kies een andere vraag."
    elif not isinstance(source, Keuze):
        yield place, f"hangt af van ‘{short(source.label)}’, maar dat is geen keuze uit een lijst. Kies een andere vraag."
    elif not veld.groepen:
        yield place, f"zet de antwoorden in groepen: één groep voor elk antwoord op ‘{short(source.label)}’."
    else:
        for groep in veld.groepen:
            if groep.label not in source.opties:
                yield (
                    place,
                    f"de groep ‘{short(groep.label)}’ is geen antwoord op ‘{short(source.label)}’. Geef de groep dezelfde naam als het antwoord.",
                )


def _computed(veld: Berekend, place: str, schema: FormatSchema) -> Iterator[Gevonden]:
    wanted = {"datum_plus": (1, 1), "leeftijd": (1, 1), "som": (1, limits.BRONNEN), "verschil": (2, 2), "aantal": (1, 1)}
    low, high = wanted[veld.formule]
    if not low <= len(veld.bronnen) <= high:
        how_many = str(low) if low == high else f"{low} tot {high}"
        yield place, f"deze berekening heeft {how_many} {'vraag' if how_many == '1' else 'vragen'} nodig om mee te rekenen."
    for bron in veld.bronnen:
        key, _, kolom_key = bron.partition("/")
        source = schema.veld_by_key.get(key)
        if source is None:
            yield place, "rekent met een vraag die er niet meer is. Kies een andere vraag."
        elif key == veld.key:
            yield place, "rekent met zichzelf. Kies een andere vraag."
        elif kolom_key and kolom_key not in _kolommen(source):
            yield place, f"rekent met een kolom van ‘{short(source.label)}’ die er niet meer is. Kies de kolom opnieuw."
        elif not _reckons(veld.formule, source, kolom_key):
            kind = {"datum_plus": "een datum", "leeftijd": "een datum", "aantal": "een vraag met regels"}.get(veld.formule, "een getal")
            yield place, f"rekent met ‘{short(source.label)}’, maar dat is geen {kind.removeprefix('een ')}. Kies een andere vraag."


def _reckons(formule: str, source: AnyVeld, kolom_key: str) -> bool:
    """Whether this formula can work with this source."""
    if formule in ("datum_plus", "leeftijd"):
        dated = isinstance(source, Datum) or (isinstance(source, Berekend) and source.formule == "datum_plus")
        return dated and not kolom_key
    if formule == "aantal":
        return has_rows(source)
    if not kolom_key:
        return isinstance(source, Getal) or (isinstance(source, Berekend) and source.formule in _SUMS)
    if isinstance(source, Schaal):
        return kolom_key == "waarde"
    kolom = _kolommen(source)[kolom_key]
    return kolom.type == "getal" or (kolom.type == "keuze" and all(is_number(optie) for optie in kolom.opties))


def _kolommen(source: AnyVeld) -> dict[str, Kolom]:
    """The columns of repeating rows by key. Those of a scale are known; asking it would write out every figure of a scale that is too long."""
    if isinstance(source, Schaal):
        return {key: Kolom(key=key, label=key) for key in ("datum", "waarde", "toelichting")}
    return {kolom.key: kolom for kolom in source.kolommen} if has_rows(source) else {}


def _prefill(veld: AnyVeld, place: str) -> Iterator[Gevonden]:
    code = veld.voorvullen
    if not code:
        return
    earlier = code.removeprefix(EERDER) if code.startswith(EERDER) else ""
    if code not in BRONNEN and not KEY.fullmatch(earlier):
        yield place, "wordt vooraf ingevuld uit een bron die niet bestaat. Kies de bron opnieuw."
    elif isinstance(veld, Berekend | Toelichting):
        yield place, "kan niet vooraf worden ingevuld, want hier geeft niemand antwoord op. Haal de bron weg."


# --- circles --------------------------------------------------------------------------------------


def _circles(edges: dict[str, list[str]], links: _Links, text: str) -> Iterator[Gevonden]:
    """Each circle once, at the question of it that comes first in the format; without recursion, a chain may be as long as a format."""
    done: set[str] = set()
    for start in edges:
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = [(start, iter(edges[start]))] if start not in done else []
        while stack:
            key, rest = stack[-1]
            if not path or path[-1] != key:
                path.append(key)
            following = next((one for one in rest if one not in done and one in edges), None)
            if following is None:
                done.add(key)
                path.pop()
                stack.pop()
            elif following in path:
                if following != key:
                    yield links.places[_first(path[path.index(following) :], edges)], _told(path[path.index(following) :], links, text)
            else:
                stack.append((following, iter(edges[following])))


def _first(circle: list[str], edges: dict[str, list[str]]) -> str:
    """Edges are in the order of the format."""
    return min(circle, key=list(edges).index)


def _told(circle: list[str], links: _Links, text: str) -> str:
    names = " → ".join(f"‘{short(links.schema.veld_by_key[key].label)}’" for key in [*circle, circle[0]][:8])
    return f"{text}: {names}. Haal een ervan weg."
