"""`manage.py screenshots`: start a fresh demo, walk through the product as its people do, and renew the pictures of the handleidingen.

For those who maintain the demo; it needs playwright and a Chromium (CHROMIUM names one), which the product itself never needs.
"""

import os
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.screenshots import FOLDER

LARGEST = 150_000


class Command(BaseCommand):
    help = "Maakt de schermafdrukken van de handleidingen opnieuw."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        """Where to put the pictures, and which ones."""
        parser.add_argument("--naar", type=Path, default=FOLDER, help="map voor de plaatjes")
        parser.add_argument("naam", nargs="*", help="alleen deze schermafdrukken")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make every picture that content/screenshots.toml names.

        Raises:
            CommandError: without playwright or Chromium, when the walk and the list of pictures differ, or when a picture is too heavy.
        """
        try:
            from demo.walk import pictures
        except ImportError as missing:
            raise CommandError("Hiervoor is playwright nodig: make screenshots maakt de omgeving met alles erin.") from missing
        chromium = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        if not Path(chromium).is_file():
            raise CommandError(f"Er is geen Chromium op {chromium}. Noem er een met CHROMIUM=/pad/naar/chromium.")
        listed = tomllib.loads((FOLDER.parent / "content" / "screenshots.toml").read_text(encoding="utf-8"))["schermafdruk"]
        wanted = set(options["naam"]) or {entry["naam"] for entry in listed}
        folder: Path = options["naar"]
        folder.mkdir(parents=True, exist_ok=True)
        made = set()
        with tempfile.TemporaryDirectory(prefix="groeiportaal-plaatjes-") as data:
            for naam, png in pictures(Path(data), chromium):
                if naam in wanted:
                    if len(png) > LARGEST:
                        raise CommandError(f"{naam} is te zwaar: {len(png)} bytes.")
                    (folder / f"{naam}.png").write_bytes(png)
                    made.add(naam)
                    self.stdout.write(f"  {naam:<14} {len(png) // 1000:>4} kB")
        if made != wanted:
            raise CommandError(f"Niet gemaakt: {', '.join(sorted(wanted - made))}.")
