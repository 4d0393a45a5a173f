"""Schools and organisations in Wagtail's admin, for the administrator. Their rights are model-wide; who is in a school is kept elsewhere."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail_modeladmin.options import modeladmin_register

from .mijn_school import RolAdmin
from .models import Bestuur, Samenwerkingsverband, School, User
from .scholen_inlezen import swvs_of
from .views_scholen import ScholenView

modeladmin_register(RolAdmin)


class SchoolViewSet(ModelViewSet):
    """Schools with their BRIN and kind of education."""

    model = School
    icon = "home"
    list_display = ["naam", "brin", "vestiging", "onderwijstype"]
    list_filter = ["onderwijstype"]
    search_fields = ["naam", "brin"]
    form_fields = ["naam", "brin", "vestiging", "rio", "onderwijstype", "samenwerkingsverband", "bestuur", "adres", "telefoon"]


class BestuurViewSet(ModelViewSet):
    """School boards."""

    model = Bestuur
    icon = "group"
    form_fields = ["naam", "nummer"]


class SamenwerkingsverbandViewSet(ModelViewSet):
    """The samenwerkingsverband, the periods that it allows for links, and who supervises its care for personal data."""

    model = Samenwerkingsverband
    icon = "globe"
    form_fields = [
        "naam",
        "site",
        "link_standaard_dagen",
        "link_maximum_lezen",
        "link_maximum_schrijven",
        "pincode_per_mail",
        "fg_email",
        "altijd_beide_ouders",
        "leerling_tekent_mee",
    ]


class OrganisationsViewSetGroup(ViewSetGroup):
    """One entry in the menu."""

    menu_label = "Organisaties"
    menu_icon = "group"
    menu_order = 700
    items = (SchoolViewSet, BestuurViewSet, SamenwerkingsverbandViewSet)


@hooks.register("register_admin_viewset")
def register_organisations() -> OrganisationsViewSetGroup:
    """Add the group to the admin."""
    return OrganisationsViewSetGroup()


@hooks.register("before_bulk_action")
def leave_guests_alone(request: HttpRequest, action_type: str, objects: Any, action: Any) -> None:
    """Refuse to do anything to a guest's keyless user along with others; the list does not offer it, but an address can name it.

    Raises:
        Http404: as if that user did not exist.
    """
    if any(isinstance(one, User) and one.is_keyless for one in objects):
        raise Http404


class ScholenMenuItem(MenuItem):
    """The way to reading schools in, for who administers a samenwerkingsverband."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return swvs_of(request.user).exists()  # type: ignore[arg-type]


@hooks.register("register_admin_menu_item")
def menu_of_schools() -> ScholenMenuItem:
    """Beside the organisations."""
    return ScholenMenuItem("Lees scholen in", reverse("scholen_inlezen"), icon_name="upload", order=710)


@hooks.register("register_admin_urls")
def address_of_schools() -> list[URLPattern]:
    """Where schools are read in."""
    return [path("scholen/inlezen/", ScholenView.as_view(), name="scholen_inlezen")]
