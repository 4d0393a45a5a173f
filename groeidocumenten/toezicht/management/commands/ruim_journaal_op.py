"""Remove the months of every journaal that were kept long enough, and keep where each of them ended."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import School
from groeidocumenten.dossiers.kluis import KluisError
from groeidocumenten.toezicht.retention import ChainBroken, months_to_remove, remove_months


class Command(BaseCommand):
    help = (
        "Verwijdert van het journaal van elke school de hele maanden die lang genoeg zijn bewaard (JOURNAAL_BEWAREN_MAANDEN, standaard 60), en "
        "onthoudt waar elke maand eindigde: de controle gaat daar verder. Weigert een journaal dat niet klopt. Op PostgreSQL moet de gebruiker "
        "van de database de eigenaar van de tabel zijn, zoals bij migrate."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Looking only."""
        parser.add_argument("--proef", action="store_true", help="laat zien wat er zou gaan, en verwijder niets")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove, school by school.

        Raises:
            CommandError: if the setting is too short, or a chain does not verify; the other schools are done.
        """
        keep, broken = settings.JOURNAAL_BEWAREN_MAANDEN, 0
        for school in School.objects.order_by("naam", "pk"):
            if options["proef"]:
                for month in months_to_remove(school, keep):
                    self.stdout.write(f"{school.naam}: {month.eerste_dag:%Y-%m} kan weg, regel {month.eerste} tot en met {month.laatste}.")
                continue
            try:
                for segment in remove_months(school, keep):
                    self.stdout.write(
                        f"{school.naam}: {segment.maand:%Y-%m} verwijderd, regel {segment.eerste} tot en met {segment.laatste}."
                    )
            except ChainBroken as error:
                broken += 1
                self.stderr.write(f"{school.naam}: niets verwijderd. {error}")
            except (ValueError, KluisError) as error:
                raise CommandError(str(error)) from error
        if broken:
            raise CommandError(f"Bij {broken} school of scholen klopt het journaal niet. Draai controleer_journaal.")
