"""Inputs of one line in a known form: a telephone number, an e-mail address, a postcode, a BRIN."""

import re
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from .cells import Cel, within


class TelefoonCel(Cel):
    """A telephone number, kept as it was typed."""

    kind = "tel"
    _SHAPE = re.compile(r"(\+|00)?[0-9 ()./-]+")

    def clean(self, raw: Any, earlier: Collection[str] = ()) -> str:
        """Between eight and fifteen digits (the longest number that exists, ITU-T E.164)."""
        digits = sum(sign.isdecimal() for sign in raw)
        if raw and not (raw.isascii() and self._SHAPE.fullmatch(raw) and 8 <= digits <= 15):
            raise ValidationError("Dit telefoonnummer klopt nog niet. Schrijf het met cijfers, zo: 06 12345678.", code="invalid")
        return raw


class EmailCel(Cel):
    """An e-mail address."""

    kind = "email"

    def clean(self, raw: Any, earlier: Collection[str] = ()) -> str:
        """The address."""
        text = within(raw, self.max_lengte)
        if text:
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError("Dit e-mailadres klopt nog niet. Schrijf het zo: naam@school.nl.", code="invalid") from None
        return text


class PostcodeCel(Cel):
    """A Dutch postcode, written as "1234 AB"."""

    attrs = ' size="8"'
    _SHAPE = re.compile(r"([1-9][0-9]{3})\s*([A-Z]{2})")

    def clean(self, raw: Any, earlier: Collection[str] = ()) -> str:
        """In its own writing: four digits, a space, two capitals."""
        if not raw:
            return ""
        found = self._SHAPE.fullmatch(raw.upper())
        if not found:
            raise ValidationError("Deze postcode klopt nog niet. Schrijf hem zo: 1234 AB.", code="invalid")
        return f"{found[1]} {found[2]}"


class BrinCel(Cel):
    """A school's number: two digits and two letters or digits."""

    attrs = ' size="6"'
    _SHAPE = re.compile(r"[0-9]{2}[A-Z0-9]{2}")

    def clean(self, raw: Any, earlier: Collection[str] = ()) -> str:
        """In capitals, without spaces."""
        text = re.sub(r"[\s.-]", "", raw).upper()
        if text and not self._SHAPE.fullmatch(text):
            raise ValidationError("Een BRIN heeft 4 tekens en begint met 2 cijfers, bijvoorbeeld 12AB.", code="invalid")
        return text
