"""The checks of a page, in the admin: beside the editor while somebody writes, and as a report over all live pages."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.preview import PreviewOnEditView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .checks import ERNSTIG, TIP, WAARSCHUWING, page_checks, reading_level
from .models import Paginacontrole

NAMEN = {ERNSTIG: "ernstig", WAARSCHUWING: "waarschuwing", TIP: "tip"}


def shown(page: Any) -> dict[str, Any]:
    """What the panel shows of a page as it is in memory."""
    level = reading_level(page)
    return {"bevindingen": page_checks(page), "niveau": level, "score": round(level.score), "per_zin": round(level.per_zin)}


class LiveChecks(PreviewOnEditView):
    """The findings on what stands in the editor now; Wagtail keeps that for its preview, and lets only in who may edit the page."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list as a piece of a page; without anything typed, of the newest draft."""
        form = self.get_form(self._get_form_data(self._get_form_state()))
        if form.is_bound and self.validate_form(form):
            form.save(commit=False)
        return TemplateResponse(request, "redactie/bevindingen.html", shown(self.object))


class ReportView(WagtailAdminTemplateMixin, View):
    """What the checks found on every live page that this editor may edit."""

    template_name = "redactie/rapport.html"
    page_title = "Controle van teksten"
    header_icon = "glasses"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The pages with something to look at, the most serious first."""
        rows = findings_per_page(request.user)
        kinds = Counter(one["ernst"] for _, found in rows for one in found)
        return self.render_to_response(
            self.get_context_data(rijen=rows, aantallen=[(NAMEN[one], kinds[one]) for one in NAMEN if kinds[one]])
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


def findings_per_page(user: Any) -> list[tuple[Page, list[dict[str, str]]]]:
    """Live pages with findings, one query; a page without any is left out."""
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    kept = Paginacontrole.objects.filter(pagina__live=True, pagina__in=editable.values("pk").order_by()).exclude(bevindingen=[])
    order = (ERNSTIG, WAARSCHUWING, TIP)
    rows = [(one.pagina, one.bevindingen) for one in kept.select_related("pagina")]
    return sorted(rows, key=lambda row: (min(order.index(one["ernst"]) for one in row[1]), -len(row[1]), row[0].title))


urlpatterns = [
    path("controle/", ReportView.as_view(), name="rapport"),
    path("controle/<int:page_id>/", LiveChecks.as_view(), name="bevindingen"),
]
