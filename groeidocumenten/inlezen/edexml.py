"""Reads EDEXML 2.1, the Dutch exchange file of pupil administrations: a pure reader that knows no database and nobody.

It takes the file in pieces and keeps only what is named in `WANTED`: key, name, birth date, jaargroep, groep and vestiging of a pupil, the names of
groups, the school's codes, and the names of people whose role is IB. Everything else (BSN, nationality, addresses) is never held: its text is
dropped while it comes in. A DTD, an entity and anything from outside the file are refused (defusedxml).
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO
from xml.etree.ElementTree import ParseError  # only the name of the error; reading is defusedxml's

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

PIECE = 64 * 1024
DEEPEST = 20
LONGEST = 200
MOST_ERRORS = 20
MOST_GROUPS = 5_000
# A pupil is older than this, and younger than that.
OLDEST_YEARS = 24
# Field of a pupil → how much of it fits in our own register.
FITS = {"sleutel": 100, "roepnaam": 60, "voorvoegsel": 20, "achternaam": 80, "jaargroep": 10}
IB = {"ib", "ib'er", "intern begeleider", "interne begeleider"}
READABLE = {"utf-8", "us-ascii", "iso-8859-1", "windows-1252"}

_PUPIL = ("leerlingen", "leerling")
_TEACHER = ("leerkrachten", "leerkracht")
_GROUP = ("groepen", "groep")
_PLACES = (("vestigingen", "vestiging"), ("school", "vestigingen", "vestiging"))
_NAME = ("roepnaam", "voorvoegsel", "achternaam")
WANTED = {
    *(("school", name) for name in ("brincode", "dependancecode")),
    *((*_PUPIL, name) for name in (*_NAME, "geboortedatum", "jaargroep")),
    *((*_TEACHER, name) for name in (*_NAME, "rol", "functie")),
    (*_GROUP, "naam"),
    *((*place, "dependancecode") for place in _PLACES),
}
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")

BROKEN = "Dit bestand is geen goede XML. Maak de export opnieuw in uw leerlingadministratie."
CUT_OFF = "Dit bestand is niet compleet: het einde ontbreekt. Maak de export opnieuw, of haal het bestand opnieuw op."
WRONG_LETTERS = (
    "De letters in dit bestand zijn anders opgeslagen dan het bestand zelf zegt. Namen met een accent zouden dan verkeerd worden gelezen. "
    "Maak de export opnieuw als UTF-8, of vraag het de leverancier van uw leerlingadministratie."
)
OTHER_LETTERS = "Dit bestand gebruikt een lettercodering die we niet lezen. Maak de export als UTF-8."
NOT_EDEX = "Dit is geen EDEXML-bestand. Kies in uw leerlingadministratie de export “EDEXML 2.1”."
DANGEROUS = "In dit bestand staan verwijzingen die niet in EDEXML horen (een DTD of entiteiten). Zo'n bestand lezen we niet."
TOO_DEEP = "Dit bestand is te diep genest voor een EDEXML-bestand."
TOO_LONG = "In dit bestand staat een naam of code van meer dan 200 tekens. Dat kan niet kloppen."


class Onleesbaar(Exception):
    """The file cannot be taken in; what it says is for the person who sent it, and names no pupil."""

    def __init__(self, *redenen: str) -> None:
        super().__init__(*redenen)
        self.redenen = redenen


@dataclass(frozen=True, slots=True)
class Gegevens:
    """What is read of one pupil. `groep` and `vestiging` are keys of the file."""

    nummer: int
    sleutel: str
    roepnaam: str
    voorvoegsel: str
    achternaam: str
    geboortedatum: date
    jaargroep: str = ""
    groep: str = ""
    vestiging: str = ""


@dataclass
class Kop:
    """What is read beside the pupils; complete when the whole file was read."""

    brin: str = ""
    dependance: str = ""
    groepen: dict[str, str] = field(default_factory=dict)
    vestigingen: dict[str, str] = field(default_factory=dict)
    begeleiders: list[str] = field(default_factory=list)


class Lezer:
    """One reading of one file. Iterate `pupils()` once; `kop` is whole afterwards."""

    def __init__(self, *, today: date) -> None:
        """Nothing was read yet."""
        self.kop = Kop()
        self._today = today
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._length = 0
        self._one: dict[str, str] = {}
        self._ready: list[Gegevens] = []
        self._seen: dict[str, int] = {}
        self._errors: list[str] = []
        self._count = 0

    def pupils(self, bestand: BinaryIO) -> Iterator[Gegevens]:
        """Every pupil of the file, in its order; no more than one piece is held.

        Raises:
            Onleesbaar: if the file is no EDEXML, is unsafe, or anything in it cannot be right. What was given out before must then be dropped.
        """
        parser = XMLParser(target=self, forbid_dtd=True)
        letters: codecs.IncrementalDecoder | None = None
        first = True
        try:
            while piece := bestand.read(PIECE):
                if first:
                    letters, first = _letters_of(piece), False
                if letters is not None:
                    letters.decode(piece)
                parser.feed(piece)
                yield from self._drained()
            parser.close()
        except UnicodeDecodeError:
            raise Onleesbaar(WRONG_LETTERS) from None
        except DefusedXmlException:
            raise Onleesbaar(DANGEROUS) from None
        except ParseError as wrong:
            raise Onleesbaar(CUT_OFF if wrong.code in (3, 5) and self._path else BROKEN) from None
        except LookupError:
            raise Onleesbaar(OTHER_LETTERS) from None
        yield from self._drained()
        if self._errors:
            raise Onleesbaar(*self._errors)
        if not self._count:
            raise Onleesbaar("Er staan geen leerlingen in dit bestand.")

    # --- What the parser calls; the names are the parser's ---

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        if not self._path and name != "EDEX":
            raise Onleesbaar(NOT_EDEX)
        self._path.append(name)
        if len(self._path) > DEEPEST:
            raise Onleesbaar(TOO_DEEP)
        place = tuple(self._path[1:])
        self._text, self._length = ([] if place in WANTED else None), 0
        if place in (_PUPIL, _TEACHER, _GROUP, *_PLACES):
            self._one = {"sleutel": _attribute(attrs)}
        elif place == (*_PUPIL, "groep"):
            self._one.setdefault("groep", _attribute(attrs))
        elif place == (*_PUPIL, "vestiging"):
            self._one.setdefault("vestiging", _attribute(attrs))

    def data(self, text: str) -> None:
        """Text of an element; only that of a wanted one is held."""
        if self._text is not None:
            self._length += len(text)
            if self._length > LONGEST:
                raise Onleesbaar(TOO_LONG)
            self._text.append(text)

    def end(self, tag: str) -> None:
        """An element is over."""
        place = tuple(self._path[1:])
        said = " ".join("".join(self._text).split()) if self._text is not None else ""
        self._text = None
        self._path.pop()
        if place == _PUPIL:
            self._pupil()
        elif place == _TEACHER:
            self._teacher()
        elif place == _GROUP:
            self._keep(self.kop.groepen, self._one.get("naam", ""))
        elif place in _PLACES:
            self._keep(self.kop.vestigingen, self._one.get("dependancecode", ""))
        elif place == ("school", "brincode"):
            self.kop.brin = said.upper()
        elif place == ("school", "dependancecode"):
            self.kop.dependance = said
        elif place in WANTED:
            self._one[place[-1]] = said

    def close(self) -> None:
        """The file is over."""

    # --- What is made of it ---

    def _drained(self) -> list[Gegevens]:
        ready, self._ready = self._ready, []
        return ready

    def _keep(self, where: dict[str, str], value: str) -> None:
        if len(where) >= MOST_GROUPS:
            raise Onleesbaar(f"In dit bestand staan meer dan {MOST_GROUPS} groepen. Dat kan niet kloppen.")
        where[self._one["sleutel"]] = value

    def _teacher(self) -> None:
        roles = {self._one.get(name, "").casefold() for name in ("rol", "functie")}
        name = " ".join(filter(None, (self._one.get(part, "") for part in _NAME)))
        if roles & IB and name and len(self.kop.begeleiders) < 50:
            self.kop.begeleiders.append(name)

    def _pupil(self) -> None:
        self._count += 1
        one, number = self._one, self._count
        wrong = [text for name, text in _MISSING.items() if not one.get(name)]
        wrong += [f"{_CALLED[name]} is langer dan {most} tekens" for name, most in FITS.items() if len(one.get(name, "")) > most]
        born = _day(one.get("geboortedatum", ""))
        if one.get("geboortedatum") and (born is None or not self._plausible(born)):
            wrong.append("de geboortedatum kan niet kloppen")
        key = one["sleutel"]
        if key and self._seen.setdefault(key, number) != number:
            wrong.append(f"heeft dezelfde sleutel als leerling {self._seen[key]}")
        if wrong or born is None:
            self._errors.append(f"Leerling {number} in het bestand: {', '.join(wrong)}.")
            if len(self._errors) >= MOST_ERRORS:
                raise Onleesbaar(*self._errors, "Er zijn nog meer fouten. Verbeter eerst deze.")
            return
        names = {name: one.get(name, "") for name in (*_NAME, "jaargroep", "groep", "vestiging")}
        self._ready.append(Gegevens(nummer=number, sleutel=key, geboortedatum=born, **names))

    def _plausible(self, born: date) -> bool:
        return born < self._today and born.year >= self._today.year - OLDEST_YEARS


_MISSING = {
    "sleutel": "heeft geen sleutel",
    "roepnaam": "heeft geen roepnaam",
    "achternaam": "heeft geen achternaam",
    "geboortedatum": "heeft geen geboortedatum",
}
_CALLED = {name: f"de {name}" if name != "voorvoegsel" else "het voorvoegsel" for name in FITS}


def _attribute(attrs: dict[str, str]) -> str:
    key = attrs.get("key", "").strip()
    if len(key) > LONGEST:
        raise Onleesbaar(TOO_LONG)
    return key


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _letters_of(head: bytes) -> codecs.IncrementalDecoder | None:
    """What checks that the bytes are the letters that the file says they are; None where every byte is a letter."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Onleesbaar(OTHER_LETTERS)
    found = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8))
    try:
        name = codecs.lookup(found[1].decode()).name if found else "utf-8"
    except LookupError:
        raise Onleesbaar(OTHER_LETTERS) from None
    if name.replace("iso8859-1", "iso-8859-1").replace("ascii", "us-ascii").replace("cp1252", "windows-1252") not in READABLE:
        raise Onleesbaar(OTHER_LETTERS)
    return codecs.getincrementaldecoder(name)("strict") if name in ("utf-8", "ascii") else None
