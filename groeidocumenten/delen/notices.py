"""Short mails to the school about its links: one is locked, full, or asked for anew. Neither child nor guest is named: mail is read on many screens."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.access import guides_of
from accounts.models import User
from groeidocumenten.dossiers.models import Toegangslink
from post.api import queue_mail

SUBJECTS = {
    "locked": "Een toegangslink is op slot",
    "full": "Een toegangslink laat niemand meer toe",
    "requested": "Iemand vraagt een nieuwe toegangslink",
    "other": "Een toegangslink is bij iemand anders",
}


def contacts_of(link: Toegangslink) -> list[User]:
    """Who of the school hears about a link: who answers for it while that one guides the school, and otherwise everybody who does.

    Somebody who left this morning is told nothing any more.
    """
    guides = list(guides_of(link.groeidocument.school))
    return [one for one in guides if one.pk == link.contact_id] or guides


def tell_about_lock(link: Toegangslink) -> None:
    """Wrong codes closed it."""
    _tell("locked", link)


def tell_about_full(link: Toegangslink) -> None:
    """Somebody had the right code, but it was used as often, or on as many devices, as it may be."""
    _tell("full", link)


def tell_about_request(link: Toegangslink) -> None:
    """Whoever holds it asked for a new one."""
    _tell("requested", link)


def tell_about_somebody_else(link: Toegangslink) -> None:
    """Whoever came in with link and pincode said to be another person."""
    _tell("other", link)


def _tell(what: str, link: Toegangslink) -> None:
    address = settings.BASE_URL + reverse("delen:toegang", args=[link.groeidocument_id])
    body = render_to_string(f"emails/link_{what}.txt", {"adres": address})
    for person in contacts_of(link):
        if person.email:
            queue_mail(aan=person.email, onderwerp=SUBJECTS[what], tekst=body, over=link.pk)
