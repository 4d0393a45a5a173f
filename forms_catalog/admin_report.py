"""The report "te herzien": formulieren whose day of review has come, or whose validity ends soon. For editors of the catalogue."""

from collections import OrderedDict
from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Least
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from .models import Formulier
from .sites import sites_of
from .spreadsheet import safe_cell

AHEAD = timedelta(days=60)


def _day(day: date | None) -> str:
    # Wagtail's own column for dates says "a year ago"; here the day itself counts.
    return date_format(day, "j F Y") if day else ""


def due(today: date | None = None) -> QuerySet[Formulier]:
    """The formulieren to review within sixty days, most urgent first; a concept is still being made, and what was replaced is done."""
    last = (today or timezone.localdate()) + AHEAD
    ends = Q(volgende_herziening__lte=last) | Q(geldig_tot__lte=last)
    first = Least(Coalesce("volgende_herziening", "geldig_tot"), Coalesce("geldig_tot", "volgende_herziening"))
    return Formulier.objects.public().filter(ends).annotate(eerst=first).order_by("eerst", "titel", "pk")


def may_see(request: HttpRequest) -> bool:
    """Whoever changes formulieren of some site."""
    return bool(request.user.has_perm("forms_catalog.change_formulier") and sites_of(request.user))


class ReviewReport(ReportView):
    """The list, and its export."""

    model = Formulier
    permission_policy = None
    page_title = "Formulieren te herzien"
    header_icon = "doc-full"
    index_url_name = "forms_catalog_te_herzien"
    index_results_url_name = "forms_catalog_te_herzien_results"
    export_filename = "formulieren-te-herzien"
    columns: ClassVar = [
        TitleColumn("titel", label="Titel", get_url=lambda row: reverse("forms_catalog_formulier_modeladmin_inspect", args=[row.pk])),
        Column("stand", label="Status", accessor=lambda row: row.stand.label),
        Column("volgende_herziening", label="Volgende herziening", accessor=lambda row: _day(row.volgende_herziening)),
        Column("geldig_tot", label="Geldig tot en met", accessor=lambda row: _day(row.geldig_tot)),
        Column("eigenaar", label="Eigenaar"),
    ]
    list_export: ClassVar = ["titel", "slug", "stand.label", "versie", "volgende_herziening", "geldig_tot", "eigenaar"]
    export_headings: ClassVar = {"stand.label": "Status"}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the report.

        Raises:
            PermissionDenied: for who changes no formulieren.
        """
        if not may_see(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Formulier]:
        """What is due on the editor's own sites."""
        return due().filter(site__in=sites_of(self.request.user))

    def to_row_dict(self, item: Any) -> OrderedDict[str, Any]:
        """A row in which no text can be taken for a formula."""
        return OrderedDict((name, safe_cell(value)) for name, value in super().to_row_dict(item).items())
