"""Write down where every journaal ends now, in a place outside the database: `controleer_journaal --ankers` compares with it later."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Samenwerkingsverband
from groeidocumenten.dossiers.chain import Anker, anchors
from groeidocumenten.toezicht.mail import send_anchors


class Command(BaseCommand):
    help = (
        "Schrijft per school een anker op: het nummer en de hash van de laatste regel van het journaal. Zonder keuze op het scherm; met --bestand "
        "achteraan een bestand; met --mail naar de functionaris gegevensbescherming van elk samenwerkingsverband."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("--bestand", metavar="BESTAND", help="zet de ankers achteraan dit bestand; bewaar het op een andere machine")
        parser.add_argument("--mail", action="store_true", help="mail de ankers naar de FG")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the anchors.

        Raises:
            CommandError: if a file cannot be written, or there is no address to mail to.
        """
        ankers = anchors()
        if options["bestand"]:
            try:
                with Path(options["bestand"]).open("a", encoding="utf-8") as file:
                    file.writelines(f"{anker}\n" for anker in ankers)
            except OSError as error:
                raise CommandError(f"Het bestand {options['bestand']} is niet te schrijven.") from error
            self.stdout.write(f"{len(ankers)} ankers geschreven.")
        if options["mail"]:
            self._mail(ankers)
        if not options["bestand"] and not options["mail"]:
            self.stdout.writelines(f"{anker}\n" for anker in ankers)

    def _mail(self, ankers: list[Anker]) -> None:
        unsent, waits = [], []
        for swv in Samenwerkingsverband.objects.order_by("naam").prefetch_related("scholen"):
            own = {school.pk for school in swv.scholen.all()}
            mine = [anker for anker in ankers if anker.school in own]
            if mine and not swv.fg_email:
                unsent.append(swv.naam)
            elif mine and send_anchors(swv, mine).status != "verzonden":
                waits.append(swv.naam)
        if waits:
            self.stderr.write(f"Nog niet verzonden, en wordt een dag lang geprobeerd: {', '.join(waits)}.")
        if unsent:
            raise CommandError(f"Niet verzonden, want er is geen adres van de FG ingevuld: {', '.join(unsent)}.")
        self.stdout.write("De ankers zijn verzonden." if not waits else "De ankers zijn klaargezet.")
