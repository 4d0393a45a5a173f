"""Erase for good the documents that were removed thirty days ago. Meant to run every night (docs/beheer.md)."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from groeidocumenten.documenten.actions import erase_removed


class Command(BaseCommand):
    help = (
        "Wist documenten die dertig dagen geleden zijn verwijderd: met al hun versies, voorgoed. Het journaal onthoudt dat het is gebeurd."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say how many."""
        count = erase_removed(timezone.now())
        self.stdout.write(f"{count} {'document' if count == 1 else 'documenten'} gewist.")
