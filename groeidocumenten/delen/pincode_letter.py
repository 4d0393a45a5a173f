"""The pincodebrief: one page with a guest's pincode, made in the answer that gives it out and kept nowhere. It names no child."""

import typst
from django.utils import timezone

from formats.papier.characters import Cleaner, coverage
from formats.papier.pdf import TEMPLATE_ROOT, compile_pdf, dutch_date
from groeidocumenten.dossiers.models import Toegangslink

from .secrets import spoken

TEMPLATE = TEMPLATE_ROOT / "pincodebrief.typ"


def pincode_letter(link: Toegangslink, pincode: str) -> bytes:
    """The letter as a tagged PDF. An unusual character in a name never stops it: at worst it is shown as ▯."""
    try:
        return _made(link, pincode, Cleaner())
    except typst.TypstError:
        return _made(link, pincode, Cleaner(only_plain=True))


def _made(link: Toegangslink, pincode: str, cleaner: Cleaner) -> bytes:
    def line(text: str) -> str:
        return " ".join(cleaner.clean(text).split())

    school, now = link.groeidocument.school, timezone.localtime()
    bellen = f"Hebt u een vraag, of kent u deze uitnodiging niet? Bel de school{f': {school.telefoon}' if school.telefoon else ''}."
    data = {
        "families": coverage().families,
        "school": line(school.naam),
        "datum": dutch_date(now),
        "ontvanger": line(link.ontvanger_naam),
        "uitnodiging": line(
            f"{school.naam} nodigt u uit bij een groeidocument, {link.einde}. De link kreeg u per mail. Hieronder staat uw pincode."
        ),
        "pincode": spoken(pincode),
        "bellen": line(bellen),
    }
    return compile_pdf(data, now, TEMPLATE)
