"""The screens of webhooks in the admin. Rights are model-wide: who may change a webhook may also test it and send a message again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import Aflevering, Soort, Webhook
from .events import send_again, send_proof

MAY_MANAGE = "headless.change_webhook"


class SoortenPanel(FieldPanel):
    """The kinds as boxes to tick."""

    def get_form_options(self) -> dict[str, Any]:
        """A list of texts in the database, boxes on the screen."""
        options = super().get_form_options()
        options["field_classes"] = {"soorten": SoortenField}
        return options


class SoortenField(forms.MultipleChoiceField):
    """Which kinds; none means all."""

    def __init__(self, **kwargs: Any) -> None:
        for name in ("encoder", "decoder", "max_length"):
            kwargs.pop(name, None)
        super().__init__(choices=Soort.choices, **{**kwargs, "widget": forms.CheckboxSelectMultiple, "required": False})


class WebhookEdit(EditView):
    """A webhook with a button that sends a message to try."""

    template_name = "headless/webhook_edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where to test it."""
        return {**super().get_context_data(**kwargs), "test_url": reverse("webhooks:test", args=[self.object.pk])}


class WebhookIndex(IndexView):
    """The list, with a notice when one switched itself off."""

    template_name = "headless/webhook_index.html"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add those that were switched off because nobody answered."""
        gone = Webhook.objects.filter(actief=False, uitgezet_op__isnull=False)
        return {**super().get_context_data(*args, **kwargs), "uitgezet": gone}


class Webhooks(ModelViewSet):
    """All webhooks of all sites."""

    model = Webhook
    name = "webhooks"
    url_prefix = "webhooks"
    icon = "link-external"
    menu_label = "Webhooks"
    menu_order = 900
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = WebhookIndex
    edit_view_class = WebhookEdit
    list_display = ("naam", "url", Column("site", label="Website"), Column("stand", label="Stand"))
    list_filter = ("site", "actief")
    search_fields = ("naam",)
    edit_handler = ObjectList(
        [FieldPanel("naam"), FieldPanel("site"), FieldPanel("url"), SoortenPanel("soorten"), FieldPanel("actief"), FieldPanel("geheim")]
    )

    def get_urlpatterns(self) -> list[Any]:
        """And the button that tests one."""
        return [*super().get_urlpatterns(), path("test/<int:pk>/", test, name="test")]


def address_of(aflevering: Aflevering) -> str:
    """The screen of one message."""
    return reverse("webhookberichten:inspect", args=[aflevering.pk])


class Log(ModelViewSet):
    """Every message, newest first."""

    model = Aflevering
    name = "webhookberichten"
    url_prefix = "webhook-berichten"
    icon = "history"
    menu_label = "Berichten aan webhooks"
    menu_order = 910
    add_to_reference_index = False
    form_fields = ("status",)
    list_display = (
        TitleColumn("gebeurtenis", label="Gebeurtenis", accessor="get_gebeurtenis_display", get_url=address_of),
        Column("soort", label="Soort", accessor="get_soort_display"),
        Column("webhook", label="Webhook"),
        Column("status", label="Stand", accessor="get_status_display"),
        Column("pogingen", label="Pogingen"),
        Column("antwoord", label="Antwoordcode"),
        DateColumn("geprobeerd_op", label="Laatst geprobeerd"),
    )
    list_filter = ("status", "gebeurtenis", "soort", "webhook")
    add_to_settings_menu = True

    def get_urlpatterns(self) -> list[Any]:
        """Only the list and one message: nobody makes, changes or deletes them by hand."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/", message, name="inspect"),
            path("<uuid:pk>/opnieuw/", again, name="again"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without the addresses of views that there are not."""
        gone = dict.fromkeys(("history", "usage", "add", "edit", "delete", "copy"))
        names = {f"{name}_url_name": None for name in gone}
        return super().get_common_view_kwargs(**{**names, "inspect_url_name": self.get_url_name("inspect"), **kwargs})


def message(request: HttpRequest, pk: Any) -> HttpResponse:
    """One message: what was said and what came back.

    Raises:
        PermissionDenied: for who may not read the log.
    """
    if not request.user.has_perm("headless.view_aflevering"):
        raise PermissionDenied
    found = get_object_or_404(Aflevering.objects.select_related("webhook"), pk=pk)
    context = {"aflevering": found, "mag_opnieuw": request.user.has_perm(MAY_MANAGE)}
    return TemplateResponse(request, "headless/aflevering.html", context)


@require_POST
def again(request: HttpRequest, pk: Any) -> HttpResponse:
    """Send a message once more.

    Raises:
        PermissionDenied: for who may not manage webhooks.
    """
    _refuse_others(request)
    found = get_object_or_404(Aflevering, pk=pk)
    send_again(found)
    messages.success(request, "Het bericht staat klaar om opnieuw te versturen.")
    return redirect("webhookberichten:inspect", pk)


@require_POST
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a message that says nothing.

    Raises:
        PermissionDenied: for who may not manage webhooks.
    """
    _refuse_others(request)
    sent = send_proof(get_object_or_404(Webhook, pk=pk))
    messages.success(request, "Het proefbericht staat klaar. Hier ziet u of het aankomt.")
    return redirect("webhookberichten:inspect", sent.pk)


def _refuse_others(request: HttpRequest) -> None:
    if not request.user.has_perm(MAY_MANAGE):
        raise PermissionDenied


webhooks, log = Webhooks(), Log()
