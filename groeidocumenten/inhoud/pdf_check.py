"""What a PDF is before it is kept: refused when something in it acts by itself, with its number of pages and a picture of page one otherwise."""

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError

logger = logging.getLogger(__name__)
READER = Path(__file__).with_name("pdf_reader.py")
SECONDS = 30
REFUSALS = {
    "script": "In deze PDF zit een script. Maak er een nieuwe PDF van met “Afdrukken” en “Bewaar als PDF”, en kies die.",
    "starts": "Deze PDF kan een ander programma starten. Maak er een nieuwe PDF van met “Afdrukken” en “Bewaar als PDF”, en kies die.",
    "files": "In deze PDF zitten andere bestanden. Bewaar die los en voeg ze apart toe.",
    "password": "Deze PDF heeft een wachtwoord. Bewaar hem zonder wachtwoord en probeer het nog een keer.",
    "broken": "Deze PDF is niet goed te lezen. Open hem op uw computer, bewaar hem opnieuw en probeer het nog een keer.",
}


@dataclass(frozen=True)
class PdfFacts:
    """How many pages a PDF has, and page one as PNG (empty where no picture could be made)."""

    paginas: int
    beeld: bytes


def check_pdf(inhoud: bytes) -> PdfFacts:
    """Look into a PDF, in a process that cannot harm this one.

    Raises:
        ValidationError: if it holds scripts, starts programs, carries files, has a password, or cannot be read within half a minute.
    """
    try:
        # Isolated, and without environment: no settings, no keys. Only where shared libraries lie may be told.
        told = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
        ran = subprocess.run(  # noqa: S603  our own program; what was sent is only its input
            [sys.executable, "-I", str(READER)], input=inhoud, capture_output=True, timeout=SECONDS, check=True, env=told
        )
        line, _newline, picture = ran.stdout.partition(b"\n")
        facts = json.loads(line)
        refused = str(facts["refused"])
        if not refused:
            return PdfFacts(int(facts["pages"]), picture)
    except (subprocess.SubprocessError, OSError, ValueError, KeyError) as failed:
        # What kind of failure, and nothing of the file: who runs the product must see it when the reader itself cannot start.
        logger.warning("a PDF could not be read: %s", type(failed).__name__)
        raise ValidationError(REFUSALS["broken"]) from failed
    raise ValidationError(REFUSALS[refused])
