"""The mail that says that a file was closed or opened again. It names no child and says no reason: those stand behind the login."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from post.api import Zending, queue_mail

from .models import Groeidocument

SUBJECTS = {"afgesloten": "Een groeidocument is afgesloten", "heropend": "Een groeidocument is weer open"}


def send_notices(*, groeidocument: Groeidocument, people: Iterable[User], what: str) -> list[Zending]:
    """Mail everybody apart, after the commit of the deed: parents must not see each other's address (dossier 8.4).

    Args:
        what: "afgesloten" or "heropend".
    """
    address = settings.BASE_URL + reverse("inhoud:dossier", args=[groeidocument.pk])
    body = render_to_string("emails/closed.txt", {"school": groeidocument.school, "what": what, "adres": address})
    return [queue_mail(aan=person.email, onderwerp=SUBJECTS[what], tekst=body, over=groeidocument.pk) for person in people]
