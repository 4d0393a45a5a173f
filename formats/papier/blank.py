"""A format on paper without a dossier: filled in with any answers (a trial, an example), or empty with room to write. Also counts pages."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.utils import timezone
from pypdf import PdfReader

from formats.conditions import Alles, flat, visible_delen, visible_secties
from formats.papier.document import PrintDeel, PrintDocument, PrintSectie
from formats.papier.empty import empty_regel
from formats.papier.regels import print_regel, print_slots
from formats.readable import readable
from formats.readers import Rol, reads, reads_deel
from formats.schema import Deel, FormatSchema, Sectie
from formats.words import readable_conditions


def format_document(
    schema: FormatSchema,
    per_sectie: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    versie: str | int = "",
    lezer: Rol = "school",
) -> PrintDocument:
    """A format as a document to print.

    Args:
        schema: the format, as its variant has it.
        per_sectie: answers, {section key: answers}; none at all gives the empty form with lines to write on.
        versie: the number of the published version; empty for a draft.
        lezer: as whom it is printed.
    """
    alles = flat(per_sectie) if per_sectie else None
    if per_sectie and alles is not None:
        delen = [_filled_deel(deel, schema, per_sectie, alles, lezer) for deel in visible_delen(schema, alles) if reads_deel(deel, lezer)]
    else:
        delen = [_empty_deel(deel, schema, lezer) for deel in schema.delen if reads_deel(deel, lezer)]
    return PrintDocument(
        titel=schema.titel,
        leerling="",
        geboortedatum="",
        school="",
        format_naam=schema.titel,
        format_versie=versie,
        format_hash=schema.sha256(),
        gemaakt_op=timezone.localtime(),
        gemaakt_voor="",
        delen=delen,
        soort="proef" if per_sectie else "leeg",
    )


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(PdfReader(BytesIO(pdf)).pages)


def _filled_deel(deel: Deel, schema: FormatSchema, per_sectie: Mapping[str, Mapping[str, Any]], alles: Alles, lezer: Rol) -> PrintDeel:
    secties = [
        PrintSectie(
            sectie.titel,
            [print_regel(regel) for regel in readable(sectie, per_sectie.get(sectie.key, {}), schema=schema, alles=alles, lezer=lezer)],
        )
        for sectie in visible_secties(deel, schema, alles)
    ]
    return PrintDeel(
        deel.titel,
        deel.uitleg,
        [sectie for sectie in secties if sectie.regels],
        ondertekenaars=print_slots(deel.ondertekenaars),
        strekking=deel.strekking,
        weglaten_als_leeg=deel.weglaten_als_leeg,
    )


def _empty_deel(deel: Deel, schema: FormatSchema, lezer: Rol) -> PrintDeel:
    """A whole part, with everything that a condition might hide: paper cannot hide, it can only say when to fill something in."""
    return PrintDeel(
        deel.titel,
        _with_conditions(deel.uitleg, deel, schema),
        [_empty_sectie(sectie, schema, lezer) for sectie in deel.secties],
        ondertekenaars=print_slots(deel.ondertekenaars),
        strekking=deel.strekking,
    )


def _empty_sectie(sectie: Sectie, schema: FormatSchema, lezer: Rol) -> PrintSectie:
    regels = [empty_regel(veld, schema, lezer) for veld in sectie.velden if reads(veld, lezer)]
    return PrintSectie(sectie.titel, regels, uitleg=_with_conditions(sectie.uitleg, sectie, schema))


def _with_conditions(uitleg: str, part: Deel | Sectie, schema: FormatSchema) -> str:
    said = readable_conditions(part.voorwaarden, schema)
    return "\n\n".join(text for text in (uitleg, f"Vul dit in {said}." if said else "") if text)
