"""What this room tells the others: per file that something is to be put into ROD or does not fit, and the way to the list of each school."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Soort
from groeidocumenten.dossiers.access import Viewer, schools_for
from groeidocumenten.dossiers.kamers import Link
from groeidocumenten.opp.models import Opp

from .models import Inschrijving, Rodmelding
from .regels import NIET_IN_ROD


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file an adopted OPP whose begin or end is not in ROD, or one that runs while the pupil left; for who guides the school, one query."""
    if viewer.is_guest or viewer.user.soort != Soort.MEDEWERKER or not files:
        return {}
    reports = Rodmelding.unguarded.filter(opp=OuterRef("pk"), ingetrokken_op__isnull=True)
    today = timezone.localdate()
    periods = Inschrijving.unguarded.filter(leerling=OuterRef("groeidocument__leerling"), school=OuterRef("groeidocument__school"))
    left, still = periods.filter(tot__lte=today), periods.filter(Q(tot__isnull=True) | Q(tot__gt=today))
    rows = Opp.unguarded.filter(groeidocument__in=files, groeidocument__school__in=schools_for(viewer), begin__isnull=False)
    rows = rows.exclude(onderwijstype__in=NIET_IN_ROD).annotate(
        begin_gezet=Exists(reports.filter(soort="begin", datum=OuterRef("begin"))),
        eind_gezet=Exists(reports.filter(soort="eind", datum=OuterRef("beeindigd_op"))),
        vertrokken=Exists(left) & ~Exists(still),
    )
    found: dict[UUID, list[str]] = {}
    columns = ("groeidocument_id", "beeindigd_op", "begin_gezet", "eind_gezet", "vertrokken")
    for file, ended, begun, closed, gone in rows.values_list(*columns):
        words = found.setdefault(file, [])
        if ended is None and gone and "OPP zonder einde" not in words:
            words.append("OPP zonder einde")
        if (not begun or (ended is not None and not closed)) and "nog in ROD" not in words:
            words.append("nog in ROD")
    return {pk: words for pk, words in found.items() if words}


def entries(viewer: Viewer) -> list[Link]:
    """The way to the list of each school that this viewer guides."""
    if viewer.is_guest or viewer.user.soort != Soort.MEDEWERKER:
        return []
    return [Link(f"ROD-lijst van {school.naam}", reverse("rod:rod", args=[school.pk])) for school in schools_for(viewer)]
