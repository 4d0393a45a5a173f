"""What must be right inside one field, by its kind: options, columns, rows, numbers, places to sign. rules.py asks it for every field."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..pictograms import PICTOGRAMMEN
from . import limits
from .base import Kolom, Optiegroep
from .places import named, short
from .velden import (
    AnyVeld,
    Bank,
    Berekend,
    Bestand,
    Getal,
    Groepkeuze,
    JaNee,
    Keuze,
    KorteTekst,
    LangeTekst,
    Matrix,
    Meerkeuze,
    Ondertekening,
    OpgemaakteTekst,
    Persoon,
    PictogramKeuze,
    Rijen,
    Schaal,
    Slot,
    Toelichting,
)

# A place and what is wrong there.
Gevonden = tuple[str, str]
KEY = re.compile(r"[0-9A-Za-z-]{1,64}")
_CODE = re.compile(r"[a-z][a-z_]{0,49}")
_COPIED = "staat er twee keer, door kopiëren en plakken. Haal de kopie weg en maak die opnieuw."


def twice(values: Iterable[str]) -> list[str]:
    """What is there more than once, each once."""
    return [value for value, number in Counter(values).items() if number > 1]


def kind_problems(veld: AnyVeld, place: str) -> Iterator[Gevonden]:
    """What is wrong inside this field."""
    yield from _codes(veld, place)
    match veld:
        case KorteTekst() | LangeTekst() | OpgemaakteTekst():
            yield from _between(veld.max_lengte, limits.LENGTE[veld.type], place, "het hoogste aantal tekens")
        case Getal():
            yield from _between(veld.decimalen, limits.DECIMALEN, place, "het aantal cijfers achter de komma")
            yield from _range(veld.minimum, veld.maximum, place)
        case Keuze():
            yield from _opties(veld.opties, place)
            yield from _groepen(veld.groepen, veld.opties, place, dependent=bool(veld.afhankelijk_van))
        case Meerkeuze():
            yield from _opties(veld.opties, place)
        case PictogramKeuze():
            yield from _pictogrammen(veld, place)
        case Groepkeuze():
            yield from _optiegroepen(veld, place)
        case JaNee() if not veld.toelichting_label:
            yield place, "geef de toelichting een naam, bijvoorbeeld ‘Toelichting’."
        case Rijen():
            yield from kolom_problems(veld.kolommen, place)
            yield from _rijen(veld, place)
        case Schaal():
            yield from _schaal(veld, place)
        case Bank():
            yield from _bank(veld, place)
        case Persoon():
            yield from _persoon(veld, place)
        case Matrix():
            yield from _matrix(veld, place)
        case Bestand():
            yield from _between(veld.max_aantal, limits.AANTAL_BESTANDEN, place, "het hoogste aantal bestanden")
        case Ondertekening():
            if not veld.slots:
                yield place, "voeg toe wie hier ondertekent."
            yield from slot_problems(veld.slots, place)
        case Toelichting() if not veld.tekst:
            yield place, "schrijf de tekst die mensen hier lezen."
        case Berekend():
            yield from _between(veld.aantal, limits.AANTAL_TIJD, place, "het aantal")


def slot_problems(slots: Sequence[Slot], place: str) -> Iterator[Gevonden]:
    """What is wrong with places to sign, of a part or of a field."""
    keys: set[str] = set()
    yield from _most(len(slots), limits.SLOTS, place, "ondertekenaars")
    for number, slot in enumerate(slots, 1):
        own = f"{place}, ondertekenaar {named(slot.rol, number)}"
        if not slot.rol:
            yield own, "schrijf op wie hier ondertekent."
        yield from _key(slot.key, own, "deze ondertekenaar", keys)
        if not slot.betekenissen:
            yield own, "kies wat de handtekening kan betekenen: voor gezien, akkoord of niet akkoord."
        if twice(slot.betekenissen):
            yield own, "dezelfde betekenis staat er twee keer."
        yield from _between(slot.aantal, limits.AANTAL_ONDERTEKENAARS, own, "het aantal mensen dat tekent")


def kolom_problems(kolommen: Sequence[Kolom], place: str, *, what: str = "kolom", needed: bool = True) -> Iterator[Gevonden]:
    """What is wrong with columns, or with the questions of a group."""
    if needed and not kolommen:
        yield place, f"voeg een {what} toe."
    yield from _most(len(kolommen), limits.KOLOMMEN, place, "kolommen" if what == "kolom" else "vragen")
    keys: set[str] = set()
    for number, kolom in enumerate(kolommen, 1):
        own = f"{place}, {what} {named(kolom.label, number)}"
        if not kolom.label:
            yield own, f"geef deze {what} een naam."
        yield from _key(kolom.key, own, f"deze {what}", keys)
        if kolom.type == "keuze":
            yield from _opties(kolom.opties, own)
            yield from _groepen(kolom.groepen, kolom.opties, own)
        elif kolom.opties or kolom.groepen:
            yield (
                own,
                "heeft antwoorden om uit te kiezen, maar is geen keuze uit een lijst. Haal de antwoorden weg of kies een ander soort.",
            )
        yield from _range(kolom.minimum, kolom.maximum, own)


def _codes(veld: AnyVeld, place: str) -> Iterator[Gevonden]:
    yield from _most(len(veld.wettelijk), limits.WETTELIJK, place, "onderdelen van de wet")
    if any(not _CODE.fullmatch(code) for code in veld.wettelijk):
        yield place, "noemt een onderdeel van de wet dat niet bestaat. Kies het opnieuw."
    if twice(veld.wettelijk):
        yield place, "noemt hetzelfde onderdeel van de wet twee keer."


def option_problems(opties: Sequence[str], groepen: Sequence[Optiegroep], place: str) -> Iterator[Gevonden]:
    """What is wrong with options and the headings over them, outside a question."""
    yield from _opties(opties, place)
    # Of a dependent choice an option may stand in more groups; a list does not know what it will be used for.
    yield from _groepen(groepen, opties, place, dependent=True)


def _opties(opties: Sequence[str], place: str) -> Iterator[Gevonden]:
    if len(opties) < 2:
        yield place, "zet er ten minste twee antwoorden in, elk op een eigen regel."
    yield from _distinct(opties, place)
    yield from _most(len(opties), limits.OPTIES, place, "antwoorden")


def _distinct(opties: Sequence[str], place: str) -> Iterator[Gevonden]:
    for optie in twice(opties):
        yield place, f"het antwoord ‘{short(optie)}’ staat er twee keer."
    if not all(opties):
        yield place, "een van de antwoorden is leeg. Haal de lege regel weg."


def _groepen(groepen: Sequence[Optiegroep], opties: Sequence[str], place: str, *, dependent: bool = False) -> Iterator[Gevonden]:
    """Headings over the options: together all of them, and, unless another answer chooses the group, each under one heading."""
    yield from _most(len(groepen), limits.GROEPEN, place, "groepen")
    for label in twice(groep.label for groep in groepen):
        yield place, f"de groep ‘{short(label)}’ staat er twee keer."
    grouped: list[str] = []
    for number, groep in enumerate(groepen, 1):
        if not groep.label:
            yield place, f"groep {number} heeft nog geen naam."
        if not groep.opties:
            yield place, f"groep {named(groep.label, number)} heeft nog geen antwoorden."
        yield from _distinct(groep.opties, f"{place}, groep {named(groep.label, number)}")
        grouped += dict.fromkeys(groep.opties)
    if groepen and set(grouped) != set(opties):
        yield place, "de antwoorden in de groepen zijn niet dezelfde als de antwoorden van de vraag."
    for optie in () if dependent else twice(grouped):
        yield place, f"het antwoord ‘{short(optie)}’ staat in twee groepen."


def _pictogrammen(veld: PictogramKeuze, place: str) -> Iterator[Gevonden]:
    if len(veld.opties) < 2:
        yield place, "voeg ten minste twee plaatjes toe."
    yield from _distinct([optie.label for optie in veld.opties], place)
    yield from _most(len(veld.opties), limits.PICTOGRAMMEN, place, "plaatjes")
    for optie in veld.opties:
        if optie.pictogram not in PICTOGRAMMEN:
            yield place, f"het plaatje bij ‘{short(optie.label)}’ bestaat niet. Kies een ander plaatje."


def _optiegroepen(veld: Groepkeuze, place: str) -> Iterator[Gevonden]:
    yield from _opties([optie.label for optie in veld.opties], place)
    keys: set[str] = set()
    for number, optie in enumerate(veld.opties, 1):
        own = f"{place}, antwoord {named(optie.label, number)}"
        yield from _key(optie.key, own, "dit antwoord", keys)
        yield from kolom_problems(optie.kolommen, own, what="vraag", needed=False)


def _rijen(veld: Rijen | Persoon, place: str) -> Iterator[Gevonden]:
    yield from _between(veld.max_rijen, limits.MAX_RIJEN, place, "het hoogste aantal regels")
    yield from _between(veld.min_rijen, limits.MIN_RIJEN, place, "het laagste aantal regels")
    if veld.min_rijen > veld.max_rijen:
        yield place, f"het laagste aantal regels ({veld.min_rijen}) is hoger dan het hoogste ({veld.max_rijen})."
    if not veld.rij_naam:
        yield place, "schrijf op hoe één regel heet, bijvoorbeeld ‘doel’."


def _schaal(veld: Schaal, place: str) -> Iterator[Gevonden]:
    yield from _range(veld.minimum, veld.maximum, place)
    points = veld.maximum - veld.minimum + 1
    if points >= 1 and not limits.SCHAALPUNTEN[0] <= points <= limits.SCHAALPUNTEN[1]:
        yield place, f"een schaal heeft {limits.SCHAALPUNTEN[0]} tot {limits.SCHAALPUNTEN[1]} cijfers; deze heeft er {points}."
    yield from _between(veld.max_rijen, limits.MAX_RIJEN, place, "het hoogste aantal metingen")


def _bank(veld: Bank, place: str) -> Iterator[Gevonden]:
    if not veld.bank:
        yield place, "kies een bank."
    if not veld.items:
        yield place, f"de bank ‘{short(veld.bank)}’ is leeg. Zet er iets in of kies een andere bank."
    yield from _distinct([item.label for item in veld.items], f"{place}, bank ‘{short(veld.bank)}’")
    yield from _most(len(veld.items), limits.BANKITEMS, place, "dingen om uit te kiezen")
    yield from _between(veld.max_rijen, limits.MAX_RIJEN, place, "het hoogste aantal regels")


def _persoon(veld: Persoon, place: str) -> Iterator[Gevonden]:
    if not veld.onderdelen:
        yield place, "kies wat u van deze persoon wilt weten."
    if twice(veld.onderdelen):
        yield place, "vraagt hetzelfde twee keer over een persoon."
    yield from _rijen(veld, place)


def _matrix(veld: Matrix, place: str) -> Iterator[Gevonden]:
    if not veld.rijen and not veld.uitbreidbaar:
        yield place, "voeg een rij toe, of laat mensen zelf rijen toevoegen."
    if veld.schaal and veld.kolommen_vrij:
        yield place, "heeft een schaal én eigen kolommen. Kies een van beide."
    elif veld.schaal:
        yield from _opties(veld.schaal, place)
    elif not veld.kolommen_vrij:
        yield place, "voeg een schaal of een kolom toe."
    yield from kolom_problems(veld.kolommen_vrij, place, needed=False)
    # An added row keeps its own name under "label", beside its columns.
    if any(kolom.key == "label" for kolom in veld.kolommen_vrij):
        yield place, "een kolom is beschadigd. Haal die weg en maak hem opnieuw."
    yield from _most(len(veld.rijen), limits.MATRIXRIJEN, place, "rijen")
    yield from _between(veld.max_extra, limits.MAX_EXTRA, place, "het hoogste aantal extra rijen")
    keys: set[str] = set()
    for number, rij in enumerate(veld.rijen, 1):
        own = f"{place}, rij {named(rij.label, number)}"
        if not rij.label:
            yield own, "geef deze rij een naam."
        yield from _key(rij.key, own, "deze rij", keys)


def _key(key: str, place: str, what: str, seen: set[str]) -> Iterator[Gevonden]:
    if not KEY.fullmatch(key):
        yield place, f"{what} is beschadigd. Haal dit weg en maak het opnieuw."
    elif key in seen:
        yield place, f"{what} {_COPIED}"
    seen.add(key)


def _most(number: int, most: int, place: str, what: str) -> Iterator[Gevonden]:
    if number > most:
        yield place, f"heeft {number} {what}; er passen er hoogstens {most}."


def _between(value: int, bounds: tuple[int, int], place: str, what: str) -> Iterator[Gevonden]:
    low, high = bounds
    if not low <= value <= high:
        yield place, f"{what} is {low} tot en met {high}; hier staat {value}."


def _range(minimum: int | None, maximum: int | None, place: str) -> Iterator[Gevonden]:
    for number in (minimum, maximum):
        if number is not None:
            yield from _between(number, limits.GETAL, place, "een grens")
    if minimum is not None and maximum is not None and minimum > maximum:
        yield place, f"het laagste getal ({minimum}) is hoger dan het hoogste ({maximum})."
