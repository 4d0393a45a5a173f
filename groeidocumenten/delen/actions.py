"""Deeds on links: make one, take it back. A link, its pincode, its grants and its journaal line are one transaction.

What happens to a link that is there already (longer, again, another code, another contact) stands in `beheer`.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.models import Soort, User
from groeidocumenten.documenten.people import Mens
from groeidocumenten.dossiers import access
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note
from groeidocumenten.dossiers.adressen import address_hash
from groeidocumenten.dossiers.models import (
    Bereik,
    Deelgrond,
    Grond,
    Grondslag,
    Handeling,
    LinkRecht,
    Omvang,
    Toegangslink,
    Toestemming,
    seal_for,
    unseal,
)
from groeidocumenten.vragen.actions import Verzoek, ask

from .grenzen import Wens, check_wens, locked_ground
from .mail import send_invitation
from .secrets import hash_pincode, hash_token, new_pincode, new_token, spoken

# Who may suggest, may add words under an own name too; neither changes an answer of anybody.
RECHTEN = {
    LinkRecht.LEZEN: {Recht.LEZEN},
    LinkRecht.VOORSTELLEN: {Recht.LEZEN, Recht.AANVULLEN},
    LinkRecht.SCHRIJVEN: {Recht.LEZEN, Recht.SCHRIJVEN, Recht.AANVULLEN},
}


@dataclass(repr=False)
class NewLink:
    """A link just made. Token and pincode exist here only, for as long as this answer lives; no repr, so no log shows them."""

    link: Toegangslink
    token: str
    pincode: str

    @property
    def spoken(self) -> str:
        """The code as one reads it aloud."""
        return spoken(self.pincode)


@transaction.atomic
def share_with_guest(*, geopend: GeopendDossier, grond: Deelgrond, wens: Wens, verzoek: UUID) -> NewLink | None:
    """Make a link for the recipient of a ground, mail its address, and give the pincode to whoever asked.

    Args:
        grond: a toestemming, or another ground, of this file.
        verzoek: the form's one-time id; None comes back when it was used already (the pincode is never shown again).

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if ground, scope, period or address do not allow it; nothing was made.
    """
    geopend.reopen(Recht.DELEN)
    groeidocument = geopend.groeidocument
    if groeidocument.toegangslinks.filter(pk=verzoek).exists():
        return None
    if wens.formulier is not None:
        wens = _with_question(wens, uuid5(verzoek, "formulier"))
    check_wens(geopend, locked_ground(geopend, grond), wens)
    token, pincode = new_token(), new_pincode()
    keyless = User(id=uuid.uuid4(), username=f"gast-{uuid.uuid4()}", soort=Soort.GAST)
    keyless.set_unusable_password()
    keyless.save(force_insert=True)
    link = Toegangslink(
        pk=verzoek,
        groeidocument=groeidocument,
        toestemming=grond if isinstance(grond, Toestemming) else None,
        grondslag=grond if isinstance(grond, Grondslag) else None,
        gebruiker=keyless,
        ontvanger_naam=grond.ontvanger,
        adres_hash=address_hash(wens.ontvanger_email),
        recht=wens.recht,
        **wens.omvang.kolommen,
        maximum_bezoeken=wens.maximum_bezoeken,
        maximum_apparaten=wens.maximum_apparaten,
        token_hash=hash_token(token),
        pincode_hash=hash_pincode(verzoek, pincode),
        geldig_van=wens.geldig_van or timezone.now(),
        geldig_tot=wens.geldig_tot,
        uitgegeven_door=geopend.viewer.user,
        contact=geopend.viewer.user,
    )
    seal_for(groeidocument.kluis, link, "ontvanger_email", wens.ontvanger_email)
    if wens.notitie:
        seal_for(groeidocument.kluis, link, "notitie", wens.notitie)
    with making():
        link.save(force_insert=True)
    access.grant(groeidocument, keyless, RECHTEN[wens.recht], grond=Grond.LINK, van=link.geldig_van, tot=wens.geldig_tot)
    if wens.formulier is not None:
        _ask_guest(geopend, link, wens)
    note(Handeling.LINK_GEMAAKT, geopend, str(link.pk))
    made = NewLink(link=link, token=token, pincode=pincode)
    invite(made)
    return made


def invite(made: NewLink) -> None:
    """Hand in the mail with the address, in the transaction of the deed: rolled back with it, sent after it."""
    send_invitation(link=made.link, email=email_of(made.link), token=made.token)


def _with_question(wens: Wens, vraag: UUID) -> Wens:
    return replace(wens, omvang=Omvang(Bereik.FORMULIER, stuk=vraag))


def _ask_guest(geopend: GeopendDossier, link: Toegangslink, wens: Wens) -> None:
    """The formulier that this link opens, asked of its guest."""
    if wens.formulier is None or link.stuk is None:
        return
    last_day = timezone.localdate(wens.geldig_tot - timedelta(seconds=1))
    guest = Mens(link.gebruiker, link.ontvanger_naam, "deskundige", "gast")
    ask(geopend=geopend, gevraagd=Verzoek(wens.formulier, wens.variant, guest, last_day), verzoek=link.stuk)


@transaction.atomic
def withdraw_link(*, geopend: GeopendDossier, link: Toegangslink, reden: Toegangslink.Reden = Toegangslink.Reden.KLAAR) -> None:
    """Close a link, at the guest's next click. Doing it twice changes nothing.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
    """
    geopend.reopen(Recht.DELEN)
    end_some(geopend, [link], reden)


@transaction.atomic
def withdraw_all(*, geopend: GeopendDossier, reden: Toegangslink.Reden) -> int:
    """Close every link of this file that is not closed yet; how many there were.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
    """
    geopend.reopen(Recht.DELEN)
    return end_some(geopend, _standing(geopend), reden)


def end_links(geopend: GeopendDossier, moment: datetime) -> None:
    """Close every link of a file that is being closed, in the transaction of that act; guests who are inside see it at their next click."""
    end_some(geopend, _standing(geopend), Toegangslink.Reden.AFGESLOTEN, moment)


def end_some(geopend: GeopendDossier, links: Iterable[Toegangslink], reden: Toegangslink.Reden, moment: datetime | None = None) -> int:
    """Close these links in the transaction of an act that asked the door; those that are closed already stay as they were."""
    closed = 0
    for link in links:
        row = geopend.groeidocument.toegangslinks.filter(pk=link.pk, ingetrokken_op__isnull=True)
        if row.update(ingetrokken_op=moment or timezone.now(), ingetrokken_door=geopend.viewer.user, ingetrokken_reden=reden):
            access.withdraw(geopend.groeidocument, link.gebruiker, Grond.LINK)
            note(Handeling.LINK_INGETROKKEN, geopend, str(link.pk))
            closed += 1
    return closed


def _standing(geopend: GeopendDossier) -> Iterable[Toegangslink]:
    return geopend.groeidocument.toegangslinks.filter(ingetrokken_op__isnull=True).select_related("gebruiker")


def email_of(link: Toegangslink) -> str:
    """The recipient's address, for the screens of who manages access."""
    return str(unseal(link.groeidocument.kluis, link, "ontvanger_email"))
