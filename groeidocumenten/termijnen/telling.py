"""What this room tells the others: what waits in a file, what asks attention on the overview, and the ways in past no file."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from accounts.models import Soort
from groeidocumenten.dossiers.access import GeopendDossier, Viewer
from groeidocumenten.dossiers.kamers import Link, Zaak
from groeidocumenten.opp.reading import writes

from .feiten import terms_of_files
from .lijst import schools_of
from .woorden import ASKS_ATTENTION, in_words_of

SHORT = {
    "te_laat": "OPP te laat",
    "vijf": "OPP: laatste week",
    "vier": "OPP: nog twee weken",
    "gemist": "OPP-evaluatie gemist",
    "nadert": "OPP evalueren",
}


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """For the school: a term that asks attention, and a start that nobody wrote down yet; four queries."""
    if not writes(geopend):
        return []
    file, today = geopend.groeidocument, timezone.localdate()
    terms = terms_of_files([file.pk], today)[file.pk]
    word, found = in_words_of(terms, file.school.onderwijstype, today), []
    if word.soort in ASKS_ATTENTION:
        said = word.tekst if word.soort in ("gemist", "nadert") else f"OPP vaststellen: {word.tekst[:1].lower()}{word.tekst[1:]}"
        found.append(Zaak(f"{said}. {word.uitleg}".strip(), reverse("termijnen:tijdlijn", args=[file.pk])))
    if terms.telling is not None and terms.telling.vermoed and terms.telling.vastgesteld is None:
        found.append(Zaak("Leg vast wanneer de zes weken van het OPP begonnen", reverse("termijnen:begin", args=[file.pk])))
    return found


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file a term that asks attention, for who works at a school; four queries.

    Args:
        files: keys of files that the door gave to this viewer.
    """
    if viewer.is_guest or viewer.user.soort != Soort.MEDEWERKER or not files:
        return {}
    today = timezone.localdate()
    # Kinds of education say only whether a file without an OPP needs one, which is no attention of this sort.
    words = {pk: in_words_of(terms, "", today).soort for pk, terms in terms_of_files(files, today).items()}
    return {pk: [SHORT[soort]] for pk, soort in words.items() if soort in SHORT}


def entries(viewer: Viewer) -> list[Link]:
    """The way to the terms of each school that this viewer guides or heads, and to the own calendar address."""
    if viewer.is_guest or viewer.user.soort != Soort.MEDEWERKER:
        return []
    return [
        Link(f"Termijnen van {one.school.naam}", reverse("termijnen:schooltermijnen", args=[one.school.pk])) for one in schools_of(viewer)
    ]
