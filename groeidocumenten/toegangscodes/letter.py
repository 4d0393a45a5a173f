"""The letter with a parent's toegangscode: one page, made in the answer that gives it out and kept nowhere. It names no child."""

from datetime import datetime, timedelta

import typst
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import School
from accounts.uitnodigen import halves
from formats.papier.characters import Cleaner, coverage
from formats.papier.pdf import TEMPLATE_ROOT, compile_pdf, dutch_date

TEMPLATE = TEMPLATE_ROOT / "toegangscode.typ"


def letter(*, school: School, naam: str, kenmerk: str, code: str, geldig_tot: datetime) -> bytes:
    """The letter as a tagged PDF. An unusual character in a name never stops it: at worst it is shown as ▯."""
    said = {
        "school": school.naam,
        "ontvanger": naam,
        "adres": (settings.BASE_URL + reverse("toegangscode:invullen")).partition("://")[2],
        "kenmerk": halves(kenmerk),
        "code": halves(code),
        "einde": dutch_date(timezone.localtime(geldig_tot - timedelta(seconds=1))),
        "bellen": f"Hebt u een vraag? Bel de school{f': {school.telefoon}' if school.telefoon else ''}.",
    }
    try:
        return _made(said, Cleaner())
    except typst.TypstError:
        return _made(said, Cleaner(only_plain=True))


def _made(said: dict[str, str], cleaner: Cleaner) -> bytes:
    now = timezone.localtime()
    lines = {name: " ".join(cleaner.clean(text).split()) for name, text in said.items()}
    return compile_pdf(lines | {"families": coverage().families, "datum": dutch_date(now)}, now, TEMPLATE)
