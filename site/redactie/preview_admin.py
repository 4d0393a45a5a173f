"""Sharing drafts, in the admin: the form for one page, the list over all pages, and withdrawing. Each asks for the right to edit the page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from . import previews
from .forms import NIEUWSTE, VoorbeeldForm
from .models import Voorbeeldlink


class ShareView(WagtailAdminTemplateMixin, View):
    """Makes a link to a draft of one page, and lists those that run."""

    template_name = "redactie/delen.html"
    page_title = "Voorbeeld delen"
    header_icon = "link"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at who asks first."""
        page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=_number(kwargs["pk"]))
        if not previews.may_share(page, request.user):
            raise PermissionDenied
        self.page = page.get_latest_revision_as_object()
        self.modes = [(name, str(label)) for name, label in self.page.preview_modes]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form and the links."""
        return self._show(VoorbeeldForm(modes=self.modes))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a link and show it; it cannot be shown again."""
        form = VoorbeeldForm(request.POST, modes=self.modes)
        if not form.is_valid():
            return self._show(form, status=422)
        chosen = form.cleaned_data
        link, token = previews.make_link(
            page=self.page,
            user=request.user,
            days=chosen["dagen"],
            newest=chosen["versie"] == NIEUWSTE,
            mode=chosen["weergave"] or form.fields["weergave"].choices[0][0],
        )
        address = request.build_absolute_uri(reverse("voorbeeld", args=[token]))
        return self._show(VoorbeeldForm(modes=self.modes), link=link, address=address)

    def _show(self, form: VoorbeeldForm, status: int = 200, **made: Any) -> HttpResponse:
        links = Voorbeeldlink.objects.running().filter(pagina=self.page.pk).select_related("gemaakt_door", "pagina")
        return self.render_to_response(self.get_context_data(form=form, links=links, page=self.page, **made), status=status)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the page, here."""
        above = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.page.get_admin_display_title()}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]


class RunningView(WagtailAdminTemplateMixin, View):
    """Every running link to a page that this editor may edit."""

    template_name = "redactie/voorbeelden.html"
    page_title = "Gedeelde voorbeelden"
    header_icon = "link"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return self.render_to_response(self.get_context_data(links=running_links(request.user)))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


def running_links(user: Any, limit: int | None = None) -> list[Voorbeeldlink]:
    """The running links to pages that this user may edit, the first to end first; one query for pages and links together."""
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    links = Voorbeeldlink.objects.running().filter(pagina__in=editable.values("pk").order_by())
    return list(links.select_related("pagina", "gemaakt_door")[:limit])


def withdraw_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a link, and go back to where the button stood.

    Raises:
        Http404: when there is no such link, or this was no button.
    """
    if request.method != "POST":
        raise Http404
    link = get_object_or_404(Voorbeeldlink.objects.select_related("pagina"), pk=_number(pk))
    previews.withdraw(link=link, user=request.user)
    messages.success(request, "De link is ingetrokken. Wie hem opent, ziet niets meer.")
    if request.POST.get("terug") == "lijst":
        return redirect("redactie:voorbeelden")
    return redirect("redactie:delen", link.pagina_id)


def _number(number: int) -> int:
    """A number that a database column can hold; anything else is no key."""
    return number if number < 2**31 else 0


urlpatterns = [
    path("voorbeelden/", RunningView.as_view(), name="voorbeelden"),
    path("voorbeelden/<int:pk>/delen/", ShareView.as_view(), name="delen"),
    path("voorbeelden/<int:pk>/intrekken/", withdraw_view, name="intrekken"),
]
