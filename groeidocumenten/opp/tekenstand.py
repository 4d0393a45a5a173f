"""How it stands with the signatures under a version, read from the rows: the facts for `instemming`, and what people read of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.models import open_from

from .instemming import Betekenis, Getoond, Kring, Tekening, Uitslag, judge, same_text
from .models import GeenOvereenstemming, Handtekening, Opp, OppVersie, Papiercontrole
from .ondertekenaars import circle

KLOPT = Papiercontrole.Uitkomst.KLOPT


@dataclass(frozen=True)
class Getekend:
    """A signature to read, with what was said beside it."""

    pk: UUID
    versie: int
    wie: str
    naam: str
    hoedanigheid: str
    betekenis: str
    betekenis_naam: str
    op: datetime
    getekend_op: date
    papier: bool
    telt: bool
    gecontroleerd: bool
    opmerking: str
    bezwaar: str
    vervangen: bool
    document: UUID | None
    opgenomen_door: UUID | None
    persoon: UUID | None
    # "link": the signer had no account and came in with a link and a code.
    langs: str = ""

    @property
    def hoe(self) -> str:
        """How it was signed, in words."""
        return "op papier" if self.papier else "digitaal, met een link en een code" if self.langs == "link" else "digitaal"


def rows_of(geopend: GeopendDossier, opp: Opp) -> list[Handtekening]:
    """Every signature under the versions of an OPP, oldest first; one query."""
    rows = geopend.groeidocument.opphandtekeningen.filter(versie__opp=opp).select_related("versie", "controle", "vervangen_door")
    return list(rows.order_by("op", "pk"))


def counts(row: Handtekening) -> bool:
    """Whether a signature counts: one on paper only when a second person found that it is right."""
    if row.wijze == Handtekening.Wijze.DIGITAAL:
        return True
    check = getattr(row, "controle", None)
    return check is not None and check.uitkomst == KLOPT


def shown_versions(geopend: GeopendDossier, opp: Opp) -> list[Getoond]:
    """Every version of an OPP as `instemming` looks at it; one query."""
    rows = geopend.groeidocument.oppversies.filter(opp=opp).values_list("nummer", "ronde", "sha256_handelingsdeel", "herstelt__was__nummer")
    return [Getoond(*row) for row in rows]


def judged(geopend: GeopendDossier, opp: Opp, versie: OppVersie, rows: Sequence[Handtekening] | None = None) -> Uitslag:
    """How it stands with the agreement on the handelingsdeel of a version now."""
    signed = rows_of(geopend, opp) if rows is None else rows
    return judge(shown_versions(geopend, opp), [_fact(row) for row in signed], versie.nummer, circle(geopend))


def dispute_of(geopend: GeopendDossier, opp: Opp, versie: OppVersie) -> GeenOvereenstemming | None:
    """What was written down about no agreement on this text, the newest."""
    numbers = same_text(shown_versions(geopend, opp), versie.nummer)
    row: GeenOvereenstemming | None = (
        geopend.groeidocument.oppgeschillen.filter(opp=opp, versie__nummer__in=numbers).select_related("versie").first()
    )
    return row


def readable(rows: Sequence[Handtekening]) -> list[Getekend]:
    """Signatures to read."""
    return [_read(row) for row in rows]


def _fact(row: Handtekening) -> Tekening:
    kring = Kring(frozenset(row.kring["beslissers"]), row.kring["allen"], frozenset(row.kring["ook"]))
    return Tekening(row.wie, row.versie.nummer, Betekenis(row.betekenis), row.op, kring, counts(row))


def _read(row: Handtekening) -> Getekend:
    said: dict[str, Any] = open_from(row, "inhoud")
    return Getekend(
        pk=row.pk,
        versie=row.versie.nummer,
        wie=row.wie,
        naam=said["ondertekenaar"],
        hoedanigheid=said["hoedanigheid"],
        betekenis=row.betekenis,
        betekenis_naam=row.get_betekenis_display(),
        op=row.op,
        getekend_op=row.getekend_op,
        papier=row.wijze == Handtekening.Wijze.PAPIER,
        telt=counts(row),
        gecontroleerd=getattr(row, "controle", None) is not None,
        opmerking=said.get("opmerking", ""),
        bezwaar=said.get("bezwaar", ""),
        vervangen=getattr(row, "vervangen_door", None) is not None,
        document=row.document_id,
        opgenomen_door=row.door_id,
        persoon=row.persoon_id,
        langs=said.get("langs", ""),
    )
