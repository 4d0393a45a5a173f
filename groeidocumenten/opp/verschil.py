"""What changed between two frozen versions, place by place, with the changed words marked. Both are read as this viewer may read them."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.formats import date_format

from formats.readable import Regel

from .lezen import AFSPRAKEN, DOELEN, EIGEN, FACTOREN, HOREN, PERSPECTIEF, Blokken

# A word with the white space behind it, so that putting the pieces together gives the text again.
WORD = re.compile(r"\S+\s*|\s+")
# Longer texts are shown beside each other instead: marking thousands of words helps nobody and takes long.
MAX_WORDS = 2_000


@dataclass(frozen=True)
class Stukje:
    """A piece of text that stayed, came or went."""

    soort: Literal["bleef", "kwam", "ging"]
    tekst: str


@dataclass(frozen=True)
class Verschil:
    """One thing that reads differently. `soort` is nieuw, weg or anders; of the last `stukjes` marks the words."""

    plek: str
    titel: str
    label: str
    soort: Literal["nieuw", "weg", "anders"]
    was: str
    werd: str
    stukjes: list[Stukje]


def differences(was: Blokken, werd: Blokken) -> list[Verschil]:
    """Everything that reads differently, in the order of the newer version; what went comes last."""
    before, after = dict(_lines(was)), dict(_lines(werd))
    found = [_one(key, line, before.get(key)) for key, line in after.items() if before.get(key, ("", "", ""))[2] != line[2]]
    gone = [_one(key, (line[0], line[1], ""), line) for key, line in before.items() if key not in after]
    return found + gone


def changed_places(was: Blokken, werd: Blokken) -> set[str]:
    """The places in which something reads differently."""
    return {verschil.plek for verschil in differences(was, werd)}


def marked(was: str, werd: str) -> list[Stukje]:
    """Two texts as one, word by word."""
    old, new = WORD.findall(was), WORD.findall(werd)
    if len(old) + len(new) > MAX_WORDS:
        return []
    pieces = []
    for what, i1, i2, j1, j2 in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Stukje("bleef", "".join(old[i1:i2])))
            continue
        if i1 != i2:
            pieces.append(Stukje("ging", "".join(old[i1:i2])))
        if j1 != j2:
            pieces.append(Stukje("kwam", "".join(new[j1:j2])))
    return pieces


def in_words(regel: Regel) -> str:
    """An answer as plain text."""
    parts = [regel.nvt_zin if regel.nvt else "", regel.tekst, *regel.lijst]
    parts += [" | ".join(cel for cel in rij if cel) for rij in regel.rijen]
    for groep in regel.groepen:
        parts += [groep.titel, *(f"{label}: {tekst}" for label, tekst in groep.regels)]
    parts += [naam for naam, _adres in regel.bestanden]
    return "\n".join(part for part in parts if part)


Key = tuple[str, str]
Line = tuple[str, str, str]


def _one(key: Key, line: Line, before: Line | None) -> Verschil:
    was, werd = before[2] if before else "", line[2]
    soort: Literal["nieuw", "weg", "anders"] = "nieuw" if not was else "weg" if not werd else "anders"
    return Verschil(key[0], line[0], line[1], soort, was, werd, marked(was, werd) if soort == "anders" else [])


def _lines(blokken: Blokken) -> Iterator[tuple[Key, Line]]:
    """Everything that is said, as (place, what) → (title of the place, label, text); empty texts are left out."""
    for key, (titel, label, tekst) in _all(blokken):
        if tekst:
            yield key, (titel, label, tekst)


def _all(blokken: Blokken) -> Iterator[tuple[Key, Line]]:
    for label, tekst in blokken.perspectief:
        yield (PERSPECTIEF, label), (EIGEN[PERSPECTIEF], label, tekst)
    for way, factoren in blokken.factoren:
        for factor in factoren:
            words = "\n".join(part for part in (factor["wat"], factor.get("toelichting", "")) if part)
            yield (
                (FACTOREN, f"{way}|{factor['door']}|{factor['wat']}"),
                (EIGEN[FACTOREN], f"{way.capitalize()}, volgens {factor['door']}", words),
            )
    for number, moment in enumerate(blokken.hoormomenten):
        label = f"{moment['moment_naam'].capitalize()}, {date_format(moment['datum'], 'j F Y')}"
        said = "\n".join(part for part in (moment["inbreng"], moment["reden"], moment["opvolging"]) if part)
        yield (HOREN, f"{number}|{label}"), (EIGEN[HOREN], label, said)
    for deel in blokken.delen:
        for blok in deel.secties:
            for regel in blok.regels:
                if not regel.leeg:
                    yield (blok.plek, regel.key), (blok.titel, regel.label, in_words(regel))
    for doel in blokken.doelen:
        deeds = [" | ".join(tekst for _label, tekst in deed) for deed in doel.interventies]
        lines = [doel.titel, doel.kindtaal, *(f"{label}: {tekst}" for label, tekst in doel.regels), *deeds]
        yield (DOELEN, doel.id), (EIGEN[DOELEN], doel.titel, "\n".join(line for line in lines if line))
    for afspraak in blokken.afspraken:
        by = f" (uiterlijk {date_format(afspraak['uiterlijk'], 'j F Y')})" if afspraak["uiterlijk"] else ""
        yield (AFSPRAKEN, afspraak["id"]), (EIGEN[AFSPRAKEN], "Afspraak", f"{afspraak['wie']}: {afspraak['wat']}{by}")
