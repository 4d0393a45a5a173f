"""Mails of this room: an emergency opening that waits for somebody, one that was given, and anchors of the journaal. No child, no reason."""

import logging
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.access import colleagues_in, guides_of
from accounts.models import Rol, Samenwerkingsverband
from groeidocumenten.dossiers.chain import Anker
from groeidocumenten.dossiers.models import Noodopening

log = logging.getLogger(__name__)
ASKED = "Een collega vraagt u iets te bevestigen"
OPENED = "Er is een noodopening gegeven"
MAY_READ = "Uw noodopening is bevestigd"
ANCHORS = "Ankers van het journaal"
# A server that is down or refuses, and an address that cannot be written in a mail's header.
NOT_SENT = (OSError, ValueError)


def ask_to_confirm(row: Noodopening) -> bool:
    """Tell the second person that a colleague waits for a confirmation. Nothing when the request fits no pupil."""
    if row.groeidocument_id is None or row.bevestiger is None:
        return True
    body = render_to_string("emails/nood_gevraagd.txt", {"school": row.school, "adres": _address(row), "tot": row.vervalt_op})
    return _send(row.bevestiger.email, ASKED, body, row.pk)


def tell_about_opening(row: Noodopening) -> int:
    """Tell who asked, who guides and who heads the school, and the FG, each apart. For the first it says until when, for the others where to look.

    Returns:
        How many mails did not go out.
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
    return sum(not _send(address, subject, render_to_string(template, context), row.pk) for address, template, subject in told if address)


def send_anchors(swv: Samenwerkingsverband, ankers: Iterable[Anker]) -> bool:
    """Send the ends of the chains of its schools to the FG of a samenwerkingsverband, so that they are kept outside the database."""
    body = render_to_string("emails/ankers.txt", {"ankers": [str(anker) for anker in ankers]})
    return _send(swv.fg_email, ANCHORS, body, swv.pk)


def _address(row: Noodopening) -> str:
    return settings.BASE_URL + reverse("toezicht:noodopening", args=[row.pk])


def _send(aan: str, onderwerp: str, tekst: str, over: UUID) -> bool:
    """Send one mail; whether it went out."""
    try:
        send_mail(onderwerp, tekst, settings.DEFAULT_FROM_EMAIL, [aan])
    except NOT_SENT:
        log.warning("a mail of oversight could not be sent; about %s", over)
        return False
    return True
