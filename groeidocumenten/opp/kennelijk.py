"""What an obvious slip ("kennelijke fout") can be: a few letters in a text, never a number, a word that turns a meaning round, or a new part. Pure.

The route keeps signatures, so it must not be able to change what people agreed on. What it refuses goes the ordinary way: a new concept, and
everybody is asked again (dossier 8.39).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .verschil import marked

MAX_LETTERS, MAX_PLACES = 30, 5
# Words that turn a meaning round or change how much is promised.
ZWAAR = frozenset(
    "niet geen nooit wel altijd soms moet mag kan zal niemand iedereen zonder met minder meer dagelijks wekelijks".split()  # noqa: SIM905
)
WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Wijziging:
    """One text that reads differently."""

    was: str
    werd: str


class NietKennelijk(Exception):
    """It is more than an obvious slip; the text says why."""


def slips(was: Any, werd: Any) -> list[Wijziging]:
    """The texts that changed between two contents, when all of it is an obvious slip.

    Raises:
        NietKennelijk: if it is more than that, or nothing changed.
    """
    found = list(_changed(was, werd))
    if not found:
        raise NietKennelijk("Er is niets veranderd. Verbeter eerst de fout in de tekst.")
    if len(found) > MAX_PLACES:
        raise NietKennelijk(f"Er is op {len(found)} plekken iets veranderd. Dat is meer dan een kennelijke fout.")
    for one in found:
        _refuse_more(one)
    return found


def _changed(was: Any, werd: Any) -> Iterator[Wijziging]:
    if isinstance(was, dict) and isinstance(werd, dict) and was.keys() == werd.keys():
        for key in was:
            yield from _changed(was[key], werd[key])
    elif isinstance(was, list) and isinstance(werd, list) and len(was) == len(werd):
        for one, other in zip(was, werd, strict=True):
            yield from _changed(one, other)
    elif was != werd:
        if not (isinstance(was, str) and isinstance(werd, str) and was and werd):
            raise NietKennelijk("Er is iets bijgekomen, weggehaald of anders gekozen. Dat is meer dan een kennelijke fout.")
        yield Wijziging(was, werd)


def _refuse_more(one: Wijziging) -> None:
    pieces = [piece.tekst for piece in marked(one.was, one.werd) if piece.soort != "bleef"]
    if not pieces or sum(len(piece.strip()) for piece in pieces) > 2 * MAX_LETTERS:
        raise NietKennelijk("Er is te veel tekst veranderd voor een kennelijke fout.")
    went, came = ([p.tekst for p in marked(one.was, one.werd) if p.soort == kind] for kind in ("ging", "kwam"))
    if any(any(letter.isdigit() for letter in piece) for piece in pieces):
        raise NietKennelijk("Er is een getal of datum veranderd. Daar vraagt u opnieuw akkoord op.")
    if _heavy(went) != _heavy(came):
        raise NietKennelijk("Er is een woord veranderd dat de betekenis kan omdraaien. Daar vraagt u opnieuw akkoord op.")


def _heavy(pieces: list[str]) -> list[str]:
    return sorted(word for piece in pieces for word in WORDS.findall(piece.lower()) if word in ZWAAR)
