"""What the deeds of this room are called for whoever is told of them (`dossiers.melden`): each judged by what this viewer reads now."""

from django.urls import reverse

from formats.schema import Deel
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.kamers import Daad, Melding
from groeidocumenten.dossiers.models import Handeling

from .correcties import correcties
from .inbreng import Stuk, voorstellen
from .notities import notities


def _ready(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _chapter(geopend, daad.onderwerp, "een hoofdstuk dat klaar is")


def _saved(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """What others filled in, for the school; that the school writes is told when a hoofdstuk is ready."""
    if geopend.lezer != "school" or daad.rol == "school":
        return None
    sections = {sectie.key: deel for deel in geopend.hoofdstukken for sectie in deel.secties}
    deel = sections.get(daad.onderwerp)
    return _at(geopend, deel, "nieuwe antwoorden van een ander") if deel else None


def _added(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _chapter(geopend, daad.onderwerp, "een aanvulling")


def _suggested(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _stuk(geopend, voorstellen(geopend), daad, "een voorstel", "inhoud:voorstel") if geopend.lezer == "school" else None


def _suggestion_answered(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    mine = [one for one in voorstellen(geopend) if one.eigen]
    return _stuk(geopend, mine, daad, "een antwoord op een eigen voorstel", "inhoud:voorstel")


def _correction_asked(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _stuk(geopend, correcties(geopend), daad, "een verzoek om correctie", "inhoud:correctie") if geopend.lezer == "school" else None


def _correction_answered(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    mine = [one for one in correcties(geopend) if one.eigen]
    return _stuk(geopend, mine, daad, "een antwoord op een eigen verzoek om correctie", "inhoud:correctie")


def _view_added(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    row = geopend.groeidocument.zienswijzen.filter(pk=daad.pk).select_related("verzoek").first()
    return _chapter(geopend, row.verzoek.hoofdstuk, "een zienswijze") if row else None


def _came_late(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """What a guest sent when the time was over, for who decides what happens with it."""
    wat = "tekst van een gast die te laat binnenkwam"
    return Melding(wat, reverse("inhoud:nagekomen", args=[geopend.groeidocument.pk])) if geopend.begeleidt else None


def _note_shared(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    shared = any(str(one.pk) == daad.onderwerp and not one.eigen for one in notities(geopend))
    return Melding("een notitie die is gedeeld", reverse("inhoud:notities", args=[geopend.groeidocument.pk])) if shared else None


def _stuk(geopend: GeopendDossier, stukken: list[Stuk], daad: Daad, wat: str, page: str) -> Melding | None:
    for one in stukken:
        if str(one.pk) == daad.onderwerp and one.staat != "ingetrokken":
            return Melding(wat, reverse(page, args=[geopend.groeidocument.pk, one.hoofdstuk, one.pk]))
    return None


def _chapter(geopend: GeopendDossier, key: str, wat: str) -> Melding | None:
    deel = next((one for one in geopend.hoofdstukken if one.key == key), None)
    return _at(geopend, deel, wat) if deel else None


def _at(geopend: GeopendDossier, deel: Deel, wat: str) -> Melding:
    return Melding(wat, reverse("inhoud:hoofdstuk", args=[geopend.groeidocument.pk, deel.key]))


MELDT = {
    Handeling.DEEL_KLAAR: _ready,
    Handeling.BEWAARD: _saved,
    Handeling.AANGEVULD: _added,
    Handeling.VOORSTEL: _suggested,
    Handeling.VOORSTEL_BESLIST: _suggestion_answered,
    Handeling.CORRECTIEVERZOEK: _correction_asked,
    Handeling.CORRECTIE_BESLIST: _correction_answered,
    Handeling.ZIENSWIJZE: _view_added,
    Handeling.NOTITIE_GEDEELD: _note_shared,
    Handeling.NAGEKOMEN: _came_late,
}
