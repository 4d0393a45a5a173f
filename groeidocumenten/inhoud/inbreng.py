"""What parents, the pupil and others bring in about text that is not theirs: suggestions, and how the school answered them.

A suggestion is seen by its writer and by the school, and stays so after the answer. Who may not read the field any more, does not find it either.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from formats.answers import HERKOMST, stored
from formats.schema import AnyVeld, KorteTekst, LangeTekst, OpgemaakteTekst, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note, touch
from groeidocumenten.dossiers.models import Handeling

from .actions import Saved, save_section, saved_section, sign
from .models import Voorstel, open_from, seal_into
from .models.inbreng import Inbreng
from .stemmen import wrote
from .visible import merged

ANSWERED = "Hier is al op geantwoord. Kijk wat er nu staat."


@dataclass(frozen=True)
class Stuk:
    """Something that was brought in, opened; `staat` is a word for the column and `staat_tekst` for people."""

    pk: UUID
    hoofdstuk: str
    sectie: str
    veld: str
    label: str
    naam: str
    op: datetime
    tekst: str
    staat: str
    staat_tekst: str
    eigen: bool
    antwoord: str = ""
    beslist_naam: str = ""
    beslist_op: datetime | None = None
    origineel: str = ""
    nieuw: str = ""
    # Before when the school has to answer (AVG 12 lid 3), and the own view of who was refused.
    uiterlijk: datetime | None = None
    zienswijze: str = ""
    zienswijze_op: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return self.staat == "open"


def read_stuk(row: Inbreng, geopend: GeopendDossier, label: str, **more: Any) -> Stuk:
    """A row with its texts."""
    return Stuk(
        pk=row.pk,
        hoofdstuk=row.hoofdstuk,
        sectie=row.sectie,
        veld=row.veld,
        label=label,
        naam=open_from(row, "naam"),
        op=row.op,
        tekst=open_from(row, "tekst"),
        staat=row.staat,  # type: ignore[attr-defined]  # every kind has its own
        staat_tekst=row.get_staat_display(),  # type: ignore[attr-defined]
        eigen=wrote(row, geopend),
        antwoord=open_from(row, "antwoord") if row.antwoord else "",
        beslist_naam=open_from(row, "beslist_naam") if row.beslist_naam else "",
        beslist_op=row.beslist_op,
        **more,
    )


def visible_fields(geopend: GeopendDossier) -> dict[str, AnyVeld]:
    """The fields that this viewer may read now, by key."""
    return {veld.key: veld for velden in geopend.velden.values() for veld in velden}


def may_suggest(geopend: GeopendDossier, veld: AnyVeld) -> bool:
    """Whether this viewer can suggest another text for a visible field: a text that somebody else fills in.

    A guest suggests words for the school and for experts, never in the place of a parent or the pupil.
    """
    if geopend.lezer == "deskundige" and veld.invuller not in ("school", "deskundige"):
        return False
    return geopend.mag(Recht.AANVULLEN) and not geopend.fills(veld) and isinstance(veld, KorteTekst | LangeTekst | OpgemaakteTekst)


def voorstellen(geopend: GeopendDossier, hoofdstuk: str | None = None) -> list[Stuk]:
    """The suggestions that this viewer may see, oldest first, answered or not; one query. For screen and print.

    Args:
        hoofdstuk: only those of this hoofdstuk.
    """
    fields = visible_fields(geopend)
    rows = geopend.groeidocument.voorstellen.filter(veld__in=fields)
    if hoofdstuk is not None:
        rows = rows.filter(hoofdstuk=hoofdstuk)
    seen = (row for row in rows if geopend.lezer == "school" or wrote(row, geopend))
    return [_read(row, geopend, fields) for row in seen]


def voorstel(geopend: GeopendDossier, hoofdstuk: str, pk: UUID) -> Stuk | None:
    """One suggestion; None for everything that this viewer may not see."""
    return next((one for one in voorstellen(geopend, hoofdstuk) if one.pk == pk), None)


def _read(row: Voorstel, geopend: GeopendDossier, fields: dict[str, AnyVeld]) -> Stuk:
    return read_stuk(row, geopend, fields[row.veld].label, origineel=open_from(row, "origineel"), nieuw=open_from(row, "nieuw"))


@transaction.atomic
def suggest(*, geopend: GeopendDossier, hoofdstuk: str, sectie: Sectie, veld: AnyVeld, nieuw: str, reden: str, verzoek: UUID) -> None:
    """Suggest another text for a field.

    Args:
        veld: a field for which `may_suggest` holds.
        verzoek: the form's one-time id; a repeated post makes nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if the text is the one that stands there, or `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.AANVULLEN)
    if geopend.groeidocument.voorstellen.filter(pk=verzoek).exists():
        return
    origineel = stored(veld, saved_section(geopend, sectie).antwoorden)
    if nieuw == origineel:
        raise ValidationError("Dit is de tekst die er al staat. Verander wat u anders wilt.")
    row = Voorstel(pk=verzoek, groeidocument=geopend.groeidocument, hoofdstuk=hoofdstuk, sectie=sectie.key, veld=veld.key)
    for name, text in (("tekst", reden), ("origineel", origineel), ("nieuw", nieuw)):
        seal_into(row, name, text)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    touch(geopend)
    note(Handeling.VOORSTEL, geopend, str(row.pk))


@transaction.atomic
def accept(*, geopend: GeopendDossier, sectie: Sectie, veld: AnyVeld, pk: UUID, versie: int) -> Saved:
    """Put a suggested text in the place of the school's. Its origin says whose suggestion it was.

    Args:
        versie: the version of the section that was shown beside the suggestion.

    Raises:
        AccessOver: if the right ended.
        Conflict: if the section was saved since.
        ValidationError: if it was answered already.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    row = _open_row(geopend, pk, veld.key)
    nieuw, now = open_from(row, "nieuw"), timezone.now()
    before = saved_section(geopend, sectie).antwoorden
    origin = {"waarde": nieuw, "bron": f"een voorstel van {open_from(row, 'naam')}", "op": timezone.localdate(now).isoformat()}
    after = merged(before, {veld.key: nieuw, HERKOMST: {veld.key: origin}}, [veld], geopend.lezer)
    saved = save_section(geopend=geopend, sectie=sectie, antwoorden=after, versie=versie)
    _answer(geopend, row, Voorstel.Staat.OVERGENOMEN, "")
    return saved


@transaction.atomic
def decline(*, geopend: GeopendDossier, veld: AnyVeld, pk: UUID, reden: str) -> None:
    """Leave the school's text as it is, and say why.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if it was answered already.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    _answer(geopend, _open_row(geopend, pk, veld.key), Voorstel.Staat.AFGEWEZEN, reden)


@transaction.atomic
def withdraw_voorstel(*, geopend: GeopendDossier, veld: AnyVeld, pk: UUID) -> None:
    """Take back an own suggestion that was not answered yet.

    Raises:
        AccessOver: if the right ended, or it is somebody else's.
        ValidationError: if it was answered already.
    """
    geopend.reopen(Recht.AANVULLEN)
    row = _open_row(geopend, pk, veld.key)
    if not wrote(row, geopend):
        raise ValidationError("Dit voorstel is van iemand anders.")
    _answer(geopend, row, Voorstel.Staat.INGETROKKEN, "")


def _open_row(geopend: GeopendDossier, pk: UUID, veld: str) -> Voorstel:
    row = geopend.groeidocument.voorstellen.filter(pk=pk, veld=veld, staat=Voorstel.Staat.OPEN).first()
    if row is None:
        raise ValidationError(ANSWERED)
    return row


def _answer(geopend: GeopendDossier, row: Voorstel, staat: Voorstel.Staat, antwoord: str) -> None:
    row.staat = staat
    sign_answer(row, geopend, antwoord)
    row.save()
    touch(geopend)
    note(Handeling.VOORSTEL_BESLIST, geopend, str(row.pk))


def sign_answer(row: Inbreng, geopend: GeopendDossier, antwoord: str) -> None:
    """Put who answers, when and what into a row that is not stored yet."""
    row.beslist_door, row.beslist_op = None if geopend.viewer.is_guest else geopend.viewer.user, timezone.now()
    seal_into(row, "beslist_naam", geopend.viewer.name)
    if antwoord:
        seal_into(row, "antwoord", antwoord)
