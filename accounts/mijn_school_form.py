"""The form of "Mijn school": a role for a colleague at a school that one manages. What may be given is asked again of what was sent."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from .access import join_school, managed_schools, roles_to_give
from .models import SCHOOL_ROLLEN, Lidmaatschap, Rol, School, Soort, User

NOT_YOURS = "Deze rol kunt u op deze school niet geven. Vraag het de beheerder van het samenwerkingsverband."
NOT_YOURSELF = "U kunt uzelf geen rol geven. Vraag het de beheerder van het samenwerkingsverband."
TWICE = "Deze collega heeft deze rol op deze school al in deze periode. Pas bij die rol de einddatum aan."


class RolForm(WagtailAdminModelForm):
    """Who, where, which role, from when until when. Of a role that is there only the last day can be moved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance._state.adding
        self.fields["gebruiker"].label_from_instance = named
        if not self.is_new:
            self.fields["gebruiker"].queryset = User.objects.persons().filter(pk=self.instance.gebruiker_id)
            for name in ("gebruiker", "school", "rol", "van"):
                self.fields[name].disabled = True
            return
        schools = managed_schools(self.for_user)
        self.fields["school"].queryset, self.fields["school"].required = schools.select_related("samenwerkingsverband"), True
        self.fields["gebruiker"].queryset = _colleagues(schools).exclude(pk=self.for_user.pk)
        self.fields["gebruiker"].help_text = "Alleen wie op een van uw scholen een rol heeft of had. Nieuwe collega's nodigt u uit."
        self.fields["rol"].choices = [("", "---------"), *((rol.value, rol.label) for rol in SCHOOL_ROLLEN)]
        if schools.count() == 1:
            self.fields["school"].initial = schools.first()

    def clean_gebruiker(self) -> User:
        """Not oneself; the list does not offer it, but a crafted form may.

        Raises:
            ValidationError: beside the field.
        """
        user: User = self.cleaned_data["gebruiker"]
        if self.for_user is not None and user.pk == self.for_user.pk:
            raise ValidationError(NOT_YOURSELF)
        return user

    def clean_tot(self) -> Any:
        """A role that began, ends today at the earliest: what somebody was yesterday cannot be undone.

        Raises:
            ValidationError: beside the field.
        """
        tot = self.cleaned_data["tot"]
        if not self.is_new and tot is not None and self.instance.van <= timezone.localdate() > tot:
            raise ValidationError("Deze dag is al voorbij. Kies vandaag of een latere dag; vandaag is dan de laatste dag.")
        return tot

    def clean(self) -> dict[str, Any]:
        """Refuse a role that this person may not give there, and one that is there already."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        school: School | None = data.get("school")
        if school is None or "rol" not in data or "gebruiker" not in data:
            return data
        if data["rol"] not in [rol.value for rol in roles_to_give(self.for_user, school)]:
            self.add_error("rol", NOT_YOURS)
        elif "van" in data and "tot" in data and self._overlaps(data):
            self.add_error("tot", TWICE)
        return data

    def _overlaps(self, data: dict[str, Any]) -> bool:
        same = Lidmaatschap.objects.filter(gebruiker=data["gebruiker"], school=data["school"], rol=data["rol"]).exclude(pk=self.instance.pk)
        if data["tot"] is not None:
            same = same.filter(van__lte=data["tot"])
        return same.exclude(tot__lt=data["van"]).exists()

    def save(self, commit: bool = True) -> Lidmaatschap:
        """Give the role by the deed that everybody uses, which joins its group; or move its last day."""
        if not self.is_new:
            saved: Lidmaatschap = super().save(commit)
            return saved
        data = self.cleaned_data
        self.instance = join_school(user=data["gebruiker"], school=data["school"], rol=Rol(data["rol"]), van=data["van"], tot=data["tot"])
        return self.instance


def named(user: User) -> str:
    """Somebody's name on a screen."""
    return user.get_full_name() or user.get_username()


def _colleagues(schools: QuerySet[School]) -> QuerySet[User]:
    """Who works or worked at one of these schools and has an active account."""
    members = Lidmaatschap.objects.filter(school__in=schools.order_by().values("pk"))
    people = User.objects.persons().filter(is_active=True, soort=Soort.MEDEWERKER, pk__in=members.values("gebruiker"))
    return people.order_by("last_name", "first_name", "pk")
