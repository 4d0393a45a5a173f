"""Throw away files that waited longer than a day to be taken in. Meant to run every hour (docs/beheer.md)."""

from typing import Any

from django.core.management.base import BaseCommand

from groeidocumenten.inlezen.bewaren import clear_expired


class Command(BaseCommand):
    help = "Gooit bestanden met leerlingen weg die langer dan een dag op bevestiging wachten. Wat is ingelezen, blijft."

    def handle(self, *args: Any, **options: Any) -> None:
        """Throw away, and say how many."""
        count = clear_expired()
        self.stdout.write(f"{count} {'bestand' if count == 1 else 'bestanden'} weggegooid.")
