"""Deeds on several formulieren at once: the status, a theme, the owner, the day of the next review. Only for who may change each of them.

The list sends the chosen rows (GET), a page asks for the value and names what will not change (GET), and only a POST acts. A row that may not or
cannot be changed is named with its reason; the others go on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from website.four_eyes import refusals

from .kenmerken import Thema
from .keuzes import Status
from .models import Formulier

MAX_ROWS = 500
# How many refused rows are named one by one.
MAX_NAMED = 20
LIST = "forms_catalog_formulier_modeladmin_index"


@dataclass(frozen=True)
class Deed:
    """What can be done: its name on the button, the field that asks for the value, and how it changes one formulier."""

    naam: str
    veld: Callable[[], forms.Field]
    doe: Callable[[Formulier, Any], None]


def _set(name: str) -> Callable[[Formulier, Any], None]:
    def change(formulier: Formulier, value: Any) -> None:
        setattr(formulier, name, value)

    return change


def _add_thema(formulier: Formulier, thema: Thema) -> None:
    formulier.themas.add(thema)


def _remove_thema(formulier: Formulier, thema: Thema) -> None:
    formulier.themas.remove(thema)


def _themas() -> forms.Field:
    return forms.ModelChoiceField(Thema.objects.all(), label="Thema")


def _day() -> forms.Field:
    return forms.DateField(label="Volgende herziening", required=False, widget=AdminDateInput, help_text="Leeg: geen herziening gepland.")


DEEDS: dict[str, Deed] = {
    "status": Deed("Verander de status", lambda: forms.ChoiceField(label="Status", choices=Status), _set("status")),
    "thema": Deed("Voeg een thema toe", _themas, _add_thema),
    "thema-weg": Deed("Haal een thema weg", _themas, _remove_thema),
    "eigenaar": Deed(
        "Verander de eigenaar",
        lambda: forms.CharField(label="Eigenaar", max_length=150, help_text="De functie of afdeling, geen naam van een persoon."),
        _set("eigenaar"),
    ),
    "herziening": Deed("Verander de volgende herziening", _day, _set("volgende_herziening")),
}


class ValueForm(forms.Form):
    """Asks for the one value that a deed needs."""

    def __init__(self, deed: Deed, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["waarde"] = deed.veld()


def bulk(request: HttpRequest) -> HttpResponse:
    """Ask for the value and confirm (GET), or do it (POST).

    Raises:
        PermissionDenied: for who may not change formulieren at all.
    """
    from .admin import FormulierAdmin, formulier_permissions

    if not request.user.has_perm("forms_catalog.change_formulier") or not formulier_permissions.user_can_list(request.user):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else request.GET
    deed = DEEDS.get(data.get("deed", ""))
    rows = list(FormulierAdmin().get_queryset(request).filter(pk__in=_keys(data.getlist("pk"))))
    if deed is None or not rows:
        messages.warning(request, "Kies eerst een of meer formulieren, en wat u ermee wilt doen.")
        return redirect(reverse(LIST))
    allowed = [row for row in rows if formulier_permissions.user_can_edit_obj(request.user, row)]
    form = ValueForm(deed, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        refused = _act(deed, form.cleaned_data["waarde"], allowed, request.user)
        _tell(request, deed, len(allowed) - len(refused), [*refused, *_not_allowed(rows, allowed)])
        return redirect(reverse(LIST))
    context = {"deed": deed, "code": data.get("deed"), "form": form, "rows": allowed, "refused": _not_allowed(rows, allowed)}
    return render(request, "forms_catalog/admin/meer.html", context | {"list_url": reverse(LIST)})


def _keys(values: Iterable[str]) -> list[int]:
    """The keys among what was sent; nobody's key has more than ten digits."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= 10][:MAX_ROWS]


def _not_allowed(rows: list[Formulier], allowed: list[Formulier]) -> list[tuple[str, str]]:
    keys = {row.pk for row in allowed}
    return [(row.titel, "alleen een eindredacteur verandert wat bezoekers zien") for row in rows if row.pk not in keys]


def _act(deed: Deed, value: Any, rows: list[Formulier], user: Any) -> list[tuple[str, str]]:
    """Change each row in a transaction of its own; what was refused, with the reason."""
    from .admin_forms import PUBLISH

    refused = []
    for row in rows:
        try:
            with transaction.atomic():
                deed.doe(row, value)
                if row.is_public and not user.has_perm(PUBLISH):
                    raise ValidationError("alleen een eindredacteur maakt een formulier zichtbaar")
                row.full_clean()
                if row.is_public and (why := refusals(row)):
                    raise ValidationError(why)
                row.save()
                log(instance=row, action="wagtail.edit", user=user, content_changed=True)
        except ValidationError as error:
            refused.append((row.titel, " ".join(error.messages)))
    return refused


def _tell(request: HttpRequest, deed: Deed, done: int, refused: list[tuple[str, str]]) -> None:
    if done:
        messages.success(request, f"{deed.naam}: gelukt bij {done} formulier{'' if done == 1 else 'en'}.")
    for titel, reason in refused[:MAX_NAMED]:
        messages.warning(request, f"Niet veranderd: {titel}. {reason[:1].upper()}{reason[1:].rstrip('.')}.")
    if len(refused) > MAX_NAMED:
        messages.warning(request, f"En nog {len(refused) - MAX_NAMED} formulieren niet.")
