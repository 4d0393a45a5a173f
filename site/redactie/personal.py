"""Finds what looks like somebody's personal data in a public text: a BSN, a private e-mail address, a phone number, a date of birth, a pupil's name.

Patterns find what has a shape; a name in a sentence without any sign beside it they do not find.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

BSN, EMAIL, TELEFOON, GEBOORTEDATUM, NAAM = "bsn", "privemail", "telefoon", "geboortedatum", "naam"

# The invented people of the demo, who may appear in examples.
VERZONNEN = frozenset({"Noor Jansen", "Sem van Dijk", "Daan Mulder", "Noor Yilmaz", "Anja de Boer", "Fatima Yilmaz"})
PRIVATE_PROVIDERS = (
    "gmail", "googlemail", "hotmail", "outlook", "live", "msn", "yahoo", "icloud", "me", "ziggo", "kpnmail", "kpnplanet", "planet", "hetnet", "home",
    "casema", "upcmail", "chello", "telfort", "tele2", "xs4all", "quicknet", "zonnet", "solcon", "proton", "protonmail", "gmx",
)  # fmt: skip
_DIGITS = re.compile(r"(?<![\w./-])(?:\d[ .-]?){7,8}\d(?![\w-])(?!\.\d)")
_EMAIL = re.compile(rf"\b[\w.+-]+@(?:[\w-]+\.)?(?:{'|'.join(PRIVATE_PROVIDERS)})\.(?:com|nl|be|net|org|me)\b", re.IGNORECASE)
_MOBILE = re.compile(r"(?<![\w+])(?:\+31[ -]?\(?0?\)?[ -]?|0031[ -]?|0)6(?:[ -]?\d){8}(?!\d)")
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DATE = rf"\d{{1,2}}(?:[-/.]\d{{1,2}}[-/.]|\s+(?:{_MONTHS})\s+)(?:19|20)\d{{2}}"
_BORN = re.compile(
    rf"\b(?:geboren|geboortedatum|geb\.|jarig)\b[^.!?]{{0,40}}?({_DATE})|({_DATE})[^.!?]{{0,12}}\b(?:geboren)\b", re.IGNORECASE
)
_PART = r"(?:(?:van|de|den|der|ter|ten|te|el|ait|in|op|’t|'t)\s+){0,3}"
_FULL_NAME = rf"[A-ZÀ-Þ][a-zà-ÿ’'-]+\s+{_PART}[A-ZÀ-Þ][a-zà-ÿ’'-]+"
_NAMED_DATE = re.compile(rf"({_FULL_NAME})\W{{1,4}}(?:is\s+)?(?:op\s+)?({_DATE})")
_PUPIL = re.compile(
    rf"\b(?:[Ll]eerling|[Kk]ind|[Kk]leuter|[Jj]ongen|[Mm]eisje|[Zz]oon|[Dd]ochter|[Oo]uders? van|[Mm]oeder van|[Vv]ader van)\s+({_FULL_NAME})"
)


@dataclass(frozen=True)
class Vondst:
    """Something that looks like personal data, shown only so far that an editor finds it."""

    soort: str
    getoond: str


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the elfproef of the burgerservicenummer; eight digits get a zero before them."""
    digits = digits.rjust(9, "0")
    if len(digits) != 9 or not digits.isascii() or not digits.isdigit() or len(set(digits)) == 1:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def bsns(text: str) -> Iterator[str]:
    """Numbers in this text that can be a burgerservicenummer."""
    for found in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        # A phone number begins with a zero and has ten digits; eight digits count only when they are written as one number.
        if is_bsn(digits) and (len(digits) == 9 or found[0].isdigit()) and not digits.startswith("00"):
            yield found[0]


def find(text: str) -> Iterator[Vondst]:
    """Everything in this text that looks like personal data."""
    for number in bsns(text):
        yield Vondst(BSN, f"{number[:2]}…{number[-2:]}")
    for found in _EMAIL.finditer(text):
        yield Vondst(EMAIL, found[0])
    for found in _MOBILE.finditer(text):
        yield Vondst(TELEFOON, found[0].strip())
    dates = {found[1] or found[2] for found in _BORN.finditer(text)}
    dates |= {found[2] for found in _NAMED_DATE.finditer(text) if found[1] not in VERZONNEN}
    for date in sorted(dates):
        yield Vondst(GEBOORTEDATUM, date)
    for found in _PUPIL.finditer(text):
        if found[1] not in VERZONNEN:
            yield Vondst(NAAM, found[1])
