"""Looks whether the addresses elsewhere that live pages link to still answer; what it finds stands on the editors' start page.

For the administrator: run it by hand, or once a week by the machine's timetable. It asks other sites, and nobody else does.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from redactie.addresses import probe
from redactie.models import Soort, Verwijzing, Webadres
from redactie.remembering import remember_all


class Command(BaseCommand):
    help = "Controleert de links van live pagina's naar andere websites."

    def add_arguments(self, parser: CommandParser) -> None:
        """How long an answer holds, and whether other sites are asked at all."""
        parser.add_argument(
            "--dagen", type=int, default=7, help="Controleer wat langer dan zoveel dagen geleden is nagekeken (standaard 7)."
        )
        parser.add_argument(
            "--alleen-lezen", action="store_true", help="Lees alleen alle live pagina's opnieuw; vraag niets aan andere sites."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read every live page again, and ask what is due."""
        pages = remember_all()
        used = Verwijzing.objects.filter(soort=Soort.ADRES, pagina__live=True, adres__istartswith="http").values_list("adres", flat=True)
        wanted = set(used)
        Webadres.objects.exclude(adres__in=wanted).delete()
        known = set(Webadres.objects.values_list("adres", flat=True))
        Webadres.objects.bulk_create([Webadres(adres=adres) for adres in sorted(wanted - known)])
        self.stdout.write(f"{pages} pagina's gelezen, {len(wanted)} adressen op andere sites.")
        if options["alleen_lezen"]:
            return
        broken = 0
        for one in Webadres.objects.due(max(0, options["dagen"])):
            one.fout, one.gecontroleerd_op = probe(one.adres), timezone.now()
            one.save()
            broken += bool(one.fout)
        self.stdout.write(f"{broken} adressen gaven geen goed antwoord.")
