"""The text of an OPP as parts of a print, in the order of the screen. Knows no rights: it is given what its reader may read (`opp.lezen`)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.formats import date_format

from formats.papier.pdf import PrintDeel, PrintRegel, PrintSectie
from formats.papier.regels import print_regel
from groeidocumenten.opp.bladzijde import Groep, Stuk, lay_out
from groeidocumenten.opp.lezen import Blokken, Doelblok

INSTEMMING = "Vanaf hier begint het handelingsdeel. Ouders beslissen hierover mee: de school vraagt hun instemming."
PLAN = "Doelen en afspraken"


def whole(blokken: Blokken, *, kind: bool = False) -> list[PrintDeel]:
    """Everything of an OPP.

    Args:
        kind: in the order and the words of the pupil's page.
    """
    page = lay_out(blokken, {}, set(), kind=kind)
    groups = [*page.groepen, *page.rest]
    first = next((at for at, group in enumerate(groups) if group.handelingsdeel), None)
    return [_deel(group, kind, INSTEMMING if at == first and not kind else "") for at, group in enumerate(groups)]


def handelingsdeel(blokken: Blokken, velden: frozenset[str]) -> list[PrintDeel]:
    """The handelingsdeel alone: goals, agreements, and the questions that count as it (`opp.onderdelen.handelingsvelden`)."""
    plan = [_goal(doel) for doel in blokken.doelen]
    if blokken.afspraken:
        plan.append(PrintSectie("Afspraken", [_agreements(blokken.afspraken)]))
    parts = [PrintDeel(PLAN, secties=plan)] if plan else []
    for deel in blokken.delen:
        found = [(blok.titel, [regel for regel in blok.regels if regel.key in velden]) for blok in deel.secties]
        secties = [PrintSectie(titel, [print_regel(regel) for regel in regels]) for titel, regels in found if regels]
        parts += [PrintDeel(deel.titel, secties=secties)] if secties else []
    return parts


def _deel(group: Groep, kind: bool, uitleg: str) -> PrintDeel:
    return PrintDeel(group.titel or "Wat er in je plan staat", uitleg, [made for stuk in group.stukken for made in _piece(stuk, kind)])


def _piece(stuk: Stuk, kind: bool) -> list[PrintSectie]:
    if stuk.soort == "doelen":
        return [_goal(doel, kind=kind) for doel in stuk.inhoud]
    makers: dict[str, Callable[[Any], list[PrintRegel]]] = {
        "perspectief": _outlook,
        "factoren": _factors,
        "hoormomenten": _hearings,
        "afspraken": lambda said: [_agreements(said)],
    }
    regels = makers[stuk.soort](stuk.inhoud) if stuk.soort in makers else [print_regel(regel) for regel in stuk.inhoud]
    return [PrintSectie(stuk.titel, regels)]


def _outlook(lines: list[tuple[str, str]]) -> list[PrintRegel]:
    return [PrintRegel(label, tekst=said) for label, said in lines]


def _factors(factoren: list[tuple[str, list[dict[str, Any]]]]) -> list[PrintRegel]:
    return [PrintRegel(way[:1].upper() + way[1:], soort="lijst", lijst=[_factor(one) for one in found]) for way, found in factoren]


def _factor(factor: Mapping[str, Any]) -> str:
    more = f": {factor['toelichting']}" if factor.get("toelichting") else ""
    return f"{factor['wat']}{more} ({factor['door']}, {factor['wie']})"


def _hearings(momenten: Iterable[Mapping[str, Any]]) -> list[PrintRegel]:
    return [PrintRegel(_heard_when(one), tekst=_heard(one), noot=f"Opgeschreven door {one['door']}.") for one in momenten]


def _heard_when(moment: Mapping[str, Any]) -> str:
    by = f", met {moment['gesproken_door']}" if moment.get("gesproken_door") else ""
    return f"Bij het {moment['moment_naam']}, {date_format(moment['datum'], 'j F Y')}: {moment['vorm_naam']}{by}"


def _heard(moment: Mapping[str, Any]) -> str:
    if moment["gehoord"]:
        said = moment.get("inbreng") or "Een tekening of foto."
    else:
        said = f"{moment['uitkomst_naam'][:1].upper()}{moment['uitkomst_naam'][1:]}. {moment.get('reden', '')}"
    return "\n\n".join([said, *([f"Wat de school ermee deed: {moment['opvolging']}"] if moment.get("opvolging") else [])])


def _goal(doel: Doelblok, *, kind: bool = False) -> PrintSectie:
    titel = doel.kindtaal if kind and doel.kindtaal else doel.titel
    regels = [PrintRegel("In de taal van de leerling", tekst=doel.kindtaal)] if doel.kindtaal and not kind else []
    regels += [PrintRegel(label, tekst=said) for label, said in doel.regels]
    if deeds := [" · ".join(said for _label, said in deed) for deed in doel.interventies if deed]:
        regels.append(PrintRegel("Wat we doen", soort="lijst", lijst=deeds))
    return PrintSectie(f"Doel: {titel}" if not kind else titel, regels)


def _agreements(afspraken: Iterable[Mapping[str, Any]]) -> PrintRegel:
    said = [
        f"{one.get('wie', '')}: {one.get('wat', '')}"
        + (f" (uiterlijk {date_format(one['uiterlijk'], 'j F Y')})" if one.get("uiterlijk") else "")
        for one in afspraken
    ]
    return PrintRegel("Dit spreken we af", soort="lijst", lijst=said)
