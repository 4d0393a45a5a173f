"""Mijn plan: an OPP on one page, in the words of a child, with pictures. For pupil, parents and school; it can hang on a wall.

So factors about home or health are never on it, whoever prints it, nor legal words. What does not fit on the
page is shortened, and the page says so.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.formats import date_format

from formats.papier.characters import Cleaner, breakable, coverage, is_rtl, shorten
from formats.papier.pdf import TEMPLATE_ROOT, PrintResult, compile_pdf, pages_of
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.opp.lezen import Blokken, Doelblok, blocks_of
from groeidocumenten.opp.models import OppVersie

TEMPLATE = TEMPLATE_ROOT / "mijn_plan.typ"
# How much fits: letters a line of text, and lines a box. The first that gives one page counts; the last always does.
MATEN = ((420, 5), (240, 4), (150, 3), (90, 2))
VAKKEN = (
    ("zeg", "praten", "Dit zeg ik"),
    ("doel", "ster", "Dit ga ik leren"),
    ("goed", "duim_omhoog", "Dit helpt mij"),
    ("lastig", "hulp", "Dit vind ik lastig"),
    ("afspraak", "samen", "Dit spreken we af"),
    ("later", "boek", "Hier groei ik naartoe"),
)

ANDEREN = {"ouder": "Thuis zeggen ze", "school": "Op school zeggen ze", "deskundige": "Iemand die meehelpt, zegt"}


@dataclass(frozen=True)
class Vak:
    """A box of the page: its picture, its heading, and what stands in it."""

    plaatje: str
    titel: str
    regels: list[str]


def render_kindplan(geopend: GeopendDossier, versie: OppVersie) -> PrintResult:
    """The page as a tagged PDF. No text stops it and none makes it longer than one page."""
    made = timezone.localtime()
    frame, vakken = _data(geopend, versie, made), boxes(blocks_of(versie, geopend))
    try:
        return _made(frame, vakken, made, Cleaner())
    except typst.TypstError:
        return _made(frame, vakken, made, Cleaner(only_plain=True))


def _made(frame: dict[str, Any], vakken: list[Vak], made: datetime, cleaner: Cleaner) -> PrintResult:
    pdf = compile_pdf(_fitting(frame, vakken, cleaner), made, TEMPLATE)
    return PrintResult(pdf, cleaner.replaced())


def boxes(blokken: Blokken) -> list[Vak]:
    """What stands in each box; boxes without anything are left out."""
    said: dict[str, list[str]] = {
        "zeg": [one["inbreng"] for one in blokken.hoormomenten if one["gehoord"] and one.get("inbreng")],
        "doel": [_goal(doel) for doel in blokken.doelen],
        "goed": _factors(blokken, "bevorderend"),
        "lastig": _factors(blokken, "belemmerend"),
        "afspraak": [f"{one.get('wie', '')}: {one.get('wat', '')}" for one in blokken.afspraken],
        "later": [text for label, text in blokken.perspectief if label == "Verwachte bestemming"],
    }
    return [Vak(plaatje, titel, said[key]) for key, plaatje, titel in VAKKEN if said[key]]


def _goal(doel: Doelblok) -> str:
    """A goal with what is done for it: "Wie doet wat" is for adults, what we do is not."""
    deeds = [dict(deed).get("Wat", "") for deed in doel.interventies]
    said = doel.kindtaal or doel.titel
    return f"{said.rstrip('. ')}. Zo doen we dat: {deeds[0]}" if deeds and deeds[0] else said


def _factors(blokken: Blokken, richting: str) -> list[str]:
    """Factors in a child's words; the pupil's own first, and none about home or health."""
    found = [one for _way, group in blokken.factoren for one in group if one["richting"] == richting and not one.get("gevoelig")]
    found.sort(key=lambda one: one["bron"] != "leerling")
    return [_factor(one) for one in found]


def _factor(factor: dict[str, Any]) -> str:
    """A factor as the pupil says it; in another's own words it says whose they are."""
    said = " ".join(part for part in (factor.get("kindtaal") or factor.get("item", ""), factor.get("tekst", "")) if part)
    return said if factor.get("kindtaal") or factor["bron"] not in ANDEREN else f"{ANDEREN[factor['bron']]}: {said}"


def _data(geopend: GeopendDossier, versie: OppVersie, made: datetime) -> dict[str, Any]:
    adopted = geopend.groeidocument.oppvaststellingen.filter(versie=versie).exists()
    return {
        "families": coverage().families,
        "titel": "Mijn plan",
        "naam": shorten(geopend.groeidocument.leerling.voornaam, 40),
        "school": shorten(geopend.groeidocument.school.naam, 60),
        "concept": not adopted,
        "datum": date_format(made, "j F Y"),
        "voettekst": f"Mijn plan, versie {versie.nummer} van {date_format(timezone.localtime(versie.op), 'j F Y')}",
        "controlegetal": f"sha256 {versie.sha256}",
    }


def _fitting(frame: dict[str, Any], vakken: list[Vak], cleaner: Cleaner) -> dict[str, Any]:
    """The data with as much text as one page holds."""
    data: dict[str, Any] = {}
    for length, most in MATEN:
        data = frame | {"naam": _line(frame["naam"], cleaner), "school": _line(frame["school"], cleaner), "ingekort": False}
        data["vakken"] = [_box(vak, length, most, cleaner) for vak in vakken]
        data["ingekort"] = any(vak.pop("ingekort") for vak in data["vakken"])
        if pages_of(data, TEMPLATE) == 1:
            break
    return data


def _box(vak: Vak, length: int, most: int, cleaner: Cleaner) -> dict[str, Any]:
    texts = [shorten(_line(text, cleaner), length) for text in vak.regels]
    cut = len(texts) > most or any(text.endswith("…") for text in texts)
    regels = [{"tekst": breakable(text, narrow=True), "rtl": is_rtl(text)} for text in texts[:most] if text]
    return {"titel": vak.titel, "plaatje": _picture(vak.plaatje), "regels": regels, "ingekort": cut}


def _line(text: str, cleaner: Cleaner) -> str:
    return " ".join(cleaner.clean(text).split())


@cache
def _picture(name: str) -> str:
    """A drawing of the product's own, as SVG text."""
    found = finders.find(f"website/pictogrammen/{name}.svg")
    return Path(str(found)).read_text(encoding="utf-8")
