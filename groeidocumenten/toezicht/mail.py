"""Mails of this room: an emergency opening that waits for somebody, one that was given, and anchors of the journaal. No child, no reason."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.access import colleagues_in, guides_of
from accounts.models import Rol, Samenwerkingsverband
from groeidocumenten.dossiers.chain import Anker
from groeidocumenten.dossiers.models import Noodopening
from post.api import Zending, queue_mail

ASKED = "Een collega vraagt u iets te bevestigen"
OPENED = "Er is een noodopening gegeven"
MAY_READ = "Uw noodopening is bevestigd"
ANCHORS = "Ankers van het journaal"


def ask_to_confirm(row: Noodopening) -> None:
    """Tell the second person that a colleague waits for a confirmation. Nothing when the request fits no pupil."""
    if row.groeidocument_id is None or row.bevestiger is None or not row.bevestiger.email:
        return
    body = render_to_string("emails/nood_gevraagd.txt", {"school": row.school, "adres": _address(row), "tot": row.vervalt_op})
    queue_mail(aan=row.bevestiger.email, onderwerp=ASKED, tekst=body, over=row.pk)


def tell_about_opening(row: Noodopening) -> None:
    """Tell who asked, who guides and who heads the school, and the FG, each apart, in the transaction of the deed.

    For the first it says until when, for the others where to look.
    """
    school, asker = row.school, row.aanvrager
    context = {
        "school": school,
        "adres": _address(row),
        "tot": row.geldig_tot,
        "kenmerk": row.groeidocument.kenmerk if row.groeidocument else "",
    }
    had_a_part = {row.aanvrager_id, row.bevestiger_id}
    overseers = {one.pk: one.email for one in [*guides_of(school), *colleagues_in([school], Rol.DIRECTEUR)] if one.pk not in had_a_part}
    told = [(address, "emails/nood_gegeven.txt", OPENED) for address in overseers.values()]
    told.append((school.samenwerkingsverband.fg_email, "emails/nood_fg.txt", OPENED))
    told.append((asker.email if asker else "", "emails/nood_bevestigd.txt", MAY_READ))
    for address, template, subject in told:
        if address:
            queue_mail(aan=address, onderwerp=subject, tekst=render_to_string(template, context), over=row.pk)


def send_anchors(swv: Samenwerkingsverband, ankers: Iterable[Anker]) -> Zending:
    """Send the ends of the chains of its schools to the FG of a samenwerkingsverband, so that they are kept outside the database."""
    body = render_to_string("emails/ankers.txt", {"ankers": [str(anker) for anker in ankers]})
    return queue_mail(aan=swv.fg_email, onderwerp=ANCHORS, tekst=body, over=swv.pk)


def _address(row: Noodopening) -> str:
    return settings.BASE_URL + reverse("toezicht:noodopening", args=[row.pk])
