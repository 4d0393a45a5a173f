"""What the deeds of this room are called for whoever is told of them (`dossiers.melden`): only of talks, reports and afspraken that are theirs to see."""

from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.kamers import Daad, Melding
from groeidocumenten.dossiers.models import Handeling

from .talks import OpenGesprek, short_talks


def _planned(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _talk(geopend, daad.onderwerp, "een gesprek")


def _reported(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """Concept or agreed, for who reads that."""
    talk = _seen(geopend, daad.onderwerp)
    readable = talk is not None and talk.leest_verslag and talk.gesprek.verslag_versie > 0
    return _talk(geopend, daad.onderwerp, "een verslag van een gesprek") if readable else None


def _point(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _under(geopend, daad, ("agendapunten", "tijdvoorstellen"), "een punt of een tijd voor een gesprek")


def _reacted(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """What was said of a report, for who reads reports."""
    said = _talk_of(geopend, daad, ("verslagreacties",))
    talk = _seen(geopend, said) if said else None
    return _talk(geopend, said, "een reactie op een verslag") if said and talk is not None and talk.leest_verslag else None


def _agreed_on(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """Only for whose afspraak it is."""
    row = geopend.groeidocument.afspraken.filter(pk=daad.pk, van_wie=geopend.viewer.user.pk, gedaan_op__isnull=True).first()
    talk = _seen(geopend, str(row.gesprek_id)) if row else None
    return _talk(geopend, str(talk.gesprek.pk), "een eigen afspraak") if talk is not None and talk.leest_afspraken else None


def _under(geopend: GeopendDossier, daad: Daad, kinds: tuple[str, ...], wat: str) -> Melding | None:
    found = _talk_of(geopend, daad, kinds)
    return _talk(geopend, found, wat) if found else None


def _talk_of(geopend: GeopendDossier, daad: Daad, kinds: tuple[str, ...]) -> str:
    """The talk that a row of one of these kinds hangs on, as text; empty when there is no such row."""
    for kind in kinds:
        found = getattr(geopend.groeidocument, kind).filter(pk=daad.pk).values_list("gesprek_id", flat=True).first()
        if found:
            return str(found)
    return ""


def _talk(geopend: GeopendDossier, pk: str, wat: str) -> Melding | None:
    talk = _seen(geopend, pk)
    return Melding(wat, reverse("gesprekken:gesprek", args=[geopend.groeidocument.pk, pk])) if talk is not None else None


def _seen(geopend: GeopendDossier, pk: str) -> OpenGesprek | None:
    return next((talk for talk in short_talks(geopend) if str(talk.gesprek.pk) == pk), None)


MELDT = {
    Handeling.GESPREK_BEWAARD: _planned,
    Handeling.VERSLAG: _reported,
    Handeling.AGENDAPUNT: _point,
    Handeling.AANGEVULD: _reacted,
    Handeling.AFSPRAAK: _agreed_on,
}
