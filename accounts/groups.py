"""The group of administrators of a samenwerkingsverband: schools and organisations, no accounts' passwords, no files, no pages."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

NAME = "Beheerder"
_MODELS = ("school", "bestuur", "samenwerkingsverband")


def ensure_beheerders() -> Group:
    """Make the group and give it exactly its rights; safe to call again and again."""
    group, _ = Group.objects.get_or_create(name=NAME)
    on_organisations = Q(content_type__app_label="accounts", content_type__model__in=_MODELS)
    on_organisations &= Q(codename__startswith="add_") | Q(codename__startswith="change_")
    enter = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    # Who lost a phone asks the administrator (accounts/inloggen).
    second_step = Q(content_type__app_label="inloggen", codename="herstel")
    group.permissions.set(Permission.objects.filter(on_organisations | enter | second_step))
    return group
