"""Signing in with two steps: what the second one is, who must have it, and which sessions have passed it (docs/besluiten/0033)."""

from django.apps import AppConfig
from django.core import checks


class InloggenConfig(AppConfig):
    """Signing in with two steps."""

    name = "accounts.inloggen"
    label = "inloggen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let secrets be sealed anew with the rest, and look at their keys before anybody needs them."""
        from sleutels import RESEALERS

        from . import zittingen  # noqa: F401  listens to who signs in
        from .sluiten import broken_ring, reseal

        RESEALERS["sleutels van de tweede stap"] = reseal
        checks.register(broken_ring)
