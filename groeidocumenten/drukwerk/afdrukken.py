"""What can be printed of a frozen version, for whom, and under which name. One table: the buttons, the addresses and the door's answer come from it."""

from collections.abc import Callable
from dataclasses import dataclass

from formats.papier.pdf import PrintDocument, PrintResult, render
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.opp.models import OppVersie

from .bundel import bundle_document
from .document import handelingsdeel_document, opp_document
from .handtekeningen import sheet_document
from .kindplan import render_kindplan

Maker = Callable[[GeopendDossier, OppVersie], PrintResult]
# An adult reads the whole exchange when there is nobody else between them and the school: parents, and the pupil from 18.
OVERLEG = ("school", "ouder")


@dataclass(frozen=True)
class Afdruk:
    """One kind of print. `naam` is its address and begins the name of its file; `knop` and `uitleg` are for adults, `kind_…` for the pupil."""

    naam: str
    knop: str
    uitleg: str
    maak: Maker
    kind_knop: str = ""
    kind_uitleg: str = ""
    lezers: tuple[str, ...] = ("school", "ouder", "leerling", "deskundige")
    # Whether it needs text: a version that is a file has none.
    van_tekst: bool = True

    def knop_voor(self, lezer: str) -> str:
        """What its button says to this reader."""
        return self.kind_knop or self.knop if lezer == "leerling" else self.knop

    def uitleg_voor(self, lezer: str) -> str:
        """What it is, for this reader."""
        return self.kind_uitleg or self.uitleg if lezer == "leerling" else self.uitleg


def _printed(make: Callable[[GeopendDossier, OppVersie], PrintDocument]) -> Maker:
    return lambda geopend, versie: render(make(geopend, versie), lege_weglaten=True)


AFDRUKKEN = {
    afdruk.naam: afdruk
    for afdruk in (
        Afdruk(
            "opp",
            "Download het hele OPP",
            "Alles wat erin staat, om te lezen of te bewaren.",
            _printed(opp_document),
            "Download het hele plan",
            "Alles wat in je plan staat.",
        ),
        Afdruk(
            "handelingsdeel",
            "Download het handelingsdeel",
            "Alleen de begeleiding, de doelen en de afspraken. Hierover gaat de instemming.",
            _printed(handelingsdeel_document),
            "Download wat we gaan doen",
            "Alleen wat de school met jou gaat doen.",
        ),
        Afdruk(
            "mijn-plan",
            "Download “Mijn plan”",
            "Eén bladzijde in de taal van een kind, met plaatjes.",
            render_kindplan,
            "Download mijn plan",
            "Jouw plan op één bladzijde, met plaatjes.",
        ),
        Afdruk(
            "tekenblad",
            "Download het tekenblad",
            "Om op papier te ondertekenen, en om te zien wat is getekend.",
            _printed(sheet_document),
            "Download het blad om te tekenen",
            "Hier kun je je handtekening op zetten.",
            ("school", "ouder", "leerling"),
            van_tekst=False,
        ),
        Afdruk(
            "bundel",
            "Download de bundel van het overleg",
            "Alle versies, opmerkingen, antwoorden, verschillen, agenda’s en gesprekken bij elkaar.",
            _printed(bundle_document),
            lezers=OVERLEG,
            van_tekst=False,
        ),
    )
}


def for_reader(geopend: GeopendDossier, versie: OppVersie) -> list[Afdruk]:
    """What this viewer can print of a version."""
    return [afdruk for afdruk in AFDRUKKEN.values() if is_there(afdruk, geopend, versie)]


def is_there(afdruk: Afdruk, geopend: GeopendDossier, versie: OppVersie) -> bool:
    """Whether there is such a print of this version for this viewer. A guest comes into an OPP only with the whole file."""
    if not geopend.heel or geopend.lezer not in _readers(afdruk, geopend):
        return False
    if afdruk.naam == "handelingsdeel" and not versie.sha256_handelingsdeel:
        return False
    return versie.format_versie is not None or not afdruk.van_tekst


def _readers(afdruk: Afdruk, geopend: GeopendDossier) -> tuple[str, ...]:
    """From 18 the pupil is the one whom the school confers with (WEC 41a; BW 1:245)."""
    adult = afdruk.lezers == OVERLEG and geopend.groeidocument.leerling.leeftijd >= 18
    return (*afdruk.lezers, "leerling") if adult else afdruk.lezers
