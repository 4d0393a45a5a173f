"""What must be right in conditions: their source exists, is not hidden by them, and can give the answers they wait for. rules.py asks it.

A condition on a question that the format lacks hides nothing and never tells; one that waits for an answer nobody can give hides for ever.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from . import limits
from .base import Voorwaarde
from .format import FormatSchema
from .places import short
from .rules_kinds import Gevonden
from .velden import (
    AnyVeld,
    Bank,
    Berekend,
    Gegeven,
    Getal,
    Groepkeuze,
    JaNee,
    Keuze,
    KorteTekst,
    Meerkeuze,
    PictogramKeuze,
    Toelichting,
)

_EQUAL = ("is", "is_niet")
_NUMERIC = ("minstens", "hoogstens")


def condition_problems(
    voorwaarden: Sequence[Voorwaarde], place: str, what: str, inside: set[str], schema: FormatSchema
) -> Iterator[Gevonden]:
    """What is wrong with the conditions of one part, section or field.

    Args:
        what: "dit deel", "deze sectie" or "deze vraag".
        inside: keys of the questions that these conditions hide; none of them can be the source.
    """
    if len(voorwaarden) > limits.VOORWAARDEN:
        yield place, f"heeft {len(voorwaarden)} voorwaarden; er passen er hoogstens {limits.VOORWAARDEN}."
    for voorwaarde in voorwaarden:
        source = schema.veld_by_key.get(voorwaarde.bron)
        if source is None:
            yield place, "de voorwaarde kijkt naar een vraag die er niet meer is. Kies een andere vraag of haal de voorwaarde weg."
        elif voorwaarde.bron in inside:
            yield (
                place,
                f"de voorwaarde kijkt naar {'zichzelf' if what == 'deze vraag' else f'een vraag in {what} zelf'}. Kies een andere vraag.",
            )
        else:
            yield from _comparison(voorwaarde, source, place)


def _comparison(voorwaarde: Voorwaarde, source: AnyVeld, place: str) -> Iterator[Gevonden]:
    name = f"‘{short(source.label)}’"
    if isinstance(source, Berekend | Toelichting):
        yield place, f"de voorwaarde kijkt naar {name}, maar daar geeft niemand antwoord op. Kies een andere vraag."
        return
    suits = _suits(source)
    if voorwaarde.vergelijking not in suits:
        words = {"is": "‘is’", "is_niet": "‘is niet’", "minstens": "‘minstens’", "hoogstens": "‘hoogstens’"}[voorwaarde.vergelijking]
        yield place, f"de voorwaarde op {name} kan niet met {words} vergelijken. Kies ‘is ingevuld’ of ‘is leeg’, of een andere vraag."
        return
    if voorwaarde.vergelijking in ("gevuld", "leeg"):
        return
    if not voorwaarde.waarden or not all(voorwaarde.waarden):
        yield place, f"vul in met welk antwoord op {name} de voorwaarde vergelijkt."
    if len(voorwaarde.waarden) > limits.WAARDEN:
        yield place, f"de voorwaarde op {name} noemt meer dan {limits.WAARDEN} antwoorden."
    if voorwaarde.vergelijking in _NUMERIC:
        if len(voorwaarde.waarden) > 1 or not all(is_number(waarde) for waarde in voorwaarde.waarden):
            yield place, f"de voorwaarde op {name} heeft één getal nodig."
        return
    yield from _given(voorwaarde, source, place, name)


def _given(voorwaarde: Voorwaarde, source: AnyVeld, place: str, name: str) -> Iterator[Gevonden]:
    """Values to be equal to must be answers that the source can give."""
    possible = _answers(source)
    for waarde in voorwaarde.waarden:
        if possible is not None and waarde not in possible:
            yield place, f"de voorwaarde wacht op ‘{short(waarde)}’, maar dat is geen antwoord bij {name}. Kies het antwoord opnieuw."
        elif isinstance(source, Getal) and ("," in waarde or not is_number(waarde)):
            yield place, f"de voorwaarde wacht op ‘{short(waarde)}’, maar {name} is een getal (schrijf 3.5 met een punt)."


def _suits(source: AnyVeld) -> tuple[str, ...]:
    """How an answer to this question can be compared (formats/conditions.py says what each comparison does)."""
    always = ("gevuld", "leeg")
    match source:
        case Getal():
            return (*always, *_EQUAL, *_NUMERIC)
        case Keuze() if source.opties and all(is_number(optie) for optie in source.opties):
            return (*always, *_EQUAL, *_NUMERIC)
        case Keuze() | Meerkeuze() | PictogramKeuze() | Groepkeuze() | JaNee() | Bank() | KorteTekst() | Gegeven():
            return (*always, *_EQUAL)
    return always


def _answers(source: AnyVeld) -> set[str] | None:
    """Every answer that the question can get; None when people may write their own."""
    match source:
        case JaNee():
            return {"ja", "nee"}
        case Keuze() | Meerkeuze():
            return None if source.anders else set(source.opties)
        case PictogramKeuze() | Groepkeuze():
            return {optie.label for optie in source.opties}
        case Bank():
            return {item.label for item in source.items}
    return None


def is_number(text: str) -> bool:
    """Whether a text is one finite number, with a full stop or a comma."""
    try:
        return Decimal(text.replace(",", ".")).is_finite()
    except InvalidOperation:
        return False
