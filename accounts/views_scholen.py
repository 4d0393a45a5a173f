"""The screen in Wagtail's admin that takes schools in from a CSV: first it shows what would change, then it stores. For the beheerder of an swv."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .models import Samenwerkingsverband
from .scholen_csv import MAX_BYTES, Onleesbaar, Regel, read, text_of
from .scholen_inlezen import NietAlles, Vergeleken, compare, store, swvs_of

TOO_LARGE = f"Dit bestand is groter dan {MAX_BYTES // 1_000_000} MB."


class ScholenForm(forms.Form):
    """A file to look at, or the text of one that was shown and is confirmed."""

    samenwerkingsverband = forms.ModelChoiceField(Samenwerkingsverband.objects.none(), empty_label=None, label="Samenwerkingsverband")
    bestand = forms.FileField(
        label="CSV-bestand",
        required=False,
        help_text="Met op de eerste regel: BRIN, vestiging, RIO-code, naam, onderwijstype, bestuur. Opgeslagen als “CSV UTF-8”.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"empty": "Dit bestand is leeg."},
    )
    inhoud = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MAX_BYTES, strip=False)

    def text(self) -> str:
        """What the file says.

        Raises:
            Onleesbaar: if there is none, or it is not UTF-8.
        """
        sent = self.cleaned_data["bestand"]
        if sent:
            return text_of(sent.read())
        if not self.cleaned_data["inhoud"]:
            raise Onleesbaar("Kies een bestand.")
        return str(self.cleaned_data["inhoud"])


class ScholenView(WagtailAdminTemplateMixin, View):
    """Reads schools in. How much may come in is settings.UPLOAD_LIMITS."""

    template_name = "accounts/beheer/scholen_inlezen.html"
    page_title = "Lees scholen in"
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at who asks first."""
        self.swvs = swvs_of(request.user)
        if not self.swvs.exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self._show(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what a file would change; or store what was shown."""
        form = self._form(request.POST, request.FILES)
        if getattr(request, "upload_too_large", False):
            return self._show(form, problem=TOO_LARGE)
        if not form.is_valid():
            return self._show(form, problem="Kies een bestand en een samenwerkingsverband.")
        swv = form.cleaned_data["samenwerkingsverband"]
        try:
            text = form.text()
            lines = read(text)
        except Onleesbaar as wrong:
            return self._show(form, problem=str(wrong))
        if "bevestig" in request.POST:
            return self._store(form, lines, swv, text)
        return self._show(form, compared=compare(lines, swv), text=text)

    def _store(self, form: ScholenForm, lines: list[Regel], swv: Samenwerkingsverband, text: str) -> HttpResponse:
        try:
            new, changed = store(lines, swv=swv, user=self.request.user)
        except NietAlles:
            return self._show(form, compared=compare(read(text), swv), text=text)
        messages.success(self.request, f"Ingelezen: {new} nieuw, {changed} gewijzigd.")
        return redirect(reverse("school:index"))

    def _form(self, *data: Any) -> ScholenForm:
        form = ScholenForm(*data)
        form.fields["samenwerkingsverband"].queryset = self.swvs
        return form

    def _show(self, form: ScholenForm, *, problem: str = "", compared: list[Vergeleken] | None = None, text: str = "") -> HttpResponse:
        wrong = any(one.regel.fouten for one in compared or [])
        counted = {kind: sum(one.uitkomst == kind for one in compared or []) for kind in ("nieuw", "gewijzigd", "zelfde", "fout")}
        context = self.get_context_data(form=form, problem=problem, compared=compared, text=text, wrong=wrong, counted=counted)
        context["swv"] = form.cleaned_data["samenwerkingsverband"] if compared is not None else None
        return self.render_to_response(context, status=422 if problem or wrong else 200)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, schools, here."""
        return [*self.breadcrumbs_items, {"url": reverse("school:index"), "label": "Scholen"}, {"url": "", "label": self.page_title}]
