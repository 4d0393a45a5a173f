"""People and the organisations they work for: who may sign in, and in which school they have which role."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """People and the organisations they work for: who may sign in, and in which school they have which role."""

    name = "accounts"
    label = "accounts"
    default = True
    default_auto_field = "django.db.models.BigAutoField"


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens about users, with people only (accounts.admin_users)."""

    default = False
    user_viewset = "accounts.admin_users.PeopleViewSet"
