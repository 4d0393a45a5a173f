"""What of the documents can go along to a next groeidocument, and taking it there: sealed anew with the other file's key, origin beside it."""

from django.utils import timezone
from django.utils.formats import date_format

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.kamers import Keuze
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.judging import Judged
from groeidocumenten.inhoud.models import open_from, seal_into

from .actions import name_readers
from .listing import Stuk, documents_for
from .models import Document, Documentversie
from .sealing import contents, describe, keep


def offers(geopend: GeopendDossier) -> list[Keuze]:
    """Every document that this viewer may read; nothing is chosen beforehand: what is not needed any more stays behind (dossier 1.10)."""
    return [Keuze(str(stuk.document.pk), stuk.naam, "Documenten", _said(stuk)) for stuk in documents_for(geopend)]


def carry(van: GeopendDossier, naar: GeopendDossier, keys: list[str]) -> None:
    """Copy the newest version of the chosen documents; a key of something that this viewer may not read copies nothing."""
    wanted = set(keys)
    for stuk in documents_for(van):
        if str(stuk.document.pk) in wanted:
            copy = _copied(stuk, van, naar)
            note(Handeling.DOCUMENT_ERBIJ, naar, str(copy.pk))


def _copied(stuk: Stuk, van: GeopendDossier, naar: GeopendDossier) -> Document:
    old = stuk.document
    chapters = {deel.key for deel in naar.schema.delen}
    new = Document(
        groeidocument=naar.groeidocument,
        soort=old.soort,
        hoofdstuk=old.hoofdstuk if old.hoofdstuk in chapters else "",
        ingedeeld=old.ingedeeld,
        klasse=old.klasse,
        eigenaar=old.eigenaar,
        geldig_tot=old.geldig_tot,
        door=old.door,
        op=old.op,
    )
    begun = date_format(timezone.localtime(van.groeidocument.gestart_op), "j F Y")
    origin = stuk.herkomst or f"“{van.groeidocument.format_versie.format.titel}”, gestart op {begun}"
    for name, value in (("naam", stuk.door), ("omschrijving", stuk.omschrijving), ("herkomst", origin)):
        seal_into(new, name, value)
    new.save(force_insert=True)
    name_readers(new, old.lezers.values_list("gebruiker_id", flat=True))
    _copy_version(stuk, new)
    return new


def _copy_version(stuk: Stuk, new: Document) -> None:
    picture = contents(stuk.versie, beeld=True) if stuk.versie.beeld_soort else b""
    judged = Judged(stuk.naam, stuk.versie.soort, contents(stuk.versie), stuk.versie.paginas, picture, stuk.versie.beeld_soort)
    versie = Documentversie(document=new, nummer=1, door=stuk.versie.door, op=stuk.versie.op)
    describe(versie, judged)
    seal_into(versie, "bestandsnaam", stuk.naam)
    seal_into(versie, "naam", open_from(stuk.versie, "naam"))
    versie.save(force_insert=True)
    keep(versie, judged)


def _said(stuk: Stuk) -> str:
    words = [stuk.soort, stuk.deel, stuk.klasse, f"toegevoegd op {date_format(timezone.localtime(stuk.op), 'j F Y')}"]
    if stuk.verlopen and stuk.geldig_tot:
        words.append(f"verlopen op {date_format(stuk.geldig_tot, 'j F Y')}")
    return ", ".join(word for word in words if word)
