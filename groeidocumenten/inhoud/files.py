"""Files that belong to an answer: added, given out and removed. Sealed with the file's own key, piece by piece, in the database.

In the database and not on disk: row, pieces and the answer that names them are written in one transaction, so a process that stops
half-way leaves nothing, a confirmed file is in every backup of the rows, and destroying the key of a groeidocument destroys its files too.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from formats.answers import stored
from formats.schema import Bestand, Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note
from groeidocumenten.dossiers.kluis import KluisError
from groeidocumenten.dossiers.models import Handeling

from .actions import newest_rows, saved_sections, sign, write_version
from .filetypes import Accepted
from .models import Bijlage, Bijlagestuk, open_from, seal_into

PIECE = 1024 * 1024


@transaction.atomic
def add_file(*, geopend: GeopendDossier, sectie: Sectie, veld: Bestand, accepted: Accepted, verzoek: UUID) -> None:
    """Keep a file and name it in the answer, or neither.

    Args:
        veld: a visible field that this viewer fills in.
        verzoek: the form's one-time id; a repeated post adds nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if the answer has as many files as it may have, or `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.AANVULLEN)
    groeidocument = geopend.groeidocument
    if groeidocument.bijlagen.filter(pk=verzoek, veld=veld.key).exists():
        return
    row = newest_rows(groeidocument).filter(sectie=sectie.key).first()
    before = open_from(row, "antwoorden") if row else {}
    named = stored(veld, before)
    if len(named) >= veld.max_aantal:
        raise ValidationError(f"Hier passen hoogstens {veld.max_aantal} bestanden. Haal eerst een bestand weg.")
    bijlage = store_file(geopend, veld.key, accepted, verzoek)
    answer = [*named, {"id": str(bijlage.pk), "naam": accepted.naam}]
    write_version(geopend, sectie.key, before | {veld.key: answer}, row.versie if row else 0)
    note(Handeling.BESTAND_ERBIJ, geopend, str(bijlage.pk))


def store_file(geopend: GeopendDossier, veld: str, accepted: Accepted, verzoek: UUID) -> Bijlage:
    """Keep a file, sealed piece by piece, in the transaction of an act that asked the door again; the caller keeps what names it.

    Args:
        veld: the key of the question that it belongs to, or the word of a room that keeps it elsewhere.

    Raises:
        ValidationError: if `verzoek` is the key of something else.
    """
    groeidocument, whole = geopend.groeidocument, accepted.inhoud
    bijlage = Bijlage(pk=verzoek, groeidocument=groeidocument, veld=veld, soort=accepted.soort, grootte=len(whole))
    pieces = [whole[at : at + PIECE] for at in range(0, len(whole), PIECE)]
    bijlage.aantal_stukken = len(pieces)
    seal_into(bijlage, "bestandsnaam", accepted.naam)
    sign(bijlage, geopend)
    with making():
        bijlage.save(force_insert=True)
    for number, piece in enumerate(pieces):
        sealed = groeidocument.kluis.seal_bytes(piece, place=_place(bijlage, number))
        Bijlagestuk.unguarded.create(bijlage=bijlage, volgnummer=number, inhoud=sealed)
    return bijlage


@transaction.atomic
def remove_file(*, geopend: GeopendDossier, sectie: Sectie, veld: Bestand, bijlage: Bijlage) -> None:
    """Take a file out of the answer. It is not given out any more; history keeps it, as it keeps every earlier answer.

    Raises:
        AccessOver: if the right ended.
    """
    geopend.reopen(Recht.AANVULLEN)
    row = newest_rows(geopend.groeidocument).filter(sectie=sectie.key).first()
    before = open_from(row, "antwoorden") if row else {}
    left = [item for item in stored(veld, before) if item["id"] != str(bijlage.pk)]
    if row and len(left) < len(stored(veld, before)):
        write_version(geopend, sectie.key, before | {veld.key: left}, row.versie)
        note(Handeling.BESTAND_WEG, geopend, str(bijlage.pk))


def find_file(geopend: GeopendDossier, deel: Deel, pk: UUID) -> tuple[Sectie, Bestand, Bijlage] | None:
    """A file that an answer in this hoofdstuk names now, in a field that this viewer may see; None for every other id."""
    saved = saved_sections(geopend)
    for sectie in deel.secties:
        for veld in sectie.velden:
            if isinstance(veld, Bestand) and sectie.key in saved and _names(veld, saved[sectie.key].antwoorden, pk):
                row = geopend.groeidocument.bijlagen.filter(pk=pk, veld=veld.key).first()
                return (sectie, veld, row) if row else None
    return None


def contents(bijlage: Bijlage) -> bytes:
    """The file's bytes.

    Raises:
        KluisError: if a piece was changed, moved or taken away.
    """
    pieces = [bytes(stuk.inhoud) for stuk in bijlage.stukken.all()]
    if len(pieces) != bijlage.aantal_stukken:
        raise KluisError("Van dit bestand ontbreekt een stuk.")
    kluis = bijlage.groeidocument.kluis
    return b"".join(kluis.open_bytes(piece, place=_place(bijlage, number)) for number, piece in enumerate(pieces))


def _names(veld: Bestand, antwoorden: dict[str, object], pk: UUID) -> bool:
    return any(item["id"] == str(pk) for item in stored(veld, dict(antwoorden)))


def _place(bijlage: Bijlage, number: int) -> str:
    """A piece belongs to one file, at one place, of so many: none can be swapped or left out unseen."""
    return f"{Bijlagestuk._meta.db_table}|{bijlage.pk}|{number}/{bijlage.aantal_stukken}"
