"""The form of "Heeft dit geholpen?": yes or no, and a short remark that is refused when it holds what looks like somebody's data.

A name cannot be recognised; the form asks to leave names out.
"""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from formats.text import clean_text

from .reacties import MAX_OPMERKING

_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]{2,}")
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")
# Digits with at most two signs between them: a BSN, a phone number or an account number, however it was typed.
_DIGITS = re.compile(r"\+?\d(?:[\s.()/-]{0,2}\d){7,}")
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d)")


def personal_data(text: str) -> list[str]:
    """What in this text looks like somebody's data, in Dutch words for the reader; an empty list when nothing does."""
    plain = unicodedata.normalize("NFKC", text)
    found = ["een e-mailadres"] if _EMAIL.search(plain) else []
    numbers = [match[0] for match in _DIGITS.finditer(_DATE.sub(" ; ", plain))]
    kinds = {_kind(number) for number in numbers} - {""}
    found += [name for name in ("een burgerservicenummer", "een telefoonnummer of ander lang nummer") if name in kinds]
    if _POSTCODE.search(plain):
        found.append("een postcode")
    return found


def _kind(number: str) -> str:
    digits = [int(sign) for sign in number if sign.isdigit()]
    if len(digits) in (8, 9) and _eleven([0] * (9 - len(digits)) + digits):
        return "een burgerservicenummer"
    return "een telefoonnummer of ander lang nummer" if len(digits) >= 9 else ""


def _eleven(digits: list[int]) -> bool:
    """The test of eleven for a BSN (Besluit burgerservicenummer, art. 1): the last digit counts for minus one."""
    return (sum(digit * weight for digit, weight in zip(digits, range(9, 1, -1), strict=False)) - digits[8]) % 11 == 0


class ReactieForm(forms.Form):
    """What a reader answers.

    Args:
        je: whether the page speaks to a child.
    """

    geholpen = forms.ChoiceField(
        label="Heeft dit u geholpen?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee.", "invalid_choice": "Kies ja of nee."},
    )
    opmerking = forms.CharField(
        label="Wilt u er iets bij schrijven?",
        required=False,
        max_length=MAX_OPMERKING,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Schrijf geen namen of andere gegevens van mensen op.",
        error_messages={"max_length": f"Houd het kort: hoogstens {MAX_OPMERKING} tekens."},
    )

    def __init__(self, data: Any = None, *, je: bool = False, **kwargs: Any) -> None:
        if data is not None:
            # NUL cannot be typed; what a program sends of it is dropped, so that a reader's words never come back with a strange error.
            data = {name: data.get(name, "").replace("\x00", "") for name in ("geholpen", "opmerking")}
        super().__init__(data, **kwargs)
        if je:
            self.fields["geholpen"].label = "Heeft dit je geholpen?"
            self.fields["opmerking"].label = "Wil je er iets bij schrijven?"

    def clean_opmerking(self) -> str:
        """Refuse what looks like somebody's data.

        Raises:
            ValidationError: naming what was seen.
        """
        text = clean_text(self.cleaned_data["opmerking"])
        if seen := personal_data(text):
            raise ValidationError(f"Hier lijkt {' en '.join(seen)} in te staan. Haal dat weg; de rest kunnen wij bewaren.")
        return text

    def answer(self) -> dict[str, Any]:
        """What `store_reactie` wants to know, of a valid form."""
        return {"geholpen": self.cleaned_data["geholpen"] == "ja", "opmerking": self.cleaned_data["opmerking"]}
