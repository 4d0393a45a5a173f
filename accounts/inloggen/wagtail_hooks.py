"""The administrator's page about the second step, in Wagtail's admin: who has one, and taking it away for who lost their phone.

It shows people and no file; a guest's keyless user is not among them. What was done is a line that the person reads too (`Inlogregel`).
"""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from ..models import User
from .models import Inlogregel, Wat
from .tweede_stap import Geweigerd, remove

MAY = "inloggen.herstel"
PER_PAGE = 50


@require_http_methods(["GET", "HEAD"])
@permission_required(MAY, raise_exception=True)
def lijst(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, and whether they have a second step; what administrators did last stands below."""
    zoek = request.GET.get("zoek", "").replace("\x00", "").strip()[:100]
    people = User.objects.persons().order_by("last_name", "first_name", "username")
    for word in zoek.split():
        people = people.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(username__icontains=word))
    regels = Inlogregel.objects.filter(wat=Wat.HERSTELD).select_related("gebruiker", "door")[:20]
    context = {
        "page_title": "Tweede stap bij het inloggen",
        "header_icon": "lock",
        "mensen": Paginator(people, PER_PAGE).get_page(request.GET.get("p")),
        "zoek": zoek,
        "regels": regels,
    }
    return render(request, "accounts/beheer_tweede_stap.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(MAY, raise_exception=True)
def uitzetten(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take somebody's second step away, after a question.

    Raises:
        Http404: for a guest, and for who has none.
        PermissionDenied: for oneself, and for a superuser by who is none.
    """
    person = get_object_or_404(User.objects.persons().filter(tweede_stap_sinds__isnull=False), pk=pk)
    if person.pk == request.user.pk:
        raise PermissionDenied
    if request.method == "POST":
        try:
            remove(user=person, door=cast(User, request.user))
        except Geweigerd as refused:
            raise PermissionDenied from refused
        messages.success(request, f"De tweede stap van {person.get_full_name() or person.get_username()} staat uit.")
        return redirect("tweede_stap_beheer")
    context = {"page_title": "Tweede stap uitzetten", "header_icon": "lock", "persoon": person}
    return render(request, "accounts/beheer_tweede_stap_uit.html", context)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Under the admin, which is closed to who has no rights in it."""
    return [
        path("tweede-stap/", lijst, name="tweede_stap_beheer"),
        path("tweede-stap/<uuid:pk>/", uitzetten, name="tweede_stap_uitzetten"),
    ]


class Beheerregel(MenuItem):
    """The line in the menu, for who may."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may take a second step away."""
        return request.user.has_perm(MAY)


@hooks.register("register_settings_menu_item")
def menu_of_administrators() -> MenuItem:
    """Settings → Tweede stap."""
    return Beheerregel("Tweede stap", reverse("tweede_stap_beheer"), icon_name="lock", order=900)


class Uitnodigregel(MenuItem):
    """The line in the menu, for who administers schools."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may change schools; the page itself asks for which."""
        return request.user.has_perm("accounts.change_school")


@hooks.register("register_admin_menu_item")
def colleagues() -> MenuItem:
    """Inviting colleagues of schools."""
    return Uitnodigregel("Nodig collega's uit", reverse("collegas"), icon_name="mail", order=720)


@hooks.register("register_admin_menu_item")
def own_account() -> MenuItem:
    """The page about one's own account, for everybody in the admin."""
    return MenuItem("Account beveiligen", reverse("beveiliging"), icon_name="lock", order=10_000)
