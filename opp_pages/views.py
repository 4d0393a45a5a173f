"""What editors do with formats beside writing them: read one in from a file, write one out, compare two versions. For who may edit them."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from formats.exchange import MAX_BYTES, read
from formats.models import FormatVersie

from .comparing import Comparison, comparison
from .exporting import exchange_response
from .import_forms import ImportForm
from .importing import import_format
from .models import FormatPage, OppIndexPage

TOO_LARGE = f"Dit bestand is te groot. Een format past in hoogstens {MAX_BYTES // 1_000_000} MB."


class ImportView(WagtailAdminTemplateMixin, View):
    """Reads a format in below an OPP page. How much may come in is settings.UPLOAD_LIMITS."""

    template_name = "opp_pages/beheer/importeren.html"
    page_title = "Importeer een format"
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at who asks first."""
        self.parent = get_object_or_404(OppIndexPage, pk=kwargs["pk"])
        if not self.parent.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The empty form."""
        return self._show(ImportForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read the file in, or say everything that is wrong with it."""
        form = ImportForm(request.POST, request.FILES)
        if getattr(request, "upload_too_large", False):
            form.errors["bestand"] = form.error_class([TOO_LARGE])
        if not form.is_valid():
            return self._show(form)
        try:
            file = read(form.cleaned_data["bestand"].read())
            separate = form.cleaned_data["als"] == ImportForm.SEPARATE
            made = import_format(file, parent=self.parent, user=request.user, separate=separate)
        except ValidationError as error:
            return self._show(form, error.messages)
        for text in made.told:
            messages.warning(request, text)
        if made.page is None:
            messages.success(request, "De lijsten en banken zijn ingelezen.")
            return redirect("wagtailadmin_explore", self.parent.pk)
        what = "is als concept ingelezen" if made.is_new else "heeft een nieuw concept"
        messages.success(request, f"‘{made.page.title}’ {what}. Kijk het na en dien het in voor controle.")
        return redirect("wagtailadmin_pages:edit", made.page.pk)

    def _show(self, form: ImportForm, problems: list[str] | None = None) -> HttpResponse:
        status = 422 if problems or form.errors else 200
        return self.render_to_response(self.get_context_data(form=form, problems=problems or []), status=status)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the OPP page, here."""
        above = {"url": reverse("wagtailadmin_explore", args=[self.parent.pk]), "label": self.parent.get_admin_display_title()}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]


def export_view(request: HttpRequest, pk: int, nummer: int | None = None) -> HttpResponse:
    """The exchange file of a published version of a format; without a number, of the newest.

    Raises:
        Http404: when there is no such version; a draft is not written out.
    """
    page = _editable(request, pk)
    versies = FormatVersie.objects.filter(format=page.published_format()).select_related("format__site")
    versie = versies.order_by("-nummer").first() if nummer is None else versies.filter(nummer=_number(nummer)).first()
    if versie is None:
        raise Http404
    return exchange_response(versie, page.slug)


class CompareView(WagtailAdminTemplateMixin, View):
    """Two versions of a format in words; the draft is a version too."""

    template_name = "opp_pages/beheer/vergelijken.html"
    page_title = "Vergelijk versies"
    header_icon = "history"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Compare what the address names; without that, the draft with the published version, or the last two."""
        self.page = _editable(request, pk)
        made: Comparison = comparison(self.page, request.GET.get("oud", ""), request.GET.get("nieuw", ""), draft=True)
        return self.render_to_response(self.get_context_data(page=self.page, comparison=made))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the format, here."""
        above = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.page.get_admin_display_title()}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]


def _editable(request: HttpRequest, pk: int) -> FormatPage:
    """The format page, for who may edit or publish it.

    Raises:
        Http404: when there is no such page.
        PermissionDenied: for everybody else.
    """
    page = get_object_or_404(FormatPage, pk=pk)
    may = page.permissions_for_user(request.user)
    if not (may.can_edit() or may.can_publish()):
        raise PermissionDenied
    return page


def _number(nummer: int) -> int:
    """A number that a database column can hold; anything else is no version."""
    return nummer if nummer < 2**31 else 0
