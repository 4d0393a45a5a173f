"""A question on an empty form: boxes to tick, lines to write on, tables with rows left open. Only blank.py enters."""

from typing import Any

from formats.papier.document import PrintRegel, PrintVak
from formats.readers import Rol
from formats.rows import signed
from formats.schema import (
    AnyVeld,
    Bank,
    Berekend,
    Bestand,
    Getal,
    Groepkeuze,
    JaNee,
    Keuze,
    Kolom,
    LangeTekst,
    Matrix,
    Meerkeuze,
    Ondertekening,
    OpgemaakteTekst,
    Persoon,
    PictogramKeuze,
    Rijen,
    Schaal,
    Toelichting,
)
from formats.schema import FormatSchema as Schema
from formats.words import INVULLERS, readable_conditions

from .lines import MAX_COLUMNS

LINES = 4
FEW_LINES = 2
ROWS = 3
OTHER = "anders, namelijk:"
TICK = "☐"
# A scale with more steps gets one column to write in.
MAX_TICKS = 5


def empty_regel(veld: AnyVeld, schema: Schema, lezer: Rol) -> PrintRegel:
    """The question with room for its answer; a toelichting as the text that it is."""
    if isinstance(veld, Toelichting):
        return PrintRegel(veld.label, soort="opgemaakt", tekst=veld.tekst)
    label = veld.kindlabel if lezer == "leerling" and veld.kindlabel else veld.label
    parts = _parts(veld)
    if veld.nvt:
        vakken = parts.get("vakken", [])
        if parts["soort"] == "invullen":
            parts["vakken"] = [*vakken, PrintVak(opties=["Niet van toepassing, omdat:"], lijnen=1)]
    return PrintRegel(label, uitleg=_said(veld, schema, label), **parts)


def _said(veld: AnyVeld, schema: Schema, label: str) -> str:
    """Everything small above the room to write: who fills it in, when, what is meant."""
    when = readable_conditions(veld.voorwaarden, schema)
    said = [
        f"Voor {INVULLERS[veld.invuller]}." if veld.invuller != "school" else "",
        f"Vul dit in {when}." if when else "",
        veld.kindlabel if veld.kindlabel != label else "",
        veld.hulptekst,
        *(f"Bijvoorbeeld: {zin}" for zin in veld.voorbeelden[:2]),
        veld.strekking if isinstance(veld, Ondertekening) else "",
        f"Van {veld.minimum}{_named(veld.laag)} tot {veld.maximum}{_named(veld.hoog)}." if isinstance(veld, Schaal) else "",
    ]
    return "\n\n".join(part for part in said if part)


def _named(text: str) -> str:
    return f" ({text})" if text else ""


def _parts(veld: AnyVeld) -> dict[str, Any]:
    match veld:
        case LangeTekst() | OpgemaakteTekst():
            return _room(PrintVak(lijnen=LINES))
        case Getal():
            return _room(PrintVak(label=f"In {veld.eenheid}:" if veld.eenheid else "", lijnen=1))
        case Keuze() if not veld.groepen:
            return _room(*_boxes(veld.opties, veld.anders))
        case Keuze():
            grouped = [PrintVak(groep.label, list(groep.opties)) for groep in veld.groepen]
            return _room(*grouped, *_boxes((), veld.anders))
        case Meerkeuze():
            return _room(*_boxes(veld.opties, veld.anders))
        case PictogramKeuze():
            return _room(PrintVak(opties=[optie.label for optie in veld.opties]))
        case JaNee():
            return _room(PrintVak(opties=["Ja", "Nee"]), PrintVak(veld.toelichting_label, lijnen=FEW_LINES))
        case Groepkeuze():
            vakken = [vak for optie in veld.opties for vak in (PrintVak(opties=[optie.label]), *map(_asked, optie.kolommen))]
            return _room(*vakken)
        case Bestand():
            return {"soort": "tekst", "tekst": f"Voeg dit toe bij het formulier (hoogstens {veld.max_aantal})."}
        case Ondertekening():
            return {"soort": "tekenen", "plekken": signed(veld, {slot.key: [_NOBODY] * slot.aantal for slot in veld.slots})}
        case Berekend():
            return _room(PrintVak(lijnen=1))
    return _rows(veld)


def _rows(veld: AnyVeld) -> dict[str, Any]:
    match veld:
        case Rijen() | Persoon():
            few = min(max(ROWS if isinstance(veld, Rijen) else 1, veld.min_rijen, min(veld.max_rijen, 2)), veld.max_rijen)
            return _open_table(veld.kolommen, few, numbered=isinstance(veld, Rijen) and veld.nummering)
        case Schaal():
            return _open_table(veld.kolommen, min(ROWS, veld.max_rijen))
        case Bank():
            items = veld.kolommen[0]
            grouped = [PrintVak(groep.label, list(groep.opties)) for groep in items.groepen] or [PrintVak(opties=list(items.opties))]
            own = [PrintVak("In eigen woorden:", lijnen=FEW_LINES)] if veld.eigen_tekst or veld.met_toelichting else []
            return _room(*grouped, *own)
        case Matrix():
            return _open_matrix(veld)
    return _room(PrintVak(lijnen=1))


_NOBODY = {"betekenis": "", "naam": "", "datum": "", "opmerking": ""}


def _room(*vakken: PrintVak) -> dict[str, Any]:
    return {"soort": "invullen", "vakken": list(vakken)}


def _boxes(opties: tuple[str, ...], anders: bool) -> list[PrintVak]:
    known = [PrintVak(opties=list(opties))] if opties else []
    return [*known, PrintVak(opties=[OTHER], lijnen=1)] if anders else known


def _asked(kolom: Kolom) -> PrintVak:
    if kolom.type == "ja_nee":
        return PrintVak(kolom.label, ["Ja", "Nee"])
    if kolom.type == "keuze":
        return PrintVak(kolom.label, [*kolom.opties, *([OTHER] if kolom.anders else [])])
    return PrintVak(kolom.label, lijnen=FEW_LINES if kolom.type == "lange_tekst" else 1)


def _open_table(kolommen: tuple[Kolom, ...], rows: int, *, numbered: bool = False) -> dict[str, Any]:
    """Rows left open; a table that is too wide for paper becomes its questions one below the other, once for each row."""
    if len(kolommen) + numbered > MAX_COLUMNS:
        return _room(*(_asked(kolom) for _ in range(rows) for kolom in kolommen))
    kop = [*(["Nr."] if numbered else []), *(kolom.label for kolom in kolommen)]
    rijen = [[*([str(number)] if numbered else []), *("" for _ in kolommen)] for number in range(1, rows + 1)]
    return {"soort": "tabel", "kop": kop, "rijen": rijen, "ruim": True}


def _open_matrix(veld: Matrix) -> dict[str, Any]:
    """The rows with a box to tick for each step of the scale, or with open cells."""
    ticks = len(veld.schaal) if 0 < len(veld.schaal) <= MAX_TICKS else 0
    heads = [*veld.schaal, *([veld.tekst_label] if veld.tekst_label else [])] if ticks else [kolom.label for kolom in veld.kolommen]
    cells = [TICK] * ticks + [""] * (len(heads) - ticks)
    more = FEW_LINES if veld.uitbreidbaar else 0
    headings = [rij.kop if place == 0 or rij.kop != veld.rijen[place - 1].kop else "" for place, rij in enumerate(veld.rijen)]
    return {
        "soort": "tabel",
        "kop": ["", *heads],
        "rijen": [[rij.label, *cells] for rij in veld.rijen] + [["", *cells]] * more,
        "tussenkoppen": headings + [""] * more,
        "rijkoppen": True,
        "ruim": True,
    }
