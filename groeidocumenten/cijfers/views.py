"""Figures on a page and as a file: for who heads a school, of that school; for the beheerder of a samenwerkingsverband, of all its schools."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.models import School
from groeidocumenten.dossiers.access import Viewer
from groeidocumenten.dossiers.door import lobby
from groeidocumenten.opp.tijd import in_words

from .blad import Blad, of_school, of_year, schools_of, years
from .onderdrukken import KLEIN
from .tekening import draw
from .uitvoer import as_csv, as_xlsx

FORMS = {"csv": as_csv, "xlsx": as_xlsx}
# Which columns get a drawing.
DRAWN = (0, 1)


@dataclass(frozen=True)
class Vraag:
    """What somebody asks to see; what is not understood counts as not asked."""

    schools: list[School]
    jaar: int
    school: School | None

    @classmethod
    def of(cls, request: HttpRequest, viewer: Viewer) -> "Vraag":
        """Read the address.

        Raises:
            Http404: for who sees no figures.
        """
        schools, wanted = schools_of(viewer), request.GET.get("school", "")
        one = next((school for school in schools if str(school.pk) == wanted), None)
        jaar = next((year for year in years() if str(year) == request.GET.get("jaar")), years()[0])
        return cls(schools, jaar, one or (schools[0] if len(schools) == 1 else None))

    @property
    def blad(self) -> Blad:
        """The sheet."""
        return of_school(self.schools, self.school) if self.school else of_year(self.schools, self.jaar)

    @property
    def query(self) -> str:
        """The same question as part of an address."""
        return urlencode({"school": str(self.school.pk)} if self.school else {"jaar": str(self.jaar)})


@require_safe
@lobby()
def cijfers(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The sheet, with drawings beside it."""
    asked = Vraag.of(request, viewer)
    blad = asked.blad
    context = {
        "vraag": asked,
        "blad": blad,
        "tekeningen": [draw(blad, number) for number in DRAWN],
        "jaren": [(year, in_words(year)) for year in years()],
        "klein": KLEIN,
    }
    return render(request, "cijfers/cijfers.html", context)


@require_safe
@lobby()
def cijfers_bestand(request: HttpRequest, viewer: Viewer, vorm: str) -> HttpResponse:
    """The same sheet as a file."""
    asked = Vraag.of(request, viewer)
    if vorm not in FORMS:
        raise Http404
    name = f"cijfers-{asked.school.brin}{asked.school.vestiging}" if asked.school else f"cijfers-{in_words(asked.jaar)}"
    return FORMS[vorm](asked.blad, name)
