"""A format whose fields and parts are closed to some readers, and a file on it for Noor, with a canary in every answer.

Each field's canary names who may read it, as letters: s school, o ouder, l leerling, d deskundige, so that a test can tell from the word
itself whether it may be on a page.
"""

import uuid
from typing import Any

from formats.models import Format, FormatVersie, publish_version
from formats.schema import Deel, FormatSchema, JaNee, KorteTekst, LangeTekst, Sectie, Voorwaarde
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.actions import assign_leerkracht, start_groeidocument
from groeidocumenten.inhoud.actions import add_aanvulling, save_section

OPEN = ("ouder", "leerling", "deskundige")
# Field → letters of who reads it. Written down apart from the rules in formats.readers, so that a mistake there cannot agree with itself.
READS = {
    "open": "sold",
    "school-alleen": "s",
    "ouder-erbij": "so",
    "gevoelig": "sol",
    "onderzoek": "so",
    "van-ouder": "so",
    "van-leerling": "sl",
    "van-deskundige": "sd",
    "verslag": "so",
    "gevolg-van-dicht": "s",
    "gevolg-van-gevoelig": "sol",
    "nvt-dicht": "s",
    "intern-deel": "s",
    "ouderdeel": "so",
}


def closed_schema() -> FormatSchema:
    """Fields of every class and every reader, conditions on closed questions, and whole parts that are closed."""
    mixed = (
        LangeTekst(key="open", label="Vraag open"),
        LangeTekst(key="school-alleen", label="Vraag school-alleen", lezers=()),
        LangeTekst(key="ouder-erbij", label="Vraag ouder-erbij", lezers=("ouder",)),
        LangeTekst(key="gevoelig", label="Vraag gevoelig", vertrouwelijk="gevoelig"),
        LangeTekst(key="onderzoek", label="Vraag onderzoek", vertrouwelijk="onderzoek"),
        LangeTekst(key="van-ouder", label="Vraag van-ouder", invuller="ouder", lezers=()),
        LangeTekst(key="van-leerling", label="Vraag van-leerling", invuller="leerling", lezers=()),
        LangeTekst(key="van-deskundige", label="Vraag van-deskundige", invuller="deskundige", lezers=("deskundige",)),
        # A researcher's report: closed to guests who do not write it.
        LangeTekst(key="verslag", label="Vraag verslag", invuller="deskundige", vertrouwelijk="onderzoek"),
        JaNee(key="dicht-jn", label="Vraag dicht-jn", lezers=()),
        LangeTekst(key="gevolg-van-dicht", label="Vraag gevolg-van-dicht", voorwaarden=(Voorwaarde(bron="dicht-jn", waarden=("ja",)),)),
        JaNee(key="gevoelig-jn", label="Vraag gevoelig-jn", vertrouwelijk="gevoelig"),
        LangeTekst(
            key="gevolg-van-gevoelig", label="Vraag gevolg-van-gevoelig", voorwaarden=(Voorwaarde(bron="gevoelig-jn", waarden=("ja",)),)
        ),
        KorteTekst(key="nvt-dicht", label="Vraag nvt-dicht", lezers=(), nvt=True),
    )
    return FormatSchema(
        titel="Gesloten format",
        soort="groeidocument",
        delen=(
            Deel(key="gemengd", titel="Gemengd", secties=(Sectie(key="gemengd-sectie", titel="Gemengde sectie", velden=mixed),)),
            Deel(
                key="intern",
                titel="Internkanarie-titel",
                lezers=(),
                secties=(
                    Sectie(key="intern-sectie", titel="Interne sectie", velden=(LangeTekst(key="intern-deel", label="Vraag intern-deel"),)),
                ),
            ),
            Deel(
                key="thuis",
                titel="Thuis",
                lezers=("ouder",),
                secties=(Sectie(key="thuis-sectie", titel="Thuissectie", velden=(LangeTekst(key="ouderdeel", label="Vraag ouderdeel"),)),),
            ),
        ),
    )


def canary(field: str) -> str:
    """The word in the answer to a field."""
    return f"zang-{field}-zang"


def closed_version() -> FormatVersie:
    """The format, published."""
    return publish_version(format=Format.objects.create(titel="Gesloten format", soort="groeidocument"), schema=closed_schema())


def closed_file(anja: Any, joke: Any, leerling: Any, versie: FormatVersie, *, fill: bool = True) -> GeopendDossier:
    """A file on the closed format, every field filled in, opened by the IB'er."""
    viewer = Viewer(user=anja)
    groeidocument = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=versie, verzoek=uuid.uuid4())
    geopend = open_dossier(viewer, groeidocument.pk, Recht.DELEN)
    if not fill:
        return geopend
    for _deel, sectie in geopend.schema.secties():
        answers: dict[str, Any] = {veld.key: f"Een {canary(veld.key)} klinkt." for veld in sectie.velden if not isinstance(veld, JaNee)}
        answers |= {veld.key: {"antwoord": "ja", "toelichting": ""} for veld in sectie.velden if isinstance(veld, JaNee)}
        if sectie.key == "gemengd-sectie":
            del answers["nvt-dicht"]
            answers["_nvt"] = {"nvt-dicht": f"Omdat {canary('nvt-dicht')}."}
            answers["_herkomst"] = {"school-alleen": {"waarde": canary("school-alleen"), "bron": "register", "op": "2026-01-01"}}
        save_section(geopend=geopend, sectie=sectie, antwoorden=answers, versie=0)
    add_aanvulling(geopend=geopend, hoofdstuk="intern", tekst=f"Ook {canary('intern-deel')}.", verzoek=uuid.uuid4())
    assign_leerkracht(geopend=geopend, leerkracht=joke, tot=None)
    return geopend
