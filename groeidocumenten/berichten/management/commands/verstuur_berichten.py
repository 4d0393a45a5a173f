"""Tell of what the worker missed, and send digests. On the clock, and harmless twice or at the same time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from groeidocumenten.berichten.mailing import mail_everybody
from groeidocumenten.berichten.spreading import spread_all


class Command(BaseCommand):
    help = "Maakt berichten van wat er gedaan is en mailt de overzichten: elke ochtend, en op maandag die van de week."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it all; nobody gets the same mail twice."""
        heard = spread_all()
        self.stdout.write(f"Gebeurtenissen: {heard}. Mails: {mail_everybody(timezone.now())}.")
