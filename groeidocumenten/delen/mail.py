"""The one mail of sharing: where to go and until when. It names no child, and it never holds a pincode."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from groeidocumenten.dossiers.models import Toegangslink

log = logging.getLogger(__name__)
SUBJECT = "Uitnodiging groeidocument"
# A server that is down or refuses, and an address that cannot be written in a mail's header.
NOT_SENT = (OSError, ValueError)


def address(token: str) -> str:
    """The full address of a guest's entrance, on the configured host; never built from a request's Host header."""
    return settings.BASE_URL + reverse("toegang:binnenkomen", args=[token])


def send_invitation(*, link: Toegangslink, email: str, token: str) -> bool:
    """Mail the address to the recipient.

    Returns:
        Whether the mail went out; a mail server that is down must not undo the link, the sender is told instead.
    """
    school = link.groeidocument.school
    context = {"school": school, "einde": link.einde, "adres": address(token), "recht": link.recht}
    body = render_to_string("emails/invitation.txt", context)
    try:
        send_mail(SUBJECT, body, settings.DEFAULT_FROM_EMAIL, [email])
    except NOT_SENT:
        log.warning("an invitation could not be sent; link %s", link.pk)
        return False
    return True
