"""Which questions of a format are the handelingsdeel, and which the room answers itself. Derived from the legal elements that a format names.

The law asks for instemming on the handelingsdeel only: the individual guidance (WPO 40a lid 3, WEC 41a, WVO 2020 2.44). There is no instemming
on the expected destination, so a question about that never counts as handelingsdeel, wherever a format puts it.
"""

from collections.abc import Iterator

from formats.answers import has_answer
from formats.schema import AnyVeld, Bank, Deel, FormatSchema, JaNee, Keuze, KorteTekst, Ondertekening, Rijen, Sectie

HANDELING = frozenset({"individuele_begeleiding", "afwijkingen_programma", "wijze_pro"})
PERSPECTIEF = frozenset({"uitstroombestemming", "onderbouwing", "belemmerende_factoren", "bevorderende_factoren"})
# What happens to the plan, and not the plan itself: kept as facts with their dates.
FEITEN = frozenset({"evaluatie", "overleg_ouders", "instemming_handelingsdeel"})
FACTOREN = {"bevorderende_factoren": "bevorderend", "belemmerende_factoren": "belemmerend"}


def handelingsvelden(schema: FormatSchema) -> frozenset[str]:
    """The keys of the questions of the handelingsdeel.

    A part with guidance and without destination is one whole; in a part with both the sections are looked at, and in a section with both the
    single questions.
    """
    return frozenset(veld.key for deel in schema.delen for veld in _of_deel(deel) if not FEITEN & set(veld.wettelijk))


def handelingssecties(schema: FormatSchema) -> frozenset[str]:
    """The keys of the sections that hold questions of the handelingsdeel."""
    fields = handelingsvelden(schema)
    return frozenset(sectie.key for _deel, sectie, veld in schema.velden() if veld.key in fields)


def kept_here(veld: AnyVeld) -> bool:
    """Whether the room keeps the answer to a question itself, under the name of who gave it: factors, destination, hearings, talks, evaluations
    and signatures. The form does not ask it a second time; what the room knows is put in its place.
    """
    codes = set(veld.wettelijk)
    if isinstance(veld, Ondertekening):
        return True
    if isinstance(veld, Bank):
        return bool(codes & set(FACTOREN))
    if isinstance(veld, Keuze | KorteTekst):
        return "uitstroombestemming" in codes
    if isinstance(veld, Rijen):
        return bool(codes & (FEITEN | {"inbreng_leerling"}))
    return isinstance(veld, JaNee) and "instemming_handelingsdeel" in codes


def _of_deel(deel: Deel) -> Iterator[AnyVeld]:
    codes = _codes(deel.secties)
    for sectie in deel.secties if codes & HANDELING else ():
        own = _codes((sectie,))
        if own and own <= FEITEN:
            continue
        if not codes & PERSPECTIEF or (own & HANDELING and not own & PERSPECTIEF):
            yield from (veld for veld in sectie.velden if has_answer(veld) and not isinstance(veld, Ondertekening))
        else:
            yield from (veld for veld in sectie.velden if set(veld.wettelijk) & HANDELING)


def _codes(secties: tuple[Sectie, ...]) -> frozenset[str]:
    return frozenset(code for sectie in secties for veld in sectie.velden for code in veld.wettelijk)
