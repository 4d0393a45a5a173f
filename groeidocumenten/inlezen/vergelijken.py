"""Lays the pupils of a file beside those that the school has: who is new, changed, the same, doubtful or gone. Pure; nothing is looked up or stored."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from groeidocumenten.dossiers.names import plain

from .edexml import Gegevens

# Field of our register → field of the file.
VELDEN = {"voornaam": "roepnaam", "tussenvoegsel": "voorvoegsel", "achternaam": "achternaam", "geboortedatum": "geboortedatum"}
LONGEST_GROUP = 20


class Uitslag(StrEnum):
    """What the comparison says of a pupil."""

    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    TWIJFEL = "twijfel"
    ZELFDE = "zelfde"
    ELDERS = "elders"


class Reden(StrEnum):
    """Why somebody has to look."""

    ANDERE_SLEUTEL = "andere_sleutel"
    ANDERE_DAG = "andere_dag"
    DUBBEL = "dubbel"


@dataclass(frozen=True, slots=True)
class Bekend:
    """A pupil as the school has it; without `sleutel` and `jaargroep` who was never taken in from a file."""

    pk: UUID
    voornaam: str
    tussenvoegsel: str
    achternaam: str
    geboortedatum: date
    groep: str
    sleutel: str | None = None
    jaargroep: str | None = None


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """One pupil of the file: what is to be done, with whom, and which fields differ (field, old, new)."""

    nummer: int
    uitslag: Uitslag
    leerling: str = ""
    wat: tuple[tuple[str, str, str], ...] = ()
    reden: str = ""


class Vergelijking:
    """One comparison; give it every pupil of the file once, then ask who is `gone`."""

    def __init__(self, bekend: Iterable[Bekend], *, sleutel: Callable[[str], str]) -> None:
        """Nothing was compared yet.

        Args:
            sleutel: makes of a key of the file what we keep of it.
        """
        self._sleutel = sleutel
        self._by_key: dict[str, Bekend] = {}
        self._by_person: dict[tuple[str, date], list[Bekend]] = {}
        self._left: dict[UUID, Bekend] = {}
        self._new: set[tuple[str, date]] = set()
        for one in bekend:
            self._left[one.pk] = one
            if one.sleutel:
                self._by_key[one.sleutel] = one
            self._by_person.setdefault(_person(one.voornaam, one.tussenvoegsel, one.achternaam, one.geboortedatum), []).append(one)

    def judge(self, row: Gegevens, groep: str) -> Uitkomst:
        """What is to be done with one pupil of the file.

        Args:
            groep: the name of the group, as we write it.
        """
        known = self._by_key.get(self._sleutel(row.sleutel))
        if known is not None:
            self._left.pop(known.pk, None)
            return self._of_known(row, groep, known)
        person = _person(row.roepnaam, row.voorvoegsel, row.achternaam, row.geboortedatum)
        alike = self._by_person.get(person, [])
        if not alike and person not in self._new:
            self._new.add(person)
            return Uitkomst(row.nummer, Uitslag.NIEUW)
        if len(alike) != 1 or alike[0].pk not in self._left:
            for one in alike:
                self._left.pop(one.pk, None)
            return Uitkomst(row.nummer, Uitslag.TWIJFEL, reden=Reden.DUBBEL)
        found = self._left.pop(alike[0].pk)
        linked = ("sleutel", "", "gekoppeld aan de administratie")
        if found.sleutel:
            linked = ("sleutel", "oude sleutel", "nieuwe sleutel")
            return Uitkomst(row.nummer, Uitslag.TWIJFEL, str(found.pk), (linked, *differences(row, groep, found)), Reden.ANDERE_SLEUTEL)
        return Uitkomst(row.nummer, Uitslag.GEWIJZIGD, str(found.pk), (linked, *differences(row, groep, found)))

    def gone(self) -> list[UUID]:
        """Pupils of the school whom the file does not name."""
        return list(self._left)

    def _of_known(self, row: Gegevens, groep: str, known: Bekend) -> Uitkomst:
        found = tuple(differences(row, groep, known))
        if row.geboortedatum != known.geboortedatum:
            return Uitkomst(row.nummer, Uitslag.TWIJFEL, str(known.pk), found, Reden.ANDERE_DAG)
        return Uitkomst(row.nummer, Uitslag.GEWIJZIGD if found else Uitslag.ZELFDE, str(known.pk), found)


def differences(row: Gegevens, groep: str, known: Bekend) -> list[tuple[str, str, str]]:
    """Field, old and new value of everything that differs."""
    both = [(ours, getattr(known, ours), getattr(row, theirs)) for ours, theirs in VELDEN.items()]
    both.append(("jaargroep", known.jaargroep or "", row.jaargroep))
    # Without a group in the file, what the school wrote down itself stays.
    both += [("groep", known.groep, groep)] if groep else []
    return [(name, str(old), str(new)) for name, old, new in both if old != new]


def group_name(row: Gegevens, groepen: dict[str, str]) -> str:
    """What a pupil's group is called with us: its name without the word "groep", or else its jaargroep; as much of it as fits."""
    name = groepen.get(row.groep, "") or row.jaargroep
    bare = name[6:].strip() if name.casefold().startswith("groep ") else name
    return bare[:LONGEST_GROUP].strip()


def elsewhere(row: Gegevens, vestigingen: dict[str, str], vestiging: str) -> bool:
    """Whether the file says that a pupil belongs to another vestiging than this one."""
    code = vestigingen.get(row.vestiging) or row.vestiging
    return len(code) == 2 and code.isdigit() and code != vestiging


def _person(voornaam: str, tussenvoegsel: str, achternaam: str, born: date) -> tuple[str, date]:
    return plain(" ".join(part for part in (voornaam, tussenvoegsel, achternaam) if part)), born
