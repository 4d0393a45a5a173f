"""Compile the catalogues in `locale/`: read every .po and write the .mo beside it, without a system tool.

Reading the sources for new texts comes before it and needs GNU gettext (`make translations`); a machine without it can still compile.
"""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "locale"
WIDTH = 10_000
HEADERS = ("Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms")


def main() -> None:
    """One line per language: how many texts, and how many of them still wait for a translation."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        catalogue = polib.pofile(str(path), wrapwidth=WIDTH)
        # Dates and names of makers would make two runs differ.
        catalogue.metadata = {name: catalogue.metadata[name] for name in HEADERS if name in catalogue.metadata}
        catalogue.metadata["Language"] = path.parts[-3]
        catalogue.metadata_is_fuzzy = False
        catalogue.header = ""
        catalogue.save()
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
        waiting = len(catalogue.untranslated_entries()) + len(catalogue.fuzzy_entries())
        print(f"{path.parts[-3]}: {len(catalogue)} texts, {waiting} to be translated")


if __name__ == "__main__":
    main()
