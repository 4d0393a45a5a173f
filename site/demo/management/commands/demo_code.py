"""`manage.py demo_code`: the code that an app would show now for the demo's people, and for how long."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.inloggen.codes import PERIOD, code_at, half_minute


class Command(BaseCommand):
    help = "Toont de code van dit moment voor de tweede stap van de mensen in de demonstratie."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it.

        Raises:
            CommandError: outside the demo settings.
        """
        if not settings.DEMO:
            raise CommandError("De demonstratie draait alleen met de instellingen van de demo (groeiportaal.settings.dev).")
        code, left = code_at(settings.DEMO_CODE_SLEUTEL, half_minute()), PERIOD - int(time.time()) % PERIOD
        self.stdout.write(f"{code[:3]} {code[3:]}  (nog {left} seconden; elke persoon gebruikt een code één keer)")
