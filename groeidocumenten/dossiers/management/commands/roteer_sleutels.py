"""Wrap every data key, of files and of pupils, again with the newest key of the ring, so that an old one can be thrown away."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from groeidocumenten.dossiers.kluis import Kluis, KluisError, key_ring, wrapped_with
from groeidocumenten.dossiers.models import Dossiersleutel, Leerlingsleutel
from post.api import reseal_waiting

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
        for row in self._rows():
            if wrapped_with(row.gewikkeld) == newest:
                already += 1
            elif self._rewrap(row):
                done += 1
            else:
                closed.append(_owned_by(row))
        self.stdout.write(f"Opnieuw ingepakt met “{newest}”: {done}. Al met deze sleutel: {already}. Niet te openen: {len(closed)}.")
        # What waits to be sent is sealed with the ring itself; what does not open is given up within a day.
        self.stdout.write(f"Wachtende berichten opnieuw gesloten: {reseal_waiting()}.")
        if closed:
            self._refuse(closed)

    @staticmethod
    def _rows() -> Iterator[Dossiersleutel | Leerlingsleutel]:
        """Every stored key, locked in the transaction of its batch."""
        for model in (Dossiersleutel, Leerlingsleutel):
            pks = list(model.unguarded.order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(pks), BATCH):
                with transaction.atomic():
                    yield from model.unguarded.select_for_update().filter(pk__in=pks[start : start + BATCH])

    @staticmethod
    def _rewrap(row: Dossiersleutel | Leerlingsleutel) -> bool:
        """Whether the key opened and was wrapped again."""
        try:
            row.gewikkeld = Kluis.unwrap(row.gewikkeld, owner=_owned_by(row)[1]).wrap()
        except KluisError:
            return False
        row.save(update_fields=["gewikkeld"])
        return True

    def _refuse(self, closed: list[tuple[str, UUID]]) -> None:
        for what, pk in closed:
            self.stderr.write(f"Gaat niet open met de sleutels van nu: {what} {pk}")
        raise CommandError("Bewaar de oude sleutel: zonder die sleutel zijn deze groeidocumenten niet meer te lezen.")


def _owned_by(row: Dossiersleutel | Leerlingsleutel) -> tuple[str, UUID]:
    if isinstance(row, Dossiersleutel):
        return "groeidocument", row.groeidocument_id
    return "leerling", row.leerling_id
