"""The mail that says that a file was closed or opened again. It names no child and says no reason: those stand behind the login."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User

from .models import Groeidocument

log = logging.getLogger(__name__)
SUBJECTS = {"afgesloten": "Een groeidocument is afgesloten", "heropend": "Een groeidocument is weer open"}
# A server that is down or refuses, and an address that cannot be written in a mail's header.
NOT_SENT = (OSError, ValueError)


def send_notices(*, groeidocument: Groeidocument, people: Iterable[User], what: str) -> int:
    """Mail everybody apart: parents must not see each other's address (dossier 8.4).

    Args:
        what: "afgesloten" or "heropend".

    Returns:
        How many mails did not go out.
    """
    address = settings.BASE_URL + reverse("inhoud:dossier", args=[groeidocument.pk])
    body = render_to_string("emails/closed.txt", {"school": groeidocument.school, "what": what, "adres": address})
    failed = 0
    for person in people:
        try:
            send_mail(SUBJECTS[what], body, settings.DEFAULT_FROM_EMAIL, [person.email])
        except NOT_SENT:
            log.warning("a notice about a file could not be sent; file %s", groeidocument.pk)
            failed += 1
    return failed
