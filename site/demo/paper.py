"""Makes the files of a demo formulier out of its text: a tagged PDF that a screen reader can read, and a Word file with real headings."""

import json
import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from docx import Document as WordFile
from docx.oxml.ns import qn

TEMPLATE = Path(__file__).parent / "content" / "formulier.typ"
LINES = 3
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
# Word writes the moment of making into a file; the demo's is the same each time.
MADE_ON = datetime(2026, 1, 5, 9, 0)


def make_pdf(entry: dict[str, Any], *, eigenaar: str, versie: str) -> bytes:
    """The formulier as PDF/UA-1.

    Args:
        entry: with `vragen`, which get lines to write on, or `delen`, which are to be read.
    """
    data = {
        "titel": entry["titel"],
        "omschrijving": entry.get("omschrijving", ""),
        "wie": entry.get("wie_vult_in", ""),
        "delen": entry.get("vragen") or entry["delen"],
        "invullen": "vragen" in entry,
        "taal": entry.get("taal", "nl"),
        "versie": versie,
        "eigenaar": eigenaar,
    }
    made = typst.compile(
        TEMPLATE.read_bytes(), format="pdf", ignore_system_fonts=True, sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"]
    )
    if not isinstance(made, bytes):
        raise TypeError("typst made no PDF")
    return made


def make_word(entry: dict[str, Any], *, eigenaar: str, versie: str) -> bytes:
    """The formulier as a Word file: room to type under each question, or a list to read."""
    file = WordFile()
    properties = file.core_properties
    properties.title, properties.author, properties.language = entry["titel"], eigenaar, LANGUAGES[entry.get("taal", "nl")]
    properties.created = properties.modified = MADE_ON
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), properties.language)
    file.add_heading(entry["titel"], level=1)
    file.add_paragraph(entry.get("omschrijving", ""))
    if entry.get("wie_vult_in"):
        file.add_paragraph(f"Dit vult in: {entry['wie_vult_in']}.")
    for kop, regels in entry.get("vragen") or entry["delen"]:
        file.add_heading(kop, level=2)
        for regel in regels:
            if "vragen" in entry:
                file.add_heading(regel, level=3)
                for _ in range(LINES):
                    file.add_paragraph()
            else:
                file.add_paragraph(regel, style="List Bullet")
    file.sections[0].footer.paragraphs[0].text = f"{entry['titel']}, versie {versie}"
    for part in file.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            # The empty file that python-docx begins with says that it has one page.
            part._blob = re.sub(rb"<Pages>\d+</Pages>", b"", part.blob)
    made = BytesIO()
    file.save(made)
    return made.getvalue()
