"""Words of parents, the pupil and guests beside the school's text, under their own names: read here for screen and print.

The school cannot leave them out. They stay to be read when their hoofdstuk does not apply any more, and when a newer version or another variant of
the format does not have it: who might read the hoofdstuk, reads them.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from formats.schema import Deel, FormatSchema
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.reading import schema_for

from .models import Aanvulling, Author, open_from


@dataclass(frozen=True)
class Stem:
    """An aanvulling or zienswijze, opened: whose voice, when, and what was said. `eerder` has what it said before, newest first."""

    naam: str
    op: datetime
    tekst: str
    pk: UUID | None = None
    eigen: bool = False
    ingetrokken: bool = False
    eerder: list[tuple[datetime, str]] = field(default_factory=list)


def wrote(row: Author, geopend: GeopendDossier) -> bool:
    """Whether this viewer wrote a row."""
    viewer = geopend.viewer
    return bool(row.link_id == viewer.link.pk) if viewer.link else bool(row.door_id == viewer.user.pk)


def voices_at(geopend: GeopendDossier, hoofdstukken: Collection[str], labels: Mapping[str, str]) -> dict[str, list[Stem]]:
    """Aanvullingen and zienswijzen by hoofdstuk, oldest first; two queries.

    Args:
        hoofdstukken: keys of those that this viewer may see.
        labels: of the questions that this viewer may read there, by key.
    """
    rows = list(geopend.groeidocument.aanvullingen.filter(hoofdstuk__in=hoofdstukken))
    by_key, replaced = {row.pk: row for row in rows}, {row.vervangt_id for row in rows}
    voices: dict[str, list[Stem]] = {}
    for row in rows:
        if row.pk not in replaced:
            voices.setdefault(row.hoofdstuk, []).append(_stem(row, by_key, geopend))
    for hoofdstuk_key, stem in _zienswijzen(geopend, hoofdstukken, labels):
        voices.setdefault(hoofdstuk_key, []).append(stem)
    return {key: sorted(said, key=lambda stem: stem.op) for key, said in voices.items()}


def _stem(row: Aanvulling, rows: dict[UUID, Aanvulling], geopend: GeopendDossier) -> Stem:
    earlier, at = [], rows.get(row.vervangt_id) if row.vervangt_id else None
    while at is not None:
        earlier.append((at.op, open_from(at, "tekst")))
        at = rows.get(at.vervangt_id) if at.vervangt_id else None
    gone = row.ingetrokken_op
    text = f"Ingetrokken door de schrijver op {date_format(timezone.localtime(gone), 'j F Y')}." if gone else open_from(row, "tekst")
    return Stem(open_from(row, "naam"), row.op, text, row.pk, wrote(row, geopend), gone is not None, [] if gone else earlier)


def _zienswijzen(geopend: GeopendDossier, hoofdstukken: Collection[str], labels: Mapping[str, str]) -> Iterator[tuple[str, Stem]]:
    """The own views beside disputed texts, for everybody who may read the text itself (dossier 1.3)."""
    whole = geopend.groeidocument.format_versie.schema.veld_by_key
    for row in geopend.groeidocument.zienswijzen.filter(verzoek__hoofdstuk__in=hoofdstukken).select_related("verzoek"):
        veld = row.verzoek.veld
        # Beside a question that the format does not have any more, nobody can say who would read it: the school and parents may.
        if veld and veld not in labels and (veld in whole or geopend.lezer not in ("school", "ouder")):
            continue
        about = f"zienswijze bij “{labels[veld]}”" if veld in labels else "zienswijze"
        yield row.verzoek.hoofdstuk, Stem(f"{open_from(row, 'naam')}, {about}", row.op, open_from(row, "tekst"))


def voices_elsewhere(geopend: GeopendDossier, gelden: Collection[str]) -> list[tuple[str, list[Stem]]]:
    """The words at hoofdstukken that do not apply or that the format does not have any more, by title; one query when there are none.

    Args:
        gelden: keys of the hoofdstukken that this viewer sees and that apply.
    """
    file, link = geopend.groeidocument, geopend.viewer.link
    said = file.aanvullingen.exclude(hoofdstuk__in=gelden).order_by().values_list("hoofdstuk")
    there = {
        key for (key,) in said.union(file.zienswijzen.exclude(verzoek__hoofdstuk__in=gelden).order_by().values_list("verzoek__hoofdstuk"))
    }
    if link is not None and link.hoofdstukken is not None:
        there &= set(link.hoofdstukken)
    delen = _delen_once(geopend, there) if there else {}
    labels = {veld.key: veld.label for deel in delen.values() for sectie in deel.secties for veld in sectie.velden}
    voices = voices_at(geopend, delen, labels) if delen else {}
    return [(deel.titel, voices[key]) for key, deel in delen.items() if key in voices]


def _delen_once(geopend: GeopendDossier, keys: Collection[str]) -> dict[str, Deel]:
    """Hoofdstukken by key as this viewer reads them in the newest version of the file's format that has them, whatever the variant."""
    earlier = geopend.groeidocument.formatwissels.select_related("van").order_by("-op")
    versions: dict[UUID, FormatSchema] = {geopend.groeidocument.format_versie_id: geopend.groeidocument.format_versie.schema}
    for wissel in earlier:
        versions.setdefault(wissel.van_id, wissel.van.schema)
    found: dict[str, Deel] = {}
    judged: set[str] = set()
    for schema in versions.values():
        here = {deel.key for deel in schema.delen} & set(keys) - judged
        if here:
            read = schema_for(schema, geopend.lezer, fills=geopend.invullers)
            found |= {deel.key: deel for deel in read.delen if deel.key in here}
        judged |= here
    return found
