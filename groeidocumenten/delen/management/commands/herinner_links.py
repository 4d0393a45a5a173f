"""Mails that links end soon. Meant to run once a day from the server's timetable; running it again sends nothing twice."""

from typing import Any

from django.core.management.base import BaseCommand

from groeidocumenten.delen.herinneren import remind


class Command(BaseCommand):
    """Mail whoever answers for a link that ends within three days."""

    help = "Mailt wie een toegangslink beheert die binnen drie dagen eindigt. Draai dit één keer per dag."

    def handle(self, *args: Any, **options: Any) -> None:
        """Hand them in; what cannot be sent is tried again by the queue."""
        self.stdout.write(f"Herinneringen klaargezet: {remind()}.")
