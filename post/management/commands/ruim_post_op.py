"""Empty what waited too long, send what the worker missed, and forget old messages. On the clock, and harmless twice."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from post.models import Zending
from post.sending import LEASE, attempt, give_up_old

# By then nobody asks any more whether a message went out.
KEEP = timedelta(days=90)


class Command(BaseCommand):
    help = "Leegt post die langer dan een dag wacht, verstuurt wat is blijven liggen, en vergeet zendingen van meer dan 90 dagen oud."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it all; a message that another process is sending is left alone."""
        now = timezone.now()
        given_up = give_up_old(now)
        # Due for longer than the worker needs: its job got lost.
        left = list(Zending.objects.due(now - LEASE).values_list("pk", flat=True))
        for pk in left:
            attempt(pk)
        forgotten, _ = Zending.objects.filter(gemaakt_op__lt=now - KEEP).delete()
        self.stdout.write(f"Opgegeven en geleegd: {given_up}. Nog eens geprobeerd: {len(left)}. Vergeten: {forgotten}.")
