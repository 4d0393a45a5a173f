"""Empty requests that nobody dealt with, and accounts that were never confirmed. On the clock, once a night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.aanmelden import forget_old as forget_registrations
from groeidocumenten.toegangscodes.aanvragen import forget_old as forget_requests


class Command(BaseCommand):
    help = "Wist aanvragen die twee maanden niet zijn afgehandeld, en aanmeldingen die niet op tijd zijn bevestigd."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tidy up."""
        self.stdout.write(f"Aanvragen gewist: {forget_requests(timezone.now())}. Aanmeldingen vergeten: {forget_registrations()}.")
