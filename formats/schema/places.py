"""How a place in a format is named to an editor: "Deel 2 ‘Perspectief’, sectie ‘Doelen’, vraag ‘Datum’"."""

from .format import Deel, Sectie
from .velden import AnyVeld, Toelichting

_SHOWN = 60
# Formats are not named as a whole in a place; what is wrong with all of it stands under this.
FORMAT = "Het format"


def short(text: str) -> str:
    """A text on one line, cut off where it would fill a message."""
    line = text.replace("\n", " ")
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def named(text: str, number: int) -> str:
    """The name between quotes, or the number of what has no name yet."""
    return f"‘{short(text)}’" if text else str(number)


def place_of_deel(deel: Deel, number: int) -> str:
    """Parts are counted as well as named, because an editor sees them as chapters."""
    return f"Deel {number}" + (f" ‘{short(deel.titel)}’" if deel.titel else "")


def place_of_sectie(sectie: Sectie, place: str, number: int) -> str:
    """The section inside the place of its part."""
    return f"{place}, sectie {named(sectie.titel, number)}"


def place_of_veld(veld: AnyVeld, place: str, number: int) -> str:
    """The field inside the place of its section; a text to read is no question."""
    what = "tekst" if isinstance(veld, Toelichting) else "vraag"
    return f"{place}, {what} {named(veld.label, number)}"
