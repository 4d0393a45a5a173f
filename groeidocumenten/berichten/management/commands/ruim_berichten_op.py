"""Throw away messages that were read long ago, and those of files that do not open for their reader any more. On the clock, once a night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from groeidocumenten.berichten.spreading import tidy


class Command(BaseCommand):
    help = "Ruimt berichten op die lang geleden zijn gelezen, en die van groeidocumenten waar de lezer niet meer bij kan."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tidy up."""
        self.stdout.write(f"Opgeruimd: {tidy(timezone.now())}.")
