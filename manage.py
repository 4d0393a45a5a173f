#!/usr/bin/env python
"""Django's command line; it also puts `site/` on the path, because that folder can be no package (docs/besluiten/0001)."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Run a management command with the development settings unless the environment names others."""
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groeiportaal.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
