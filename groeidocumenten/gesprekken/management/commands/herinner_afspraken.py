"""Mails reminders of open afspraken. Meant to run once a day from the server's timetable; running it again sends nothing twice."""

from typing import Any

from django.core.management.base import BaseCommand

from groeidocumenten.gesprekken.reminders import remind


class Command(BaseCommand):
    """Mail whoever has an afspraak whose day is near or past."""

    help = "Mailt wie een open afspraak heeft waarvan de dag nadert of voorbij is. Draai dit één keer per dag."

    def handle(self, *args: Any, **options: Any) -> None:
        """Hand them in; a mail server that is down is tried again by the worker."""
        self.stdout.write(f"Mensen herinnerd: {remind()}.")
