"""The reasons of this part of the room against adopting: nothing frozen, changed since, not discussed, not heard, no advice, not complete.

What the law asks, of which education and since which day, is data that editors keep (formats/law_models.py): when a demand begins to hold on
1 August, it counts for what is adopted on that day and later.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse

from formats.answers import answered
from formats.conditions import asked, flat
from formats.law import Element, demanded, places_by_code
from formats.law_models import elementen
from formats.progress import missing
from formats.schema import FormatSchema

from .belemmeringen import Belemmering, Voornemen
from .models import Moment
from .models.versie import digest
from .onderdelen import FACTOREN, in_place, plan
from .snapshot import compose

# Elements that the room answers itself, and where in a frozen content it does.
OWN_ANSWERS = {"inbreng_leerling", "overleg_ouders", "instemming_handelingsdeel", "evaluatie"}
HEARING, OVERLEG = "inbreng_leerling", "overleg_ouders"
# A deed and no part of the text, so no element that a format needs a place for: data of the same shape, kept here.
ADVIES = Element(
    "advies_cvb", "Advies van de Commissie voor de Begeleiding", ("so", "vso"), bron="WEC art. 41a", geldig_vanaf=date(2014, 8, 1)
)


def sent_and_current(voornemen: Voornemen) -> Iterator[Belemmering]:
    """A version was frozen in this round, and says what the OPP says now: nobody adopts what was not shown to parents."""
    if voornemen.versie is None:
        yield Belemmering("geen_concept", "Er is nog geen concept naar de ouders gestuurd.", adres=_page(voornemen, "versturen"))
    elif not voornemen.opp.van_elders and digest(compose(voornemen.geopend, voornemen.opp)) != voornemen.versie.sha256:
        yield Belemmering(
            "gewijzigd",
            "Er is iets veranderd na het laatste concept. Stuur eerst een nieuw concept: zo stelt u vast wat de ouders hebben gelezen.",
            adres=_page(voornemen, "versturen"),
        )


def discussed(voornemen: Voornemen) -> Iterator[Belemmering]:
    """WPO 40a lid 2 and 4, WEC 41a, WVO 2020 2.44: op overeenstemming gericht overleg before adopting and before adjusting."""
    element = _demanded(voornemen).get(OVERLEG)
    if element is not None and not voornemen.opp.besprekingen.filter(ronde=voornemen.ronde).exists():
        yield Belemmering(
            "niet_besproken",
            "Het concept is nog niet met de ouders besproken. De wet vraagt overleg, gericht op overeenstemming.",
            element.bron,
            _page(voornemen, "bespreken"),
        )


def heard(voornemen: Voornemen) -> Iterator[Belemmering]:
    """Hoorrecht at opstellen and at bijstellen, since 1-8-2025 (dossier 2.5), and what was done with it: not a tick box."""
    element = _demanded(voornemen).get(HEARING)
    if element is None:
        return
    wanted = [Moment.OPSTELLEN] if voornemen.ronde == 0 else [Moment.BIJSTELLEN, Moment.EVALUEREN]
    rows = voornemen.opp.hoormomenten.filter(ronde=voornemen.ronde, moment__in=wanted, vervangen_door__isnull=True)
    if not rows.exists():
        doing = "opstellen" if voornemen.ronde == 0 else "bijstellen"
        tekst = f"De leerling is bij het {doing} nog niet gehoord. Leg vast wat de leerling zei, of waarom de leerling niet wil of kan."
        yield Belemmering("niet_gehoord", tekst, element.bron, _page(voornemen, "horen"))
    elif rows.filter(uitkomst="gehoord", opvolgingen__isnull=True).exists():
        tekst = "Er staat nog niet bij wat de school deed met wat de leerling zei."
        yield Belemmering("inbreng_zonder_gevolg", tekst, element.bron, _page(voornemen, "horen"))


def advised(voornemen: Voornemen) -> Iterator[Belemmering]:
    """WEC 41a: in (v)so the Commissie voor de Begeleiding advises before an OPP is adopted or adjusted."""
    wanted = demanded(voornemen.opp.onderwijstype, voornemen.datum, [ADVIES])
    if wanted and not voornemen.opp.adviezen.filter(ronde=voornemen.ronde, datum__lte=voornemen.datum).exists():
        tekst = "De Commissie voor de Begeleiding heeft nog geen advies gegeven."
        yield Belemmering("geen_advies", tekst, ADVIES.bron, _page(voornemen, "advies"))


def complete(voornemen: Voornemen) -> Iterator[Belemmering]:
    """What the law demands to be in an OPP stands in it (dossier 2.3), and so does what the format cannot do without."""
    versie = voornemen.versie
    if versie is None or versie.format_versie is None:
        return
    schema = plan(versie.format_versie.schema.for_variant(versie.variant))
    content = versie.opened()
    lacking = [veld.label for deel in schema.delen for _sectie, veld in missing(schema, deel, content["antwoorden"]) if not in_place(veld)]
    if lacking:
        names = ", ".join(f"“{label}”" for label in lacking[:5]) + (" en meer" if len(lacking) > 5 else "")
        yield Belemmering("onvolledig", f"Nog niet ingevuld: {names}.", adres=_page(voornemen, "opp"))
    for element in _demanded(voornemen).values():
        if element.eis == "altijd" and element.code not in OWN_ANSWERS and not _found(element, schema, content):
            yield Belemmering(f"wet_{element.code}", f"De wet vraagt: {element.naam.lower()}. Dat staat er nog niet in.", element.bron)


def _found(element: Element, schema: FormatSchema, content: dict[str, object]) -> bool:
    """Whether a frozen content says something about an element: in a question that names it, or where the room keeps it."""
    answers = content["antwoorden"]
    per_sectie = answers if isinstance(answers, dict) else {}
    alles = flat(per_sectie)
    for plek in places_by_code(schema).get(element.code, ()):
        _deel, sectie, veld = schema.place_by_key[plek.key]
        if asked(veld, schema, alles) and answered(veld, per_sectie.get(sectie.key, {})):
            return True
    return _kept(element.code, content)


def _kept(code: str, content: dict[str, object]) -> bool:
    outlook = content.get("perspectief")
    factoren = content.get("factoren")
    ways = {factor["richting"] for factor in factoren} if isinstance(factoren, list) else set()
    if code in ("uitstroombestemming", "onderbouwing") and isinstance(outlook, dict):
        return bool((outlook["bestemming"] or outlook["nog_niet"]) if code == "uitstroombestemming" else outlook["onderbouwing"])
    if code in FACTOREN:
        return FACTOREN[code] in ways
    return False


def _demanded(voornemen: Voornemen) -> dict[str, Element]:
    found: Iterable[Element] = demanded(voornemen.opp.onderwijstype, voornemen.datum, elementen())
    return {element.code: element for element in found}


def _page(voornemen: Voornemen, naam: str) -> str:
    return reverse(f"opp:{naam}", args=[voornemen.geopend.groeidocument.pk, voornemen.opp.pk])
