"""People and the organisations they work for: who may sign in, and in which school they have which role."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and the organisations they work for: who may sign in, and in which school they have which role."""

    name = "accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
