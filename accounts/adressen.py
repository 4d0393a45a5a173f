"""E-mail addresses that people type: in small letters, and of plain letters only, so that one which merely looks like another person's is refused."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ODD = _("In dit e-mailadres staat een letter die niet kan. Typ het adres opnieuw, met gewone letters.")
WRONG = "Dit is geen e-mailadres. Controleer het, bijvoorbeeld naam@school.nl."
# What comes along invisibly when an address is copied: spaces that do not break or have no width, marks of order, a soft hyphen.
_UNSEEN = dict.fromkeys(map(ord, "\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


def plain_address(text: str) -> str:
    """An address as it is compared and kept.

    Raises:
        ValidationError: for letters that are no plain letters, also when a domain hides them (`xn--…`).
    """
    address = text.translate(_UNSEEN).strip().lower()
    if not address.isascii() or any(label.startswith("xn--") for label in address.rpartition("@")[2].split(".")):
        raise ValidationError(ODD)
    return address


class AdresField(forms.EmailField):
    """An input for an address; what is wrong with it is said in Dutch, and of odd letters first."""

    default_error_messages = {"required": "Vul een e-mailadres in.", "invalid": WRONG}

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"max_length": 150, **kwargs})  # type: ignore[arg-type]
        self.validators[0].message = WRONG  # type: ignore[attr-defined]

    def to_python(self, value: object) -> str:
        """The plain address.

        Raises:
            ValidationError: as `plain_address`.
        """
        return plain_address(str(super().to_python(value) or ""))
