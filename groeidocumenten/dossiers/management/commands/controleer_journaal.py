"""Walk the journaal of every school and name each line that was changed, removed or added outside the product."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import School
from groeidocumenten.dossiers.chain import Anker, read_anchors, verify
from groeidocumenten.dossiers.kluis import KluisError


class Command(BaseCommand):
    help = (
        "Controleert het journaal van elke school en noemt elke regel die niet klopt, de eerste het eerst. Met --ankers ook tegen ankers die "
        "buiten de database zijn bewaard (anker_journaal). Eindigt met code 1 als er iets niet klopt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where anchors are kept."""
        parser.add_argument("--ankers", action="append", default=[], metavar="BESTAND", help="bestand met ankers; mag vaker")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify all chains.

        Raises:
            CommandError: if any chain has a fault (exit code 1), a file with anchors cannot be read, or a key setting is malformed.
        """
        ankers = self._anchors(options["ankers"])
        schools = list(School.objects.order_by("naam", "pk"))
        wrong = 0
        for school in schools:
            try:
                oordeel = verify(school, ankers)
            except KluisError as error:
                raise CommandError(str(error)) from error
            wrong += oordeel.aantal
            for fault in oordeel.fouten:
                self.stderr.write(f"{school.naam}: {fault}")
            if oordeel.aantal > len(oordeel.fouten):
                self.stderr.write(f"{school.naam}: en nog {oordeel.aantal - len(oordeel.fouten)} andere.")
            if not oordeel.aantal:
                compared = f", {oordeel.ankers} ankers vergeleken" if ankers else ""
                self.stdout.write(f"{school.naam}: klopt. {oordeel.regels} regels{compared}.")
        for pk in sorted({str(anker.school) for anker in ankers} - {str(school.pk) for school in schools}):
            wrong += 1
            self.stderr.write(f"Er is een anker van school {pk}, en die school is er niet meer.")
        if wrong:
            raise CommandError(f"Het journaal klopt niet: {wrong} fout(en).")

    @staticmethod
    def _anchors(paths: list[str]) -> list[Anker]:
        ankers = []
        for path in paths:
            try:
                found = read_anchors(Path(path).read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"Het bestand {path} is niet te lezen.") from error
            if not found:
                raise CommandError(f"In {path} staat geen anker.")
            ankers += found
        return ankers
