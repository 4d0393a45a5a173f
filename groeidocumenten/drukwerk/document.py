"""The frame of a print of an OPP: whose it is, which version with which digest, whether it is a concept, and the answers for programs inside."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from formats.models import FormatVersie
from formats.papier.pdf import PrintBijlage, PrintDeel, PrintDocument
from formats.schema import FormatSchema
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.opp.lezen import answers_for, blocks, blocks_of
from groeidocumenten.opp.models import Opp, OppVersie
from groeidocumenten.opp.onderdelen import handelingsvelden
from groeidocumenten.opp.snapshot import compose

from .tekst import handelingsdeel, whole

ANTWOORDEN = "antwoorden.json"


def opp_document(geopend: GeopendDossier, versie: OppVersie) -> PrintDocument:
    """The whole of a frozen version, as this viewer reads it."""
    delen = whole(blocks_of(versie, geopend), kind=geopend.lezer == "leerling")
    return framed(geopend, versie, "Ontwikkelingsperspectief (OPP)", delen, bijlagen=[answers_file(versie, answers_for(versie, geopend))])


def handelingsdeel_document(geopend: GeopendDossier, versie: OppVersie) -> PrintDocument:
    """What instemming is asked on, with its own digest: it says whether an akkoord on another version was about the same text."""
    velden = handelingsvelden(schema_of(versie))
    answers = {
        sectie: said
        for sectie, all_ in answers_for(versie, geopend).items()
        if (said := {key: value for key, value in all_.items() if key in velden})
    }
    delen = handelingsdeel(blocks_of(versie, geopend), velden)
    more = [("Controlegetal van het handelingsdeel", versie.sha256_handelingsdeel)]
    return framed(geopend, versie, "Handelingsdeel van het OPP", delen, gegevens=more, bijlagen=[answers_file(versie, answers)])


def work_document(geopend: GeopendDossier, opp: Opp, antwoorden: Mapping[str, Mapping[str, Any]] | None = None) -> PrintDocument:
    """The working side as it would be printed now, for the school: to count its pages. Never handed out; it has no number and no digest.

    Args:
        antwoorden: answers by section that are not saved yet, in place of the saved ones.
    """
    schema = opp.format_versie.schema.for_variant(opp.variant) if opp.format_versie else None
    content = compose(geopend, opp)
    content["antwoorden"] = content["antwoorden"] | dict(antwoorden or {})
    delen = whole(blocks(content, schema, geopend.lezer))
    # As wide as what will stand there, so that the pages are those of the print.
    rows = [
        ("Versie", f"1 van {date_format(timezone.localtime(), 'j F Y H:i')}, concept, nog niet vastgesteld"),
        ("Controlegetal", "0" * 64),
    ]
    more = {"concept": True, "gegevens": rows}
    return _framed(geopend, opp.format_versie, "Ontwikkelingsperspectief (OPP)", delen, sha256="0" * 64, nummer=1, **more)


def schema_of(versie: OppVersie) -> FormatSchema:
    """The format of a version, whole.

    Raises:
        ValueError: for a version that is a file: that has no format.
    """
    if versie.format_versie is None:
        raise ValueError("a version that is a file has no format")
    return versie.format_versie.schema.for_variant(versie.variant)


def answers_file(versie: OppVersie, antwoorden: Mapping[str, Any]) -> PrintBijlage:
    """Answers as a file inside the PDF; it fits the JSON Schema of its format."""
    said = f"De antwoorden van versie {versie.nummer}, voor programma's."
    if versie.format_versie is not None:
        vorm = versie.format_versie
        said += f" Zij passen bij het JSON Schema van het format “{vorm.format.titel}”, versie {vorm.nummer} (sha256 {vorm.sha256})."
    return PrintBijlage(ANTWOORDEN, said, json.dumps(antwoorden, ensure_ascii=False, sort_keys=True, indent=1))


def framed(geopend: GeopendDossier, versie: OppVersie, titel: str, delen: list[PrintDeel], **more: Any) -> PrintDocument:
    """A print about one version: its number and digest on every page, and "concept" across it as long as it was not adopted."""
    adopted = geopend.groeidocument.oppvaststellingen.filter(versie=versie).first()
    stand = f"vastgesteld op {date_format(adopted.datum, 'j F Y')}" if adopted else "concept, nog niet vastgesteld"
    made = timezone.localtime(versie.op)
    rows = [("Versie", f"{versie.nummer} van {date_format(made, 'j F Y H:i')}, {stand}"), ("Controlegetal", versie.sha256)]
    more["gegevens"] = [*rows, *more.get("gegevens", [])]
    more["concept"] = adopted is None
    return _framed(geopend, versie.format_versie, titel, delen, sha256=versie.sha256, nummer=versie.nummer, **more)


def _framed(
    geopend: GeopendDossier, vorm: FormatVersie | None, titel: str, delen: list[PrintDeel], *, sha256: str, nummer: int, **more: Any
) -> PrintDocument:
    file = geopend.groeidocument
    return PrintDocument(
        **{
            "titel": titel,
            "leerling": file.leerling.naam,
            "geboortedatum": date_format(file.leerling.geboortedatum, "j F Y"),
            "school": file.school.naam,
            "format_naam": vorm.format.titel if vorm else "van elders",
            "format_versie": vorm.nummer if vorm else "",
            "format_hash": vorm.sha256 if vorm else "",
            "gemaakt_op": timezone.localtime(),
            "gemaakt_voor": geopend.viewer.name,
            "delen": delen,
            "soort": "opp",
            "voettekst": f"{titel}, versie {nummer}",
            "controlegetal": f"sha256 {sha256}",
        }
        | more
    )
