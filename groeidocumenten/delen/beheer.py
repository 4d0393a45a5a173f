"""Deeds on a link that is there: longer, again for a next meeting, another address, a new contact. Rights and scope never change.

Each asks the door first. A next period makes every earlier code and session worthless; how a code is handed over stands in `pincode_channels`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groeidocumenten.dossiers import access
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.models import Bereik, Deelgrond, Grond, Grondslag, Handeling, LinkRecht, Toegangslink, Toestemming
from groeidocumenten.dossiers.models.toegang import MAX_FOUTEN_TOTAAL

from .actions import RECHTEN, NewLink, email_of, invite
from .dekking import for_same_person
from .gebruik import times_today
from .grenzen import Wens, check_period, check_wens, locked_ground
from .pincode_channels import refuse_code_address
from .secrets import hash_pincode, hash_token, new_pincode, new_token

# Older links are not used again: whoever sits behind the address may have changed (gasten 4.5).
LONGEST_LIFE = timedelta(days=366)
# A day and a link: nobody's mailbox is filled by a button (gasten D20).
MOST_MAILS = 3


@dataclass(frozen=True)
class Periode:
    """From when until when, the end exclusive; None begins now."""

    tot: datetime
    van: datetime | None = None


def why_not_again(link: Toegangslink) -> str:
    """Why a link cannot be used again, or an empty text if it can (gasten 4.5)."""
    if link.ingetrokken_reden == Toegangslink.Reden.GELEKT:
        return "Iemand anders heeft deze link of de pincode gezien. Maak een nieuwe link."
    if link.fouten_totaal >= MAX_FOUTEN_TOTAAL:
        return "Er zijn te veel foute codes ingevuld. Maak een nieuwe link."
    if timezone.now() - link.uitgegeven_op > LONGEST_LIFE:
        return "Deze link is ouder dan een jaar. Maak een nieuwe link."
    return ""


def runs(link: Toegangslink) -> bool:
    """Whether a link is in its period and was not taken back; a lock or a missing ground does not matter here."""
    return link.ingetrokken_op is None and timezone.now() < link.geldig_tot


@transaction.atomic
def extend(*, geopend: GeopendDossier, link: UUID, tot: datetime) -> None:
    """Give a running link a later end, within what its ground and the samenwerkingsverband allow. Sessions go on.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if the link does not run, or the end is not allowed.
    """
    row = _locked(geopend, link)
    if not runs(row):
        raise ValidationError("Deze link is al voorbij. Gebruik hem opnieuw: dan krijgt hij ook een nieuwe pincode.")
    if row.geldig_tot == tot:
        return
    check_period(geopend.groeidocument, locked_ground(geopend, row.grond), LinkRecht(row.recht), None, tot)
    row.geldig_tot, row.herinnerd_op = tot, None
    row.save(update_fields=["geldig_tot", "herinnerd_op"])
    _grant(geopend, row)
    note(Handeling.LINK_VERLENGD, geopend, str(row.pk))


@transaction.atomic
def use_again(*, geopend: GeopendDossier, link: UUID, grond: Deelgrond, periode: Periode, generatie: int) -> NewLink | None:
    """Open an existing link for a next meeting: the same person, rights and scope; a new period, a new pincode, its ground asked again.

    The address in the old mail works again, with the new pincode.

    Args:
        generatie: the one that the form showed; None comes back when the link moved on since: a double click, or a colleague.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if this link is not used again, or ground, period or address do not allow it.
    """
    row = _locked(geopend, link)
    if row.generatie != generatie:
        return None
    if reason := why_not_again(row):
        raise ValidationError(reason)
    ground = locked_ground(geopend, grond)
    if not for_same_person(ground, row):
        raise ValidationError({"grond": f"Dit is gegeven voor een ander. Kies iets dat voor {row.ontvanger_naam} geldt."})
    check_wens(geopend, ground, _same(geopend, row, periode))
    row.toestemming = ground if isinstance(ground, Toestemming) else None
    row.grondslag = ground if isinstance(ground, Grondslag) else None
    row.geldig_van, row.geldig_tot = periode.van or timezone.now(), periode.tot
    row.ingetrokken_op, row.ingetrokken_door, row.ingetrokken_reden = None, None, ""
    row.aantal_sessies, row.eerste_gebruik, row.herinnerd_op = 0, None, None
    row.contact, row.bevestigd_op, row.vernieuwd_op = geopend.viewer.user, None, timezone.now()
    pincode = _renew_code(row)
    row.save()
    _grant(geopend, row)
    note(Handeling.LINK_VERNIEUWD, geopend, str(row.pk))
    return NewLink(link=row, token="", pincode=pincode)


@transaction.atomic
def send_again(*, geopend: GeopendDossier, link: UUID) -> NewLink:
    """Mail a new address for a running link; the one in the old mail opens nothing any more. The pincode stays.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if the link does not run, or was mailed too often today.
    """
    row = _locked(geopend, link)
    if not runs(row):
        raise ValidationError("Deze link is voorbij. Gebruik hem opnieuw, of maak een nieuwe link.")
    if times_today(geopend.groeidocument, row, Handeling.LINK_OPNIEUW) >= MOST_MAILS:
        raise ValidationError("Deze link is vandaag al drie keer verstuurd. Bel de ontvanger, of probeer het morgen weer.")
    refuse_code_address(row, email_of(row))
    token = new_token()
    row.token_hash = hash_token(token)
    row.save(update_fields=["token_hash"])
    note(Handeling.LINK_OPNIEUW, geopend, str(row.pk))
    made = NewLink(link=row, token=token, pincode="")
    invite(made)
    return made


@transaction.atomic
def confirm(*, geopend: GeopendDossier, link: UUID) -> None:
    """Answer for a link of somebody who left: it goes on until its end. Twice is once (besluiten-vooraf 5).

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if nobody confirmed it in time, or it is over for another reason: then it is used again, or left as it is.
    """
    row = _locked(geopend, link)
    if row.contact_id == geopend.viewer.user.pk:
        return
    if not geopend.groeidocument.toegangslinks.with_facts().get(pk=row.pk).begeleid_nog or not runs(row):
        raise ValidationError("Deze link is al gestopt. Gebruik hem opnieuw als de ontvanger nog moet meelezen.")
    row.contact, row.bevestigd_op = geopend.viewer.user, timezone.now()
    row.save(update_fields=["contact", "bevestigd_op"])
    note(Handeling.LINK_BEVESTIGD, geopend, str(row.pk))


def _same(geopend: GeopendDossier, link: Toegangslink, periode: Periode) -> Wens:
    """An existing link as a wish: what it is, for another period."""
    fills_in = link.bereik == Bereik.FORMULIER and link.recht == LinkRecht.SCHRIJVEN
    vraag = geopend.groeidocument.vragen.select_related("format_versie").filter(pk=link.stuk).first() if fills_in and link.stuk else None
    formulier = vraag.format_versie if vraag else None
    return Wens(email_of(link), LinkRecht(link.recht), link.omvang, periode.tot, periode.van, formulier=formulier)


def _renew_code(link: Toegangslink) -> str:
    pincode = new_pincode()
    link.pincode_hash, link.fouten, link.generatie = hash_pincode(link.pk, pincode), 0, link.generatie + 1
    return pincode


def _grant(geopend: GeopendDossier, link: Toegangslink) -> None:
    rights = RECHTEN[LinkRecht(link.recht)]
    access.grant(geopend.groeidocument, link.gebruiker, rights, grond=Grond.LINK, van=link.geldig_van, tot=link.geldig_tot)


def _locked(geopend: GeopendDossier, pk: UUID) -> Toegangslink:
    """The link of this file as it is now, with its row locked, for who may manage access.

    Raises:
        AccessOver: if the viewer may not, or there is no such link.
    """
    geopend.reopen(Recht.DELEN)
    rows = geopend.groeidocument.toegangslinks.select_for_update(of=("self",))
    row: Toegangslink | None = rows.select_related("gebruiker", "toestemming", "grondslag").filter(pk=pk).first()
    if row is None:
        raise access.AccessOver
    return row
