"""What people brought in on the working side, opened: destination, factors and hearings. The school reads all of it, others their own."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.stemmen import wrote

from .models import Factor, Hoormoment, Moment, Opp, Perspectief

OUTLOOK = ("bestemming", "laagste", "hoogste", "op_dit_moment", "basis", "basis_op", "onderbouwing", "nog_niet")
FACTOR = ("item", "tekst", "domein", "kindtaal", "toelichting", "invloed")


@dataclass(frozen=True)
class OpenPerspectief:
    """The expected destination on one day."""

    pk: UUID
    peildatum: date
    inhoud: dict[str, str]
    door: str
    op: datetime

    def frozen(self) -> dict[str, Any]:
        """As it stands in a frozen version."""
        return {"peildatum": self.peildatum.isoformat(), "door": self.door} | {name: self.inhoud.get(name, "") for name in OUTLOOK}


@dataclass(frozen=True)
class OpenFactor:
    """A factor, with who brought it in."""

    pk: UUID
    richting: str
    bron: str
    inhoud: dict[str, Any]
    door: str
    op: datetime
    eigen: bool = False

    @property
    def wat(self) -> str:
        """The factor in words."""
        return "\n".join(part for part in (self.inhoud.get("item", ""), self.inhoud.get("tekst", "")) if part)

    @property
    def wie(self) -> str:
        """In whose place its writer stood, in words."""
        return Factor.Bron(self.bron).label

    @property
    def gevoelig(self) -> bool:
        """Whether it is about home or health: not for guests (formats/readers.py)."""
        return bool(self.inhoud.get("gevoelig"))

    def frozen(self) -> dict[str, Any]:
        """As it stands in a frozen version."""
        said = {name: self.inhoud.get(name, "") for name in FACTOR}
        return {"richting": self.richting, "bron": self.bron, "door": self.door, "gevoelig": self.gevoelig} | said


@dataclass(frozen=True)
class OpenHoormoment:
    """A moment at which the pupil was heard, or why not, with what was done with it."""

    pk: UUID
    ronde: int
    moment: str
    datum: date
    vorm: str
    uitkomst: str
    inhoud: dict[str, str]
    door: str
    bijlage: UUID | None = None
    opvolging: str = ""
    eigen: bool = False

    @property
    def moment_naam(self) -> str:
        """What it was about, in words."""
        return Moment(self.moment).label

    @property
    def vorm_naam(self) -> str:
        """How, in words."""
        return Hoormoment.Vorm(self.vorm).label

    @property
    def uitkomst_naam(self) -> str:
        """Whether the pupil was heard, in words."""
        return Hoormoment.Uitkomst(self.uitkomst).label

    @property
    def gehoord(self) -> bool:
        """Whether the pupil said something."""
        return self.uitkomst == Hoormoment.Uitkomst.GEHOORD

    def frozen(self) -> dict[str, Any]:
        """As it stands in a frozen version; the ids stay out, but for the drawing's."""
        kept = {key: value for key, value in asdict(self).items() if key not in ("pk", "inhoud", "bijlage", "eigen")}
        return kept | {"datum": self.datum.isoformat(), "bijlage": str(self.bijlage or "")} | self.inhoud


def outlooks(geopend: GeopendDossier, opp: Opp) -> list[OpenPerspectief]:
    """The destinations that the school expected, newest day first; one query."""
    return [_outlook(row) for row in geopend.groeidocument.perspectieven.filter(opp=opp)]


def newest_outlook(geopend: GeopendDossier, opp: Opp) -> OpenPerspectief | None:
    """The destination that counts."""
    row = geopend.groeidocument.perspectieven.filter(opp=opp).first()
    return _outlook(row) if row else None


def factors(geopend: GeopendDossier, opp: Opp) -> list[OpenFactor]:
    """The factors that stand, in the order in which they were brought in: all for the school, the own ones for others; one query."""
    rows = geopend.groeidocument.oppfactoren.filter(opp=opp, ingetrokken_op__isnull=True, vervangen_door__isnull=True)
    found = [_factor(row, geopend) for row in rows]
    return found if geopend.lezer == "school" else [factor for factor in found if factor.eigen]


def hearings(geopend: GeopendDossier, opp: Opp) -> list[OpenHoormoment]:
    """The hearings that stand, oldest first: all for the school, the pupil's own for the pupil; two queries."""
    rows = geopend.groeidocument.hoormomenten.filter(opp=opp, vervangen_door__isnull=True).select_related("bijlage")
    done: dict[UUID, str] = {}
    for row in geopend.groeidocument.hooropvolgingen.filter(hoormoment__opp=opp):
        done.setdefault(row.hoormoment_id, open_from(row, "tekst"))
    found = [_hearing(row, geopend, done) for row in rows]
    return found if geopend.lezer == "school" else [moment for moment in found if moment.eigen]


def _outlook(row: Perspectief) -> OpenPerspectief:
    return OpenPerspectief(row.pk, row.peildatum, open_from(row, "inhoud"), open_from(row, "naam"), row.op)


def _factor(row: Factor, geopend: GeopendDossier) -> OpenFactor:
    return OpenFactor(row.pk, row.richting, row.bron, open_from(row, "inhoud"), open_from(row, "naam"), row.op, wrote(row, geopend))


def _hearing(row: Hoormoment, geopend: GeopendDossier, done: dict[UUID, str]) -> OpenHoormoment:
    return OpenHoormoment(
        pk=row.pk,
        ronde=row.ronde,
        moment=row.moment,
        datum=row.datum,
        vorm=row.vorm,
        uitkomst=row.uitkomst,
        inhoud=open_from(row, "inhoud"),
        door=open_from(row, "naam"),
        bijlage=row.bijlage_id,
        opvolging=done.get(row.pk, ""),
        eigen=wrote(row, geopend),
    )
