"""Walk all published versions of formats and name each one that is not what was published."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from formats.controle import faults
from formats.models import FormatVersie


class Command(BaseCommand):
    help = "Controleert elke gepubliceerde versie van elk format en noemt wat niet klopt. Eindigt met code 1 als er iets niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare every version with its seal.

        Raises:
            CommandError: if anything is wrong (exit code 1).
        """
        found = list(faults())
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"De formats kloppen niet: {len(found)} fout(en).")
        self.stdout.write(f"{FormatVersie.objects.count()} versie(s) van formats: alles klopt.")
