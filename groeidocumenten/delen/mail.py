"""The mails of sharing: where to go and until when, and which links end soon. They name no child, and never hold a pincode.

They wait in the queue of `post`: a mail server that is down undoes nothing, and the screen of a link says whether its mail went out.
"""

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from groeidocumenten.dossiers.models import Bereik, Toegangslink
from post.api import queue_mail

SUBJECT = "Uitnodiging groeidocument"
# Somebody with gezag is asked for something and is no guest of the file.
SUBJECT_ASKED = {
    Bereik.TOESTEMMING: ("De school vraagt om uw toestemming", "emails/asked.txt"),
    Bereik.HANDTEKENING: ("De school vraagt u iets te ondertekenen", "emails/sign.txt"),
}
REMINDER_SUBJECT = "Er eindigen toegangslinks"


def address(token: str) -> str:
    """The full address of a guest's entrance, on the configured host; never built from a request's Host header."""
    return settings.BASE_URL + reverse("toegang:binnenkomen", args=[token])


def send_invitation(*, link: Toegangslink, email: str, token: str) -> None:
    """Mail the address to the recipient; `post.api.latest_about` the link's id says how far it is."""
    subject, template = SUBJECT_ASKED.get(Bereik(link.bereik), (SUBJECT, "emails/invitation.txt"))
    context = {"school": link.groeidocument.school, "link": link, "adres": address(token)}
    queue_mail(aan=email, onderwerp=subject, tekst=render_to_string(template, context), over=link.pk)


def send_reminder(*, person: User, files: list[UUID], many: int) -> None:
    """Tell who answers for links that some of them end soon."""
    places = [settings.BASE_URL + reverse("delen:toegang", args=[pk]) for pk in files]
    body = render_to_string("emails/links_ending.txt", {"aantal": many, "adressen": places})
    queue_mail(aan=person.email, onderwerp=REMINDER_SUBJECT, tekst=body)
