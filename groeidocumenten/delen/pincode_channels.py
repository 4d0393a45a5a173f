"""How a pincode reaches the recipient of a link: read aloud, on a letter, by SMS, or by mail to another mailbox. Never together with the link.

Handing a code over makes a new one: nothing keeps a code, so none can be sent again. The code before it is worth nothing then, and whoever
came in with it is out. Limits keep a button from becoming a bomb (gasten D20); wrong tries over the link's life keep counting (B4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note
from groeidocumenten.dossiers.adressen import address_hash
from groeidocumenten.dossiers.blokkades import refuse_blocked
from groeidocumenten.dossiers.kamers import Zaak
from groeidocumenten.dossiers.models import Handeling, Toegangslink
from groeidocumenten.dossiers.models.private import seal_for, unseal
from groeidocumenten.dossiers.models.toegang import MAX_FOUTEN_TOTAAL
from post.api import Zending, latest_about, queue_mail, queue_sms, sms_available
from post.numbers import normalise

from .models import Pincodeuitgifte
from .secrets import hash_pincode, new_pincode, spoken

Wijze = Pincodeuitgifte.Wijze
PER_LINK_A_DAY = 3
PER_PERSON_AN_HOUR = 20
SUBJECT = "Uw pincode"
SAME_MAILBOX = (
    "Naar dit adres ging ook de link. Wie die mail leest, heeft dan allebei. Kies een ander adres, of geef de pincode op een andere manier."
)


class TooMany(ValidationError):
    """More codes than the limits allow; nothing was made, and the journaal says that somebody tried."""


@dataclass(frozen=True, repr=False)
class NewCode:
    """A code just made. It exists here only, for as long as the answer lives; no repr, so no log shows it. `pincode` is "" when it was sent."""

    link: Toegangslink
    wijze: Wijze
    pincode: str = ""


@dataclass(frozen=True)
class Uitgifte:
    """The last time that a link's code was handed over, for a screen: how, when, to where (hidden but for its end), and how far it is."""

    wijze: str
    op: str
    aan: str
    stand: str = ""

    @property
    def waits(self) -> bool:
        """Whether it has not arrived (yet)."""
        return self.stand in ("wacht", "mislukt")


def channels(link: Toegangslink) -> list[Wijze]:
    """The ways that this installation and samenwerkingsverband offer for a link's pincode."""
    found = [Wijze.GESPROKEN, Wijze.BRIEF]
    if sms_available():
        found.append(Wijze.SMS)
    if link.groeidocument.school.samenwerkingsverband.pincode_per_mail:
        found.append(Wijze.MAIL)
    return found


def hand_over(*, geopend: GeopendDossier, link: Toegangslink, wijze: Wijze, aan: str = "", verzoek: UUID) -> NewCode | None:
    """Make a new pincode for a link and hand it over.

    Args:
        aan: the mobile number or the mail address, for the ways that need one.
        verzoek: the form's one-time id; None comes back when it was used already (a code is never shown twice).

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        TooMany: if the limits of this link or this person are reached.
        ValidationError: if the link opens nothing any more, or it may not go this way or to this address; nothing was made.
    """
    try:
        return _hand_over(geopend, link, wijze, aan, verzoek)
    except TooMany:
        with transaction.atomic():
            note(Handeling.PINCODE_GEWEIGERD, geopend, str(link.pk))
        raise


@transaction.atomic
def _hand_over(geopend: GeopendDossier, link: Toegangslink, wijze: Wijze, aan: str, verzoek: UUID) -> NewCode | None:
    geopend.reopen(Recht.DELEN)
    if Pincodeuitgifte.unguarded.filter(pk=verzoek, link=link).exists():
        return None
    link = geopend.groeidocument.toegangslinks.select_for_update().get(pk=link.pk)
    _check_link(link)
    _check_limits(link, geopend.viewer.user)
    address = _checked_address(link, wijze, aan)
    pincode = new_pincode()
    link.pincode_hash, link.fouten, link.generatie = hash_pincode(link.pk, pincode), 0, link.generatie + 1
    link.save(update_fields=["pincode_hash", "fouten", "generatie"])
    row = Pincodeuitgifte(pk=verzoek, link=link, wijze=wijze, door=geopend.viewer.user)
    if address:
        seal_for(geopend.groeidocument.kluis, row, "aan", address)
    with making():
        row.save(force_insert=True)
    _send(link, row, address, pincode)
    note(Handeling.LINK_PINCODE, geopend, str(link.pk))
    return NewCode(link, wijze, "" if address else pincode)


def _check_link(link: Toegangslink) -> None:
    if link.ingetrokken_op is not None or link.geldig_tot <= timezone.now():
        raise ValidationError("Deze link werkt niet meer. Gebruik hem opnieuw met een nieuwe einddatum, of maak een nieuwe link.")
    if link.fouten_totaal >= MAX_FOUTEN_TOTAAL:
        raise ValidationError("Bij deze link zijn te veel verkeerde pincodes ingevuld. Trek hem in en maak een nieuwe link.")


def _check_limits(link: Toegangslink, user: User) -> None:
    now = timezone.now()
    # One person's codes are counted over all files, so two of them at once wait for each other here.
    User.objects.select_for_update().get(pk=user.pk)
    if Pincodeuitgifte.unguarded.filter(link=link, op__gt=now - timedelta(days=1)).count() >= PER_LINK_A_DAY:
        raise TooMany(f"Voor deze link zijn vandaag al {PER_LINK_A_DAY} pincodes gemaakt. Morgen kan het weer. Of maak een nieuwe link.")
    if Pincodeuitgifte.unguarded.filter(door=user, op__gt=now - timedelta(hours=1)).count() >= PER_PERSON_AN_HOUR:
        raise TooMany(f"U maakte het afgelopen uur al {PER_PERSON_AN_HOUR} pincodes. Wacht een uur en probeer het opnieuw.")


def _checked_address(link: Toegangslink, wijze: Wijze, aan: str) -> str:
    """The number or address in its normal form; "" for a way that needs none."""
    if wijze not in channels(link):
        raise ValidationError("Op deze manier kan een pincode hier niet worden gegeven. Kies een andere.")
    if wijze == Wijze.SMS:
        try:
            return normalise(aan)
        except ValueError as wrong:
            raise ValidationError({"nummer": str(wrong)}) from wrong
    if wijze == Wijze.MAIL:
        if same_mailbox(link, aan):
            raise ValidationError({"adres": SAME_MAILBOX})
        refuse_blocked(link.groeidocument.leerling, aan, "adres")
        return aan.strip()
    return ""


def same_mailbox(link: Toegangslink, address: str) -> bool:
    """Whether a mail to this address arrives where the link itself went, whatever capitals, dots and plus-parts it is written with.

    Then somebody who reads along in one mailbox would have both (besluiten-vooraf 9).
    """
    return link.adres_hash == address_hash(address)


def refuse_code_address(link: Toegangslink, email: str) -> None:
    """Refuse to send a link to a mailbox that one of its pincodes went to; for whoever sends a link again.

    Raises:
        ValidationError: if it is the same mailbox.
    """
    kluis = link.groeidocument.kluis
    for row in Pincodeuitgifte.unguarded.filter(link=link, wijze=Wijze.MAIL):
        if address_hash(email) == address_hash(unseal(kluis, row, "aan")):
            raise ValidationError("Naar dit adres ging de pincode van deze link. Kies voor de link een ander adres.")


def _send(link: Toegangslink, row: Pincodeuitgifte, address: str, pincode: str) -> None:
    context = {"school": link.groeidocument.school, "pincode": spoken(pincode), "einde": link.einde}
    if row.wijze == Wijze.SMS:
        queue_sms(aan=address, tekst=render_to_string("emails/pincode_sms.txt", context).strip(), over=row.pk)
    elif row.wijze == Wijze.MAIL:
        queue_mail(aan=address, onderwerp=SUBJECT, tekst=render_to_string("emails/pincode.txt", context), over=row.pk)


# --- For screens ---------------------------------------------------------------------------------


def last_handed_over(geopend: GeopendDossier, links: Iterable[Toegangslink]) -> dict[UUID, Uitgifte]:
    """Per link how its code was handed over the last time; two queries, whatever their number."""
    rows = {row.link_id: row for row in Pincodeuitgifte.unguarded.filter(link__in=list(links)).order_by("op")}
    sent = latest_about([row.pk for row in rows.values()]) if rows else {}
    return {pk: _shown(geopend, row, sent.get(row.pk)) for pk, row in rows.items()}


def _shown(geopend: GeopendDossier, row: Pincodeuitgifte, zending: Zending | None) -> Uitgifte:
    address = unseal(geopend.groeidocument.kluis, row, "aan")
    when = timezone.localtime(row.op)
    return Uitgifte(str(row.get_wijze_display()), f"{when:%d-%m-%Y %H:%M}", _end_of(address), zending.status if zending else "")


def _end_of(address: str) -> str:
    """Enough to know an address again, too little to use it."""
    if "@" in address:
        local, _, domain = address.rpartition("@")
        return f"{local[:1]}…@{domain}"
    return f"…{address[-4:]}" if address else ""


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """Codes that did not go out: whoever manages access has to hand them over in another way. Two queries, none for others."""
    if not geopend.mag(Recht.DELEN):
        return []
    rows = Pincodeuitgifte.unguarded.filter(
        link__groeidocument=geopend.groeidocument, link__ingetrokken_op__isnull=True, op__gt=timezone.now() - timedelta(days=14)
    )
    latest = {row.link_id: row for row in rows.select_related("link").order_by("op")}
    sent = latest_about([row.pk for row in latest.values() if row.aan])
    found = []
    for row in latest.values():
        zending = sent.get(row.pk)
        if zending is not None and zending.status == "mislukt" and row.link.geldig_tot > timezone.now():
            address = reverse("delen:pincode", args=[geopend.groeidocument.pk, row.link_id])
            found.append(Zaak(f"De pincode voor {row.link.ontvanger_naam} is niet aangekomen. Geef een nieuwe.", address))
    return found
