"""Taking pupils in from the school's administration (EDEXML): read, compared, shown, and stored only when somebody says so."""

from django.apps import AppConfig


class InlezenConfig(AppConfig):
    """Taking pupils in from the school's administration (EDEXML): read, compared, shown, and stored only when somebody says so."""

    name = "groeidocumenten.inlezen"
    label = "inlezen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others, and say how what waits is sealed again."""
        from groeidocumenten.dossiers.kamers import Kamer, register
        from sleutels import RESEALERS

        from .bewaren import reseal
        from .telling import entries

        register(Kamer("inlezen", entries=entries))
        RESEALERS["wachtende importen van leerlingen"] = reseal
