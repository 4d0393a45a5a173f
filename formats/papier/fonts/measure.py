"""Which characters the fonts of print really print: run by hand after a font or typst changes, it writes coverage.json beside itself.

It asks typst instead of reading the font files, because that is the one who refuses: a character counts when it compiles as PDF/UA-1 in
regular, bold and italic with that one font, after a space, which a mark then stands on. About ten minutes on a busy machine. Nobody imports this.
"""

import json
import sys
import tempfile
import unicodedata
from pathlib import Path

import typst

FONTS = Path(__file__).resolve().parent
FAMILIES = (
    "Libertinus Serif",
    "Noto Naskh Arabic",
    "Noto Serif Devanagari",
    "Noto Serif Ethiopic",
    "Noto Serif Armenian",
    "Noto Serif Georgian",
    "DejaVu Sans",
)
# Unassigned, surrogate, private use and control characters are never printed, whatever a font holds.
NEVER = {"Cn", "Cs", "Co", "Cc"}
# Prints alone but not among other signs of its script.
SHY = {0x07FD}
# A file, because typst-py spends a file id on every template given as bytes, and panics after 65,535 of them.
SOURCE = """#set document(title: "x")
#let d = json(bytes(sys.inputs.data))
#set text(font: d.families, fallback: false)
#for c in d.characters [ #c #strong(c) #emph(c) ]
"""
BATCH = 64


def prints(template: Path, fonts: typst.Fonts, families: list[str], characters: list[str]) -> bool:
    """Whether typst prints all these characters with these families."""
    data = json.dumps({"families": families, "characters": characters})
    try:
        typst.compile(template, font_paths=fonts, sys_inputs={"data": data}, pdf_standards=["ua-1"])
    except typst.TypstError as refusal:
        if "could not be displayed" not in str(refusal):
            raise
        return False
    return True


def printable(template: Path, fonts: typst.Fonts, families: list[str], characters: list[str]) -> list[str]:
    """The characters that print, found by halving the batches that do not."""
    if not characters or prints(template, fonts, families, characters):
        return characters
    if len(characters) == 1:
        return []
    half = len(characters) // 2
    return printable(template, fonts, families, characters[:half]) + printable(template, fonts, families, characters[half:])


def ranges(characters: list[str]) -> list[list[int]]:
    """Codepoints as inclusive [first, last] pairs."""
    found: list[list[int]] = []
    for code in map(ord, characters):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def batches() -> list[list[str]]:
    """All assigned characters in batches, without the ideographs and Hangul syllables that no font here holds."""
    assigned = [
        chr(code)
        for code in range(0x20, 0x110000)
        if code not in SHY
        and unicodedata.category(chr(code)) not in NEVER
        and not unicodedata.name(chr(code), "").startswith(("CJK UNIFIED", "HANGUL SYLL", "TANGUT", "EGYPTIAN"))
    ]
    return [assigned[start : start + BATCH] for start in range(0, len(assigned), BATCH)]


def measure(template: Path) -> dict[str, list[str]]:
    """The characters of every family."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    some = [character for batch in batches() for character in printable(template, fonts, list(FAMILIES), batch)]
    sys.stderr.write(f"{len(some)} characters print in some font\n")
    coverage = {}
    for family in FAMILIES:
        parts = (some[start : start + BATCH] for start in range(0, len(some), BATCH))
        coverage[family] = [character for part in parts for character in printable(template, fonts, [family], part)]
        sys.stderr.write(f"{family}: {len(coverage[family])}\n")
    return coverage


def main() -> None:
    """Measure every family and write coverage.json."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "measure.typ"
        template.write_text(SOURCE, encoding="utf-8")
        coverage = measure(template)
    lines = (f" {json.dumps(family)}: {json.dumps(ranges(own), separators=(',', ':'))}" for family, own in coverage.items())
    (FONTS / "coverage.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
