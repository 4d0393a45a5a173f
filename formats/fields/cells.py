"""One input: a line, a text, a date, a number, a file's name. The same for a field and for a cell of a row. Choices stand in choice.py.

What a person typed passes three forms: `raw` as it stands in the inputs, `typed` as the answer it would be, and the answer that `clean`
accepts. `clean` only judges; it never throws anything away.
"""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from . import html

YEARS = range(1900, 2101)
WRONG_DATE = "Deze datum bestaat niet. Schrijf een datum zo: 31-12-2026."
WRONG_PERIOD = "Deze datum bestaat niet. Schrijf bijvoorbeeld 31-12-2026, 12-2026 of 2026."
WRONG_YEAR = "Kijk het jaartal na."
OTHER_FILE = "Dit bestand hoort niet bij deze vraag. Voeg het opnieuw toe."


MARKS = (
    "Zet **twee sterretjes** om woorden voor vet en *één sterretje* voor schuin. "
    "Begin een regel met - voor een lijst, of met ## voor een kop."
)


class Cel:
    """An input of one line, and what every other input has."""

    # Whether it is several controls, which need a fieldset around them instead of a label.
    grouped = False
    kind = "text"
    # Fixed attributes, as HTML.
    attrs = ""
    # What a person must know to fill this in; shown under the label.
    hint = ""

    def __init__(self, max_lengte: int = 200) -> None:
        self.max_lengte = max_lengte

    def start(self, answer: str) -> Any:
        """The stored answer as it stands in the inputs."""
        return answer

    def read(self, sent: Any, name: str, answer: str) -> Any:
        """What stood in the inputs when they were sent; the earlier answer where they were not sent."""
        return sent.one(name) if name in sent else self.start(answer)

    def typed(self, raw: Any) -> str:
        """What was typed as an answer, not judged."""
        return raw

    def clean(self, raw: Any, earlier: Collection[str] = ()) -> str:
        """The answer to store.

        Args:
            earlier: answers that stood here before; an option that is no longer in the list may stay.

        Raises:
            ValidationError: in words for the person who typed it.
        """
        return within(raw, self.max_lengte)

    def html(self, name: str, raw: Any, attrs: str = "", earlier: Collection[str] = ()) -> SafeString:
        """The input with what stands in it."""
        return html.input_line(name, raw, self.attrs + attrs, kind=self.kind)


class TekstCel(Cel):
    """A text of several lines."""

    def __init__(self, max_lengte: int, rows: int = 6, *, marks: bool = False) -> None:
        super().__init__(max_lengte)
        self.rows = rows
        if marks:
            self.attrs = " data-opmaak"
            self.hint = MARKS

    def html(self, name: str, raw: Any, attrs: str = "", earlier: Collection[str] = ()) -> SafeString:
        """A text area."""
        return html.textarea(name, raw, self.attrs + attrs, rows=self.rows)


class DatumCel(Cel):
    """A date between 1900 and 2100; ISO in the answer, in the input as the browser or a Dutch hand writes it."""

    _DUTCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
    _ISO = re.compile(r"\d{4}-\d{2}-\d{2}")

    def typed(self, raw: Any) -> str:
        """As ISO text where it is a date, so that conditions and computed fields can use it."""
        try:
            return self._iso(raw) if raw else ""
        except ValidationError:
            return raw

    def clean(self, raw: Any, earlier: Collection[str] = ()) -> str:
        """ISO text, or "" for nothing."""
        return _year_checked(self._iso(raw)) if raw else ""

    def html(self, name: str, raw: Any, attrs: str = "", earlier: Collection[str] = ()) -> SafeString:
        """A date input; an ordinary one for what is no date, because a browser would show a date input empty."""
        try:
            return html.input_line(name, self._iso(raw) if raw else "", attrs, kind="date")
        except ValidationError:
            return html.input_line(name, raw, attrs, css="gp-input gp-input--short")

    def _iso(self, text: str) -> str:
        if found := self._DUTCH.fullmatch(text):
            text = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
        try:
            return date.fromisoformat(text if self._ISO.fullmatch(text) else "").isoformat()
        except ValueError:
            raise ValidationError(WRONG_DATE, code="invalid") from None


class PeriodeCel(DatumCel):
    """A date, or only a month and a year, or only a year."""

    hint = "Bijvoorbeeld 31-12-2026. Weet u de dag niet? Dan is 12-2026 of 2026 ook goed."
    _MONTH = re.compile(r"(\d{1,2})[-/. ](\d{4})")
    _ISO_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

    def start(self, answer: str) -> Any:
        """Written the Dutch way round."""
        return "-".join(reversed(answer.split("-")))

    def html(self, name: str, raw: Any, attrs: str = "", earlier: Collection[str] = ()) -> SafeString:
        """An ordinary input: a date input cannot hold only a year."""
        return html.input_line(name, raw, attrs, css="gp-input gp-input--short")

    def _iso(self, text: str) -> str:
        if len(text) == 4 and text.isascii() and text.isdecimal():
            return text
        if found := self._MONTH.fullmatch(text):
            text = f"{found[2]}-{found[1]:0>2}"
        if self._ISO_MONTH.fullmatch(text):
            return text
        try:
            return super()._iso(text)
        except ValidationError:
            raise ValidationError(WRONG_PERIOD, code="invalid") from None


class GetalCel(Cel):
    """A number typed the Dutch way ("3,5", "1.250"), stored with a full stop.

    Args:
        decimalen: how many digits may follow the comma; None for any.
        eenheid: a word that a person may write behind the number.
    """

    attrs = ' inputmode="decimal"'
    _THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")
    _NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")

    def __init__(self, minimum: int | None = None, maximum: int | None = None, decimalen: int | None = None, eenheid: str = "") -> None:
        super().__init__()
        self.minimum, self.maximum, self.decimalen, self.eenheid = minimum, maximum, decimalen, eenheid
        self.wrong = f"Schrijf een getal in cijfers, bijvoorbeeld {'12' if decimalen == 0 else '3,5'}."

    def start(self, answer: str) -> Any:
        """With a comma."""
        return answer.replace(".", ",")

    def typed(self, raw: Any) -> str:
        """As a number where it is one, so that conditions can compare it."""
        return self._number(raw) or raw

    def clean(self, raw: Any, earlier: Collection[str] = ()) -> str:
        """The number with a full stop."""
        if not raw:
            return ""
        number = self._number(raw)
        if number is None:
            raise ValidationError(self.wrong, code="invalid")
        self._check(number)
        return number

    def html(self, name: str, raw: Any, attrs: str = "", earlier: Collection[str] = ()) -> SafeString:
        """An ordinary input with a keyboard for numbers: a number input refuses a comma in some browsers and loses what it refuses."""
        line = html.input_line(name, raw, self.attrs + attrs, css="gp-input gp-input--short")
        if not self.eenheid:
            return line
        return html.joined('<div class="gp-unit">', line, f"<span>{escape(self.eenheid)}</span></div>")

    def _number(self, text: str) -> str | None:
        text = text.removesuffix(self.eenheid).replace("−", "-").replace(" ", "").replace("\u00a0", "")
        if "," in text:
            whole, _comma, rest = text.partition(",")
            text = f"{whole.replace('.', '') if self._THOUSANDS.fullmatch(whole) else whole}.{rest}"
        elif self._THOUSANDS.fullmatch(text) and (self.decimalen is None or self.decimalen < 3):
            text = text.replace(".", "")
        if not text.isascii() or not self._NUMBER.fullmatch(text):
            return None
        number = Decimal(text)
        return f"{number:f}" if number else "0"

    def _check(self, number: str) -> None:
        decimals = len(number.partition(".")[2])
        if self.decimalen is not None and decimals > self.decimalen:
            if not self.decimalen:
                raise ValidationError("Schrijf een heel getal, zonder cijfers achter de komma.", code="decimals")
            digits = "1 cijfer" if self.decimalen == 1 else f"{self.decimalen} cijfers"
            raise ValidationError(f"Schrijf hoogstens {digits} achter de komma.", code="decimals")
        if self.minimum is not None and Decimal(number) < self.minimum:
            raise ValidationError(f"Dit getal is te laag: het laagste dat hier past is {self.minimum}.", code="minimum")
        if self.maximum is not None and Decimal(number) > self.maximum:
            raise ValidationError(f"Dit getal is te hoog: het hoogste dat hier past is {self.maximum}.", code="maximum")


class BestandCel(Cel):
    """The name of a file that stands in a row; the file itself is added on the keeper's own page."""

    grouped = True

    def clean(self, raw: Any, earlier: Collection[str] = ()) -> str:
        """The name that was there."""
        if raw and raw not in earlier:
            raise ValidationError(OTHER_FILE, code="invalid")
        return raw

    def html(self, name: str, raw: Any, attrs: str = "", earlier: Collection[str] = ()) -> SafeString:
        """The name to read, and to send along."""
        shown = escape(raw) if raw else '<span class="gp-muted">Nog geen bestand</span>'
        return html.joined(html.hidden(name, raw), f"<p>{shown}</p>")


def within(text: str, most: int) -> str:
    """The text when it is not too long. A limit is told, not enforced by the browser: `maxlength` cuts off pasted text without a word.

    Raises:
        ValidationError: with both numbers.
    """
    if len(text) > most:
        shown = f"{most:,}".replace(",", ".")
        raise ValidationError(
            f"Maak deze tekst korter: er passen hoogstens {shown} tekens en het zijn er nu {len(text)}.", code="max_length"
        )
    return text


def _year_checked(text: str) -> str:
    if int(text[:4]) not in YEARS:
        raise ValidationError(WRONG_YEAR, code="year")
    return text
