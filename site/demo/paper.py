"""Makes the PDF of a demo formulier out of its questions: a tagged file that a screen reader can read, without system libraries."""

import json
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).parent / "content" / "formulier.typ"


def make_pdf(entry: dict[str, Any], *, eigenaar: str, versie: str) -> bytes:
    """The formulier as PDF/UA-1."""
    data = {
        "titel": entry["titel"],
        "omschrijving": entry["omschrijving"],
        "wie": entry.get("wie_vult_in", ""),
        "vragen": entry["vragen"],
        "versie": versie,
        "eigenaar": eigenaar,
    }
    made = typst.compile(TEMPLATE.read_bytes(), format="pdf", ignore_system_fonts=True, sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("typst made no PDF")
    return made
