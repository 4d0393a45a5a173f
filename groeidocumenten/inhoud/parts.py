"""What was said of a whole hoofdstuk: ready, or not applicable. Facts with a name and a date; whether something changed afterwards is looked up.

Only the school says it. Everybody who may see the hoofdstuk sees that it was said.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from formats.schema import AnyVeld, Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note, touch
from groeidocumenten.dossiers.models import Handeling

from .actions import sign
from .content import Inhoud, read_content
from .models import Deelmelding, open_from, seal_into


@dataclass(frozen=True)
class Stand:
    """The word that stands about a hoofdstuk; `daarna` is when something in it was changed since."""

    pk: UUID
    soort: str
    naam: str
    op: datetime
    reden: str = ""
    daarna: datetime | None = None

    @property
    def klaar(self) -> bool:
        """Whether the hoofdstuk was called ready."""
        return self.soort == Deelmelding.Soort.KLAAR

    @property
    def nvt(self) -> bool:
        """Whether the hoofdstuk does not apply."""
        return self.soort == Deelmelding.Soort.NVT


class NotReady(Exception):
    """A hoofdstuk cannot be called ready: `missing` has the fields that need an answer first, with their sections."""

    def __init__(self, missing: list[tuple[Sectie, AnyVeld]]) -> None:
        super().__init__("blocking fields are empty")
        self.missing = missing


def standing(inhoud: Inhoud) -> dict[str, Stand]:
    """What stands about the hoofdstukken that this viewer sees, by their key; one query."""
    delen = {deel.key: deel for deel in inhoud.geopend.hoofdstukken}
    rows = inhoud.geopend.groeidocument.deelmeldingen.filter(ingetrokken_op__isnull=True, deel__in=delen)
    return {row.deel: _stand(row, delen[row.deel], inhoud) for row in rows}


def _stand(row: Deelmelding, deel: Deel, inhoud: Inhoud) -> Stand:
    moments = [saved.op for sectie in deel.secties if (saved := inhoud.of(sectie)).op is not None and saved.op > row.op]
    reden = open_from(row, "reden") if row.reden else ""
    return Stand(row.pk, row.soort, open_from(row, "naam"), row.op, reden, max(moments, default=None))


def shown_state(inhoud: Inhoud, deel: Deel) -> str:
    """The versions of a hoofdstuk's sections as one text: whoever calls it ready says so of what was on the screen."""
    return "-".join(str(inhoud.of(sectie).versie) for sectie in deel.secties)


@transaction.atomic
def report_ready(*, geopend: GeopendDossier, deel: Deel, state: str) -> None:
    """Say that a hoofdstuk is ready. Saying it twice says it once; a later change takes nothing away and is shown beside it.

    Args:
        state: `shown_state` of the hoofdstuk as it was shown.

    Raises:
        AccessOver: if the right ended.
        NotReady: if blocking fields have no answer.
        ValidationError: if the hoofdstuk was changed since it was shown.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    inhoud = read_content(geopend)
    if lacking := inhoud.missing(deel):
        raise NotReady(lacking)
    if shown_state(inhoud, deel) != state:
        raise ValidationError("Dit hoofdstuk is net gewijzigd. Bekijk het nog een keer en meld het dan klaar.")
    before = standing(inhoud).get(deel.key)
    if before is None or not before.klaar or before.daarna:
        _say(geopend, deel, Deelmelding.Soort.KLAAR, "", Handeling.DEEL_KLAAR)


@transaction.atomic
def report_not_applicable(*, geopend: GeopendDossier, deel: Deel, reden: str) -> None:
    """Say that a hoofdstuk does not apply to this pupil, and why. Its answers stay.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if the format does not allow it for this hoofdstuk.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    if not deel.nvt:
        raise ValidationError("Dit hoofdstuk geldt voor elke leerling.")
    before = standing(read_content(geopend)).get(deel.key)
    if before is None or not before.nvt or before.reden != reden:
        _say(geopend, deel, Deelmelding.Soort.NVT, reden, Handeling.DEEL_NVT)


@transaction.atomic
def take_back(*, geopend: GeopendDossier, deel: Deel, melding: UUID) -> None:
    """Take back what was said of a hoofdstuk; taking back twice is once, and a newer word stays.

    Raises:
        AccessOver: if the right ended.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    rows = geopend.groeidocument.deelmeldingen.filter(pk=melding, deel=deel.key, ingetrokken_op__isnull=True)
    if rows.update(ingetrokken_op=timezone.now(), ingetrokken_door=geopend.viewer.user):
        touch(geopend)
        note(Handeling.DEEL_OPEN, geopend, deel.key)


def _say(geopend: GeopendDossier, deel: Deel, soort: Deelmelding.Soort, reden: str, handeling: Handeling) -> None:
    """Put a word in the place of the one that stood."""
    before = geopend.groeidocument.deelmeldingen.filter(deel=deel.key, ingetrokken_op__isnull=True)
    before.update(ingetrokken_op=timezone.now(), ingetrokken_door=geopend.viewer.user)
    row = Deelmelding(groeidocument=geopend.groeidocument, deel=deel.key, soort=soort)
    if reden:
        seal_into(row, "reden", reden)
    sign(row, geopend)
    row.save(force_insert=True)
    touch(geopend)
    note(handeling, geopend, deel.key)
