"""Handing out a toegangscode, for who guides the pupil's school: make one, print its letter, take it back. A next one takes the place of the last.

Kenmerk and code exist in the answer that makes them and nowhere else. A mail holds the kenmerk and never the code, and names no child.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models_uitnodiging import Uitnodiging
from accounts.uitnodigen import Gemaakt, belongs, halves, invite, withdraw
from groeidocumenten.dossiers.access import GeopendeLeerling
from groeidocumenten.dossiers.actions import kluis_of
from groeidocumenten.dossiers.blokkades import refuse_blocked
from groeidocumenten.dossiers.leerling import note_leerling
from groeidocumenten.dossiers.models import Gezagsrelatie, Handeling, seal_for, unseal
from post.api import Zending, latest_about, queue_mail

from .models import Toegangscode

Wijze = Uitnodiging.Wijze
# Until and including this many days later, at midnight: a letter lies about longer than a mail.
DAYS = {Wijze.BRIEF: 30, Wijze.MAIL: 14}
SUBJECT = "Uitnodiging voor een account"
# A day and a parent: nobody's mailbox is filled by a button (gasten D20).
MOST_MAILS = 3


@dataclass(frozen=True)
class Uitgegeven:
    """A toegangscode as who handed it out sees it: how, to where, how it stands, and how far its mail is."""

    code: Toegangscode
    email: str
    zending: Zending | None

    @property
    def uitnodiging(self) -> Uitnodiging:
        """The invitation."""
        return self.code.uitnodiging

    @property
    def laatste_dag(self) -> datetime:
        """The last moment at which it can be used, to show its day."""
        return self.uitnodiging.geldig_tot - timedelta(seconds=1)


def may_get_one(gezag: Gezagsrelatie) -> bool:
    """Whether a toegangscode would let this person in: gezag that holds today, and no account yet."""
    return gezag.geldt and gezag.met_gezag and gezag.gebruiker_id is None


def handed_out(geopend: GeopendeLeerling, gezag: Gezagsrelatie) -> list[Uitgegeven]:
    """Every toegangscode of this relation, newest first; a fixed number of queries."""
    rows = list(gezag.toegangscodes.select_related("uitnodiging"))
    sent = latest_about([row.uitnodiging_id for row in rows]) if rows else {}
    return [Uitgegeven(row, _email(geopend, row), sent.get(row.uitnodiging_id)) for row in rows]


def _refuse_more(gezag: Gezagsrelatie) -> None:
    lately = gezag.toegangscodes.filter(uitnodiging__wijze=Wijze.MAIL, uitnodiging__gemaakt_op__gt=timezone.now() - timedelta(days=1))
    if lately.count() >= MOST_MAILS:
        raise ValidationError({"email": f"Er gingen vandaag al {MOST_MAILS} mails naar deze ouder. Geef een brief, of probeer het morgen."})


def _email(geopend: GeopendeLeerling, row: Toegangscode) -> str:
    return str(unseal(geopend.leerling.kluis, row, "email")) if row.email else ""


@transaction.atomic
def hand_out(*, geopend: GeopendeLeerling, gezag: UUID, wijze: Wijze, email: str, verzoek: UUID) -> Gemaakt | None:
    """Make a toegangscode for a parent, and end the one before it. By mail, the address goes to the parent and the code to who asked for it.

    Args:
        email: for a mail only.
        verzoek: the form's one-time id; None comes back when it was used already (a code is never shown again).

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        ValidationError: if this person has an account, has no gezag today, or is not there; or if an order blocks the address or
            enough mails went out today.
    """
    row = _locked(geopend, gezag)
    if row.toegangscodes.filter(pk=verzoek).exists():
        return None
    if not may_get_one(row):
        raise ValidationError(
            "Deze persoon heeft al een account, of heeft nu geen gezag. Een toegangscode is dan niet nodig of niet mogelijk."
        )
    if wijze == Wijze.MAIL:
        refuse_blocked(geopend.leerling, email, "email")
        _refuse_more(row)
    for earlier in row.toegangscodes.select_related("uitnodiging"):
        withdraw(earlier.uitnodiging)
    made = invite(wijze=wijze, geldig_tot=_end(wijze), door=geopend.viewer.user)
    code = Toegangscode(pk=verzoek, gezag=row, uitnodiging=made.uitnodiging)
    if wijze == Wijze.MAIL:
        seal_for(kluis_of(geopend.leerling), code, "email", email)
    code.save(force_insert=True)
    note_leerling(Handeling.CODE_GEMAAKT, geopend, code)
    if wijze == Wijze.MAIL:
        _mail(geopend, made, email)
    return made


@transaction.atomic
def take_back(*, geopend: GeopendeLeerling, gezag: UUID) -> bool:
    """End what was handed out to this parent and not used; whether there was anything.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        ValidationError: if the relation is not there.
    """
    row = _locked(geopend, gezag)
    taken = False
    for code in row.toegangscodes.select_related("uitnodiging"):
        if withdraw(code.uitnodiging):
            note_leerling(Handeling.CODE_INGETROKKEN, geopend, code)
            taken = True
    return taken


def for_letter(gezag: Gezagsrelatie, kenmerk: str, code: str) -> Toegangscode | None:
    """The open toegangscode of this relation with this very kenmerk and code, to print; None for any other."""
    for row in gezag.toegangscodes.select_related("uitnodiging")[:1]:
        if row.uitnodiging.stand == "open" and belongs(row.uitnodiging, kenmerk, code):
            return row
    return None


def address(kenmerk: str) -> str:
    """Where a code is filled in, on the configured host."""
    return settings.BASE_URL + reverse("toegangscode:invullen", args=[halves(kenmerk)])


def _end(wijze: Wijze) -> datetime:
    last = timezone.localdate() + timedelta(days=DAYS[wijze] + 1)
    return timezone.make_aware(datetime.combine(last, datetime.min.time()))


def _mail(geopend: GeopendeLeerling, made: Gemaakt, email: str) -> None:
    school = geopend.leerling.school
    einde = timezone.localtime(made.uitnodiging.geldig_tot - timedelta(seconds=1))
    context = {"school": school, "adres": address(made.kenmerk), "einde": einde}
    body = render_to_string("emails/toegangscode.txt", context)
    queue_mail(aan=email, onderwerp=SUBJECT, tekst=body, over=made.uitnodiging.pk)


def _locked(geopend: GeopendeLeerling, gezag: UUID) -> Gezagsrelatie:
    row: Gezagsrelatie | None = geopend.reopen().gezagsrelaties.select_for_update(of=("self",)).filter(pk=gezag).first()
    if row is None:
        raise ValidationError("Deze relatie is er niet meer.")
    return row
