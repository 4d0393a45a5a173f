"""Mails that links end soon. Meant to run once a day from the server's timetable; running it again sends nothing twice."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from groeidocumenten.delen.herinneren import remind


class Command(BaseCommand):
    """Mail whoever answers for a link that ends within three days."""

    help = "Mailt wie een toegangslink beheert die binnen drie dagen eindigt. Draai dit één keer per dag."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send them, and fail if one could not be sent, so that the timetable tells."""
        sent, failed = remind()
        self.stdout.write(f"Herinneringen verstuurd: {sent}.")
        if failed:
            raise CommandError(f"{failed} herinnering(en) konden niet worden verstuurd. Ze worden de volgende keer opnieuw geprobeerd.")
