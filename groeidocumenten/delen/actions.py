"""Deeds of sharing: record toestemming, make a link, take either back. A link, its pincode, its grants and its journaal line are one transaction."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Soort, User
from groeidocumenten.dossiers import access
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note
from groeidocumenten.dossiers.adressen import address_hash
from groeidocumenten.dossiers.models import (
    Bereik,
    Gezagsrelatie,
    Groeidocument,
    Grond,
    Handeling,
    LinkRecht,
    Omvang,
    Toegangslink,
    Toestemming,
    Toestemmingsantwoord,
)

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
    # Known after the commit: a mail server that is down does not undo the link, but whoever made it must hear so.
    mailed: bool = True

    @property
    def spoken(self) -> str:
        """The code as one reads it aloud."""
        return spoken(self.pincode)


@transaction.atomic
def record_toestemming(
    *,
    geopend: GeopendDossier,
    toestemming: Toestemming,
    gegeven_door: list[Gezagsrelatie],
    wijze: Toestemmingsantwoord.Wijze,
    verzoek: UUID,
) -> Toestemming:
    """Write down that gezaghouders allow a recipient to see (parts of) this file.

    One gezaghouder may act alone as long as no objection of another is known (BW 1:253i lid 1); after that all must have given it.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if a giver has no gezag today, or an objection is known and somebody is missing.
    """
    geopend.reopen(Recht.DELEN)
    groeidocument = geopend.groeidocument
    existing = groeidocument.toestemmingen.filter(pk=verzoek).first()
    if existing is not None:
        return existing
    missing = _missing_gezag(groeidocument, {one.pk for one in gegeven_door})
    if missing:
        raise ValidationError({"gegeven_door": missing})
    toestemming.pk, toestemming.groeidocument, toestemming.vastgelegd_door = verzoek, groeidocument, geopend.viewer.user
    with making():
        toestemming.save(force_insert=True)
    now, user = timezone.now(), geopend.viewer.user
    for gezag in gegeven_door:
        Toestemmingsantwoord.unguarded.create(toestemming=toestemming, gezag=gezag, wijze=wijze, gegeven_op=now, vastgelegd_door=user)
    note(Handeling.TOESTEMMING, geopend, str(toestemming.pk))
    return toestemming


@transaction.atomic
def withdraw_toestemming(*, geopend: GeopendDossier, toestemming: Toestemming) -> None:
    """Take a toestemming back; every link on it closes at the next click. Doing it twice changes nothing.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
    """
    geopend.reopen(Recht.DELEN)
    taken = geopend.groeidocument.toestemmingen.filter(pk=toestemming.pk, ingetrokken_op__isnull=True).update(ingetrokken_op=timezone.now())
    if taken:
        note(Handeling.TOESTEMMING_INGETROKKEN, geopend, str(toestemming.pk))


@transaction.atomic
def share_with_guest(
    *,
    geopend: GeopendDossier,
    toestemming: Toestemming,
    ontvanger_email: str,
    recht: LinkRecht,
    omvang: Omvang,
    geldig_tot: datetime,
    verzoek: UUID,
) -> NewLink | None:
    """Make a link for the recipient of a toestemming, mail its address, and give the pincode to whoever asked.

    Args:
        omvang: how much of the file.
        geldig_tot: the moment at which access ends, exclusive.
        verzoek: the form's one-time id; None comes back when it was used already (the pincode is never shown again).

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if toestemming, scope or period do not allow it; nothing was made.
    """
    geopend.reopen(Recht.DELEN)
    groeidocument = geopend.groeidocument
    if groeidocument.toegangslinks.filter(pk=verzoek).exists():
        return None
    toestemming = groeidocument.toestemmingen.select_for_update().get(pk=toestemming.pk)
    # Asked again: gezag may have ended, or an objection become known, since the toestemming was recorded.
    missing = _missing_gezag(groeidocument, set(toestemming.antwoorden.standing().values_list("gezag", flat=True)))
    if missing:
        raise ValidationError(f"{missing} Leg een nieuwe toestemming vast.")
    _check_scope(groeidocument, toestemming, omvang)
    _check_period(groeidocument, toestemming, recht, geldig_tot)
    token, pincode = new_token(), new_pincode()
    keyless = User(id=uuid.uuid4(), username=f"gast-{uuid.uuid4()}", soort=Soort.GAST)
    keyless.set_unusable_password()
    keyless.save(force_insert=True)
    link = Toegangslink(
        pk=verzoek,
        groeidocument=groeidocument,
        toestemming=toestemming,
        gebruiker=keyless,
        ontvanger_naam=toestemming.ontvanger,
        ontvanger_email=groeidocument.kluis.seal(ontvanger_email, place=_email_place(verzoek)),
        adres_hash=address_hash(ontvanger_email),
        recht=recht,
        omvang=omvang,
        token_hash=hash_token(token),
        pincode_hash=hash_pincode(verzoek, pincode),
        geldig_tot=geldig_tot,
        uitgegeven_door=geopend.viewer.user,
        contact=geopend.viewer.user,
    )
    with making():
        link.save(force_insert=True)
    access.grant(groeidocument, keyless, RECHTEN[recht], grond=Grond.LINK, tot=geldig_tot)
    note(Handeling.LINK_GEMAAKT, geopend, str(link.pk))
    # After the commit: a mail about a link that was rolled back would lead nowhere.
    made = NewLink(link=link, token=token, pincode=pincode)
    transaction.on_commit(lambda: setattr(made, "mailed", send_invitation(link=link, email=ontvanger_email, token=token)))
    return made


@transaction.atomic
def withdraw_link(*, geopend: GeopendDossier, link: Toegangslink) -> None:
    """Close a link for good, at the guest's next click. Doing it twice changes nothing.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
    """
    geopend.reopen(Recht.DELEN)
    links = geopend.groeidocument.toegangslinks.filter(pk=link.pk, ingetrokken_op__isnull=True)
    if links.update(ingetrokken_op=timezone.now(), ingetrokken_door=geopend.viewer.user):
        access.withdraw(geopend.groeidocument, link.gebruiker, Grond.LINK)
        note(Handeling.LINK_INGETROKKEN, geopend, str(link.pk))


def end_links(geopend: GeopendDossier, moment: datetime) -> None:
    """Close every link of a file that is being closed, in the transaction of that act; guests who are inside see it at their next click."""
    for link in geopend.groeidocument.toegangslinks.filter(ingetrokken_op__isnull=True).select_related("gebruiker"):
        link.ingetrokken_op, link.ingetrokken_door = moment, geopend.viewer.user
        link.save(update_fields=["ingetrokken_op", "ingetrokken_door"])
        access.withdraw(geopend.groeidocument, link.gebruiker, Grond.LINK)
        note(Handeling.LINK_INGETROKKEN, geopend, str(link.pk))


def maximum_end(groeidocument: Groeidocument, recht: LinkRecht) -> datetime:
    """The latest moment at which a link with this right may end, by the samenwerkingsverband's setting: whole days, last one included."""
    swv = groeidocument.school.samenwerkingsverband
    days = swv.link_maximum_lezen if recht == LinkRecht.LEZEN else swv.link_maximum_schrijven
    last_day = timezone.localdate() + timedelta(days=days + 1)
    return timezone.make_aware(datetime.combine(last_day, datetime.min.time()))


def email_of(link: Toegangslink) -> str:
    """The recipient's address, for the screen of who made the link."""
    return str(link.groeidocument.kluis.open(link.ontvanger_email, place=_email_place(link.pk)))


def _email_place(pk: UUID) -> str:
    return f"dossiers_toegangslink|{pk}|ontvanger_email"


def _missing_gezag(groeidocument: Groeidocument, given: set[UUID]) -> str:
    """Why these givers are not enough today (BW 1:253i lid 1), or an empty text if they are."""
    holders = list(groeidocument.leerling.gezagsrelaties.valid().with_gezag())
    needed = {one.pk for one in holders}
    if not given or not given <= needed:
        return "Kies wie van de mensen met gezag de toestemming gaf." if not given else "Niet iedereen die toestemming gaf, heeft nu gezag."
    if any(one.bezwaar_bekend_op for one in holders) and given != needed:
        return "Er is een bezwaar tussen gezaghouders bekend. Dan is de toestemming van iedereen met gezag nodig."
    return ""


def _check_scope(groeidocument: Groeidocument, toestemming: Toestemming, omvang: Omvang) -> None:
    known = {deel.key for deel in groeidocument.format_versie.schema.delen}
    hoofdstukken = omvang.hoofdstukken
    if omvang.bereik == Bereik.HOOFDSTUKKEN and (not hoofdstukken or not set(hoofdstukken) <= known):
        raise ValidationError({"hoofdstukken": "Kies ten minste één hoofdstuk, of deel het hele groeidocument."})
    if toestemming.hoofdstukken is not None and (hoofdstukken is None or not set(hoofdstukken) <= set(toestemming.hoofdstukken)):
        raise ValidationError({"hoofdstukken": "De toestemming geldt niet voor al deze hoofdstukken."})


def _check_period(groeidocument: Groeidocument, toestemming: Toestemming, recht: LinkRecht, geldig_tot: datetime) -> None:
    now = timezone.now()
    if not toestemming.in_period(now):
        raise ValidationError("Deze toestemming geldt niet meer. Leg eerst een nieuwe vast.")
    if geldig_tot <= now:
        raise ValidationError({"geldig_tot": "Deze datum is al voorbij."})
    latest = maximum_end(groeidocument, recht)
    if geldig_tot > latest:
        last_day = timezone.localtime(latest - timedelta(seconds=1))
        raise ValidationError({"geldig_tot": f"Deze link mag hoogstens tot en met {last_day:%d-%m-%Y} gelden."})
    if geldig_tot > toestemming.geldig_tot:
        last_day = timezone.localtime(toestemming.geldig_tot - timedelta(seconds=1))
        raise ValidationError({"geldig_tot": f"De toestemming geldt tot en met {last_day:%d-%m-%Y}. De link kan niet langer gelden."})
