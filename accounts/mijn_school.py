"""Mijn school: who works at a school, with which role and from when until when, in Wagtail's admin, for who heads a school and for beheerders.

Every row belongs to a school, and `access.managed_schools` (guardian's grant on that school, and the role of today) says whose business it is:
in the list, and anew in every view about one row. Nothing is deleted: a role ends on a day. New people come by an invitation.
"""

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, Panel
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, EditView, HistoryView, IndexView, InspectView

from .access import managed_schools, roles_to_give_by_school
from .mijn_school_form import RolForm, named
from .models import Lidmaatschap, Rol


def _may_give(user: Any) -> dict[UUID | None, tuple[Rol, ...]]:
    """The schools that this person manages now, with the roles to give there; asked once per request, for every row of a list and the menu."""
    # `request.user` is a lazy wrapper: what is set on it is set on the person, and `vars` would not show it.
    if not hasattr(user, "_mijn_school"):
        user._mijn_school = roles_to_give_by_school(user)
    found: dict[UUID | None, tuple[Rol, ...]] = user._mijn_school
    return found


class RolPermissions(PermissionHelper):
    """Who may see and change a role. Model-wide rights count for nothing here."""

    def user_has_any_permissions(self, user: Any) -> bool:
        """Whether there is a school to manage."""
        return self.user_can_list(user)

    def user_can_list(self, user: Any) -> bool:
        """Whether there is a school to manage."""
        return bool(_may_give(user))

    def user_can_create(self, user: Any) -> bool:
        """Whether there is a school to manage; which role for whom, the form asks."""
        return self.user_can_list(user)

    def user_can_inspect_obj(self, user: Any, obj: Lidmaatschap) -> bool:
        """Roles at schools that one manages."""
        return obj.school_id in _may_give(user)

    def user_can_edit_obj(self, user: Any, obj: Lidmaatschap) -> bool:
        """Roles that one may give there, but never one's own, and not what is over."""
        over = obj.tot is not None and obj.tot < timezone.localdate()
        return obj.gebruiker_id != user.pk and not over and obj.rol in _may_give(user).get(obj.school_id, ())

    def user_can_delete_obj(self, user: Any, obj: Lidmaatschap) -> bool:
        """Nobody: what somebody was stays known."""
        return False


class RolButtons(ButtonHelper):
    """The buttons of the list, in words of a school."""

    def add_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """To give a role."""
        return super().add_button(*args, **kwargs) | {"label": "Geef een rol", "title": "Geef een collega een rol"}


class Existing:
    """One role of a school that one manages. Anything else does not exist."""

    def __init__(self, model_admin: ModelAdmin, instance_pk: str) -> None:
        try:
            super().__init__(model_admin, instance_pk)  # type: ignore[call-arg]
        except (ValueError, ValidationError) as error:
            raise Http404 from error

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it.

        Raises:
            Http404: for a role at another school, as if it did not exist.
        """
        if not self.permission_helper.user_can_inspect_obj(request.user, self.instance):  # type: ignore[attr-defined]
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Lijst(IndexView):
    """The list. It filters on nothing that the address could name."""

    page_title = "Mijn school"

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """None: modeladmin would follow any path through other tables."""
        return {}


class Nieuw(CreateView):
    """Give a role."""

    page_title = "Geef een rol"

    def get_page_subtitle(self) -> str:
        """None."""
        return ""


class Wijzig(Existing, EditView):
    """End a role, or move its end."""

    page_title = "Laatste dag van"

    def get_page_subtitle(self) -> str:
        """Who, and which role."""
        return f"{named(self.instance.gebruiker)}, {self.instance.get_rol_display()}"


class Bekijk(Existing, InspectView):
    """One role."""

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        """With the name of the person, which `str` keeps to itself."""
        return named(self.instance.gebruiker) if field_name == "gebruiker" else super().get_field_display_value(field_name, field)


class Verleden(Existing, HistoryView):
    """Who gave, moved and ended it."""


class RolAdmin(ModelAdmin):
    """The people and roles of a school."""

    model = Lidmaatschap
    menu_label = "Mijn school"
    menu_icon = "group"
    menu_order = 690
    base_url_path = "mijn-school"
    permission_helper_class = RolPermissions
    button_helper_class = RolButtons
    index_view_class, create_view_class, edit_view_class = Lijst, Nieuw, Wijzig
    inspect_view_class, history_view_class = Bekijk, Verleden
    inspect_view_enabled = True
    inspect_view_fields = ("gebruiker", "rol", "school", "van", "tot")
    index_template_name = "accounts/mijn_school.html"
    list_display = ("wie", "rol", "school", "van", "tot", "stand")
    list_display_add_buttons = "wie"
    list_select_related = ("gebruiker", "school", "school__samenwerkingsverband")
    list_per_page = 50
    search_fields = ("gebruiker__first_name", "gebruiker__last_name")
    ordering = ("school__naam", "gebruiker__last_name", "gebruiker__first_name", "-van")
    panels: ClassVar[list[Panel]] = [
        FieldPanel("gebruiker", heading="Collega"),
        FieldPanel("school"),
        FieldPanel("rol"),
        FieldRowPanel([FieldPanel("van"), FieldPanel("tot")]),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lidmaatschap]:
        """Every role, past and to come, at the schools that this person manages."""
        schools = managed_schools(request.user).order_by().values("pk")  # type: ignore[arg-type]
        return super().get_queryset(request).filter(school__in=schools)

    def get_edit_handler(self) -> ObjectList:
        """The panels, with the form that guards what may be given."""
        return ObjectList(self.panels, base_form_class=RolForm)

    def delete_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """There is none; the address leads back to the list."""
        return redirect(self.url_helper.index_url)

    def wie(self, obj: Lidmaatschap) -> str:
        """Whose role it is."""
        return named(obj.gebruiker)

    wie.short_description = "wie"  # type: ignore[attr-defined]
    wie.admin_order_field = "gebruiker__last_name"  # type: ignore[attr-defined]

    def stand(self, obj: Lidmaatschap) -> str:
        """Whether it holds today."""
        today = timezone.localdate()
        if obj.van > today:
            return "begint nog"
        return "voorbij" if obj.tot is not None and obj.tot < today else "nu"

    stand.short_description = "stand"  # type: ignore[attr-defined]
