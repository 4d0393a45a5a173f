"""The formats of one OPP page as visitors choose from them: grouped by kind, narrowed by education and thema in the address."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from formats.models import Soort

from .forms import ONDERWIJSTYPEN

if TYPE_CHECKING:
    from .models import FormatPage, OppIndexPage
    from .uitleg import OppUitlegPage

# In the order in which a school looks for them.
KOPPEN = {
    Soort.OPP: "Ontwikkelingsperspectief (OPP)",
    Soort.GROEIDOCUMENT: "Groeidocument",
    Soort.FORMULIER: "Formulieren erbij",
}


@dataclass
class Aanbod:
    """What was asked, and the formats that fit, per kind: (code, heading, pages)."""

    onderwijs: str = ""
    thema: str = ""
    groepen: list[tuple[str, str, list["FormatPage"]]] = field(default_factory=list)
    onbekend: bool = False
    totaal: int = 0

    @property
    def aantal(self) -> int:
        """How many formats fit."""
        return sum(len(pages) for _code, _kop, pages in self.groepen)

    @property
    def is_filtered(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.onderwijs or self.thema)


def choose(pages: Iterable["FormatPage"], themas: Iterable["OppUitlegPage"], query: Any) -> Aanbod:
    """The formats for one kind of education and one thema; what the address names and is not there, is left out and said so.

    A format without kinds of education is for all of them. A thema is a page of explanation, known by its slug, with the formats ticked on it.
    """
    pages = list(pages)
    by_slug = {thema.slug: thema for thema in themas}
    asked = {name: query.get(name, "") for name in ("onderwijs", "thema")}
    made = Aanbod(
        onderwijs=asked["onderwijs"] if asked["onderwijs"] in dict(ONDERWIJSTYPEN) else "",
        thema=asked["thema"] if asked["thema"] in by_slug else "",
        totaal=len(pages),
    )
    made.onbekend = bool((asked["onderwijs"] and not made.onderwijs) or (asked["thema"] and not made.thema))
    in_thema = _ticked(by_slug[made.thema]) if made.thema else None
    fit = [
        page
        for page in pages
        if (not made.onderwijs or not page.onderwijstypen or made.onderwijs in page.onderwijstypen)
        and (in_thema is None or page.pk in in_thema)
    ]
    groups = ((soort, kop, [page for page in fit if page.soort == soort]) for soort, kop in KOPPEN.items())
    made.groepen = [(soort.value, kop, group) for soort, kop, group in groups if group]
    return made


def explanation(index: "OppIndexPage") -> tuple[list["OppUitlegPage"], list["OppUitlegPage"]]:
    """The public pages of explanation under this OPP page, and its themes."""
    from .uitleg import OppUitlegPage, Uitlegsoort

    pages = list(OppUitlegPage.objects.child_of(index).live().public().order_by("path").defer("inhoud"))
    themas = [page for page in pages if page.soort == Uitlegsoort.THEMA]
    return [page for page in pages if page not in themas], themas


def _ticked(thema: "OppUitlegPage") -> set[int]:
    return set(type(thema).formats.through.objects.filter(oppuitlegpage=thema).values_list("formatpage_id", flat=True))
