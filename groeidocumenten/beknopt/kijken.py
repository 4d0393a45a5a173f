"""Looks at texts of an OPP with the rules and says what could be shorter or plainer. Pure: no database, no network; it judges nobody's child.

A hint is a guess by simple rules. It names the words that it stumbled over, and never stops anybody from saving or sending.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from groeidocumenten.opp.tijd import schooljaar

from .regels import Regel

# So many words of one kind are named per text; more would be a list that nobody reads.
MOST = 4
AROUND = 30
YEAR = re.compile(r"(?<![\d.,])(?:19[89]\d|20\d\d)(?![\d]|[.,]\d)")
GROUP = re.compile(r"\bgroep\s+([1-8])\b", re.IGNORECASE)
NUMBER = re.compile(r"(?<!\w)\d+(?:[.,]\d+)?%?(?!\w)")
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
NAME = r"\s+([A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:[-'’][A-Za-zà-öø-ÿ]+)*)"


@dataclass(frozen=True)
class Passage:
    """A text of the school, and where it stands."""

    plek: str
    waar: str
    tekst: str


@dataclass(frozen=True)
class Vondst:
    """What a rule stumbled over: where, and the words."""

    waar: str
    woorden: tuple[str, ...]
    plek: str = ""


@dataclass(frozen=True)
class Tip:
    """A rule with what it found."""

    regel: Regel
    vondsten: tuple[Vondst, ...]


@dataclass(frozen=True)
class Bekend:
    """What a rule must know of the pupil: names that may stand there, the group, and today."""

    namen: frozenset[str]
    groep: int | None
    vandaag: date


def look(passages: Sequence[Passage], doelen: Sequence[Mapping[str, Any]], regels: Iterable[Regel], bekend: Bekend) -> list[Tip]:
    """The hints on these texts and goals, one a rule, in the order of the rules."""
    found = []
    for regel in regels:
        if regel.code == "doelen":
            seen = [Vondst("Doelen", (_short(goal),), "doelen") for goal in doelen if not _measured(goal, regel)]
        else:
            check = CHECKS[regel.code]
            said = ((one, tuple(dict.fromkeys(check(one.tekst, regel, bekend)))[:MOST]) for one in passages)
            seen = [Vondst(one.waar, words, one.plek) for one, words in said if words]
        if seen:
            found.append(Tip(regel, tuple(seen)))
    return found


def _words(tekst: str, regel: Regel, bekend: Bekend) -> Iterator[str]:
    """The words of the rule that stand in a text, with what could stand there instead."""
    for word, other in regel.vertaald.items():
        if match := _whole(word).search(tekst):
            yield f"{match.group()} → {other}" if other else match.group()


def _tests(tekst: str, regel: Regel, bekend: Bekend) -> Iterator[str]:
    """The words and numbers of tests, when there are so many that it reads like a list."""
    words = [match.group() for word in regel.vertaald if (match := _whole(word).search(tekst))]
    numbers, total = NUMBER.findall(tekst), len(WORD.findall(tekst)) or 1
    least = regel.drempels
    listed = len(numbers) >= least["getallen"] and len(numbers) / total >= least["aandeel"]
    if len(words) >= least["woorden"] or (words and len(numbers) >= least["getallen_bij_woord"]) or listed:
        yield ", ".join([*words[:3], f"{len(numbers)} getallen"])


def _old(tekst: str, regel: Regel, bekend: Bekend) -> Iterator[str]:
    """Years before the schooljaren that count, and groups long past. A year to come or of now is none."""
    first = schooljaar(bekend.vandaag) - int(regel.drempels["schooljaren"]) + 1
    for match in YEAR.finditer(tekst):
        if int(match.group()) < first:
            yield _around(tekst, match)
    for match in GROUP.finditer(tekst):
        if bekend.groep is not None and int(match.group(1)) <= bekend.groep - int(regel.drempels["groepen"]):
            yield _around(tekst, match)


def _names(tekst: str, regel: Regel, bekend: Bekend) -> Iterator[str]:
    """A word for somebody, followed by a name that is not of the pupil or of who has gezag."""
    kinds = "|".join(sorted(map(re.escape, regel.vertaald), key=len, reverse=True))
    if not kinds:
        return
    for match in re.finditer(rf"\b(?i:{kinds}),?{NAME}", tekst):
        if match.group(1).casefold() not in bekend.namen:
            yield " ".join(match.group().split())


def _measured(goal: Mapping[str, Any], regel: Regel) -> bool:
    """Whether a goal says how it is measured, or what is seen or counted."""
    if str(goal.get("meetwijze") or "").strip():
        return True
    said = str(goal.get("omschrijving") or "")
    return NUMBER.search(said) is not None or any(_whole(word).search(said) for word in regel.vertaald)


def _whole(word: str) -> re.Pattern[str]:
    """A word or words as they stand in a text, with the usual endings; short ones and abbreviations only as they are written."""
    parts = r"\s+".join(map(re.escape, word.split()))
    if len(word) <= 4:
        return re.compile(rf"(?<!\w){parts}(?!\w)")
    return re.compile(rf"(?<!\w){parts}(?:e|en|s)?(?!\w)", re.IGNORECASE)


def _around(tekst: str, match: re.Match[str]) -> str:
    """A find with the words around it."""
    begin, end = max(match.start() - AROUND, 0), min(match.end() + AROUND, len(tekst))
    piece = " ".join(tekst[begin:end].split())
    if begin:
        piece = "…" + piece.partition(" ")[2] if " " in piece else piece
    return piece.rpartition(" ")[0] + "…" if end < len(tekst) and " " in piece else piece


def _short(goal: Mapping[str, Any]) -> str:
    said = " ".join(str(goal.get("omschrijving") or "Een doel zonder tekst").split())
    return said if len(said) <= 90 else said[:89].rstrip() + "…"


CHECKS: dict[str, Callable[[str, Regel, Bekend], Iterator[str]]] = {
    "basisondersteuning": _words,
    "vakwoorden": _words,
    "toetsen": _tests,
    "oud": _old,
    "namen": _names,
}
