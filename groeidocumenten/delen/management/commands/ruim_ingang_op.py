"""Forget counters of the guests' entrance that nobody asks for any more. On the clock, and harmless twice."""

from typing import Any

from django.core.management.base import BaseCommand

from groeidocumenten.delen.counting import forget_old


class Command(BaseCommand):
    help = "Vergeet tellingen van de ingang voor gasten van meer dan twee dagen oud."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        self.stdout.write(f"Vergeten: {forget_old()}.")
