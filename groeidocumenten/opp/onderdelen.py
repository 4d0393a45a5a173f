"""Which questions of a format are the handelingsdeel, and which the room answers itself. Derived from the legal elements that a format names.

The law asks for instemming on the handelingsdeel only: the individual guidance (WPO 40a lid 3, WEC 41a, WVO 2020 2.44). There is no instemming
on the expected destination, so a question about that never counts as handelingsdeel, wherever a format puts it.
"""

from collections.abc import Iterator

from formats.answers import has_answer
from formats.schema import (
    AnyVeld,
    Bank,
    Deel,
    FormatSchema,
    JaNee,
    Keuze,
    KorteTekst,
    LangeTekst,
    Ondertekening,
    OpgemaakteTekst,
    Rijen,
    Sectie,
)
from groeidocumenten.dossiers.reading import with_velden

HANDELING = frozenset({"individuele_begeleiding", "afwijkingen_programma", "wijze_pro"})
PERSPECTIEF = frozenset({"uitstroombestemming", "onderbouwing", "belemmerende_factoren", "bevorderende_factoren"})
# What happens to the plan, and not the plan itself: kept as facts with their dates.
FEITEN = frozenset({"evaluatie", "overleg_ouders", "instemming_handelingsdeel"})
# Sources that an OPP knows itself; the goals stand beside the format, the others in their places.
VAN_OPP, DOELEN = "opp.", "opp.doelen"
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


def in_place(veld: AnyVeld) -> bool:
    """Whether the room keeps the answer itself and puts it in this place (`projectie`): factors, and what is said of the destination.

    An editor marks a question with a source that begins with "opp." (formats/prefill.py); the destination and factors are known by the law's
    own codes. A text that is about more than factors stays a question.
    """
    codes = set(veld.wettelijk)
    if veld.voorvullen.startswith(VAN_OPP) and veld.voorvullen != DOELEN:
        return True
    if isinstance(veld, Bank | Rijen):
        return bool(codes & set(FACTOREN))
    if isinstance(veld, KorteTekst | LangeTekst | OpgemaakteTekst) and codes and codes <= set(FACTOREN):
        return True
    return isinstance(veld, Keuze | KorteTekst) and "uitstroombestemming" in codes


def beside(veld: AnyVeld) -> bool:
    """Whether the room keeps this beside the format, with more than its rows could hold: goals, hearings, talks, evaluations, signatures."""
    codes = set(veld.wettelijk)
    if veld.voorvullen == DOELEN or isinstance(veld, Ondertekening):
        return True
    if isinstance(veld, Rijen):
        return bool(codes & (FEITEN | {"inbreng_leerling"})) and not codes & set(FACTOREN)
    return isinstance(veld, JaNee) and "instemming_handelingsdeel" in codes


def plan(schema: FormatSchema) -> FormatSchema:
    """The format without what the room keeps beside it; sections in which nothing can be answered any more are gone too."""
    return with_velden(schema, lambda veld: not beside(veld))


def own_blocks_apart(schema: FormatSchema) -> FormatSchema:
    """The format with only what a reader finds in it: destination and factors are shown in blocks of their own, with who brought them in."""
    return with_velden(schema, lambda veld: not beside(veld) and not in_place(veld))


def asked_of(schema: FormatSchema, vult: frozenset[str]) -> FormatSchema:
    """The format with only the questions of these fillers that a form asks, and the texts between them."""
    return with_velden(schema, lambda veld: not has_answer(veld) or (veld.invuller in vult and not beside(veld) and not in_place(veld)))


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
