"""`manage.py tweede_stap_uit NAAM`: for the operator, when the last administrator lost a phone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.inloggen.tweede_stap import remove
from accounts.models import User


class Command(BaseCommand):
    help = "Zet de tweede stap van iemand uit; bij de volgende keer inloggen stelt die persoon een nieuwe in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("gebruikersnaam")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it away.

        Raises:
            CommandError: if nobody with a second step is called so.
        """
        found = User.objects.persons().filter(username=options["gebruikersnaam"], tweede_stap_sinds__isnull=False).first()
        if found is None:
            raise CommandError("Er is niemand met deze gebruikersnaam en een tweede stap.")
        remove(user=found, door=None)
        self.stdout.write("De tweede stap staat uit.")
