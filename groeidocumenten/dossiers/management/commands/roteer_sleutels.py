"""Wrap every file's data key again with the newest key of the ring, so that an old ring key can be thrown away. Texts are not touched."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from groeidocumenten.dossiers.kluis import Kluis, KluisError, key_ring, wrapped_with
from groeidocumenten.dossiers.models import Dossiersleutel

BATCH = 500


class Command(BaseCommand):
    help = (
        "Pakt de sleutel van elk groeidocument opnieuw in met de nieuwste sleutel van DOSSIER_SLEUTELS. Mag worden onderbroken en herhaald."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate in small transactions; what was done stays done when the command is stopped.

        Raises:
            CommandError: if the ring is unusable, or a key could not be opened; the others are done.
        """
        try:
            newest = next(iter(key_ring()))
        except KluisError as error:
            raise CommandError(str(error)) from error
        done, already, closed = 0, 0, []
        pks = list(Dossiersleutel.unguarded.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            with transaction.atomic():
                for row in Dossiersleutel.unguarded.select_for_update().filter(pk__in=pks[start : start + BATCH]):
                    if wrapped_with(row.gewikkeld) == newest:
                        already += 1
                    elif self._rewrap(row):
                        done += 1
                    else:
                        closed.append(row.groeidocument_id)
        self.stdout.write(f"Opnieuw ingepakt met “{newest}”: {done}. Al met deze sleutel: {already}. Niet te openen: {len(closed)}.")
        if closed:
            self._refuse(closed)

    @staticmethod
    def _rewrap(row: Dossiersleutel) -> bool:
        """Whether the key opened and was wrapped again."""
        try:
            row.gewikkeld = Kluis.unwrap(row.gewikkeld, owner=row.groeidocument_id).wrap()
        except KluisError:
            return False
        row.save(update_fields=["gewikkeld"])
        return True

    def _refuse(self, closed: list[UUID]) -> None:
        for pk in closed:
            self.stderr.write(f"Gaat niet open met de sleutels van nu: groeidocument {pk}")
        raise CommandError("Bewaar de oude sleutel: zonder die sleutel zijn deze groeidocumenten niet meer te lezen.")
