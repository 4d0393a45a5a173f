"""Walk the journaal of every school and name each line that was changed, removed or added outside the product."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import School
from groeidocumenten.dossiers import journaal


class Command(BaseCommand):
    help = "Controleert het journaal van elke school en noemt elke regel die niet klopt. Eindigt met code 1 als er iets niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify all chains.

        Raises:
            CommandError: if any chain has a fault (exit code 1).
        """
        wrong = 0
        for school in School.objects.order_by("naam"):
            faults = journaal.verify(school)
            wrong += len(faults)
            for fault in faults:
                self.stderr.write(f"{school.naam}: {fault}")
            if not faults:
                self.stdout.write(f"{school.naam}: klopt.")
        if wrong:
            raise CommandError(f"Het journaal klopt niet: {wrong} fout(en).")
