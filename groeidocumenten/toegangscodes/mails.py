"""The texts of mails to somebody who registers. They name no child and no school."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse


def confirm_text(token: str) -> str:
    """Asks to confirm the address by signing in from this mail."""
    address = settings.BASE_URL + reverse("toegangscode:bevestigen", args=[token])
    return render_to_string("emails/adres_bevestigen.txt", {"adres": address})


def already_text() -> str:
    """Says that there is an account with this address."""
    return render_to_string("emails/adres_bekend.txt", {"adres": settings.BASE_URL + reverse("toegangscode:invullen")})
