"""Answers as people read them: one list of lines for the screen, for print and for the choice between two versions.

What the reader may not read, what a condition hides and what has no answer at all is left out here, so that no page has to think of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from django.utils import timezone
from django.utils.safestring import SafeString

from .answers import HERKOMST, has_answer, is_empty, reasons, stored
from .berekend import computed, source_keys
from .conditions import Alles, applies
from .markup import to_html
from .readers import Rol, reads, reads_deel
from .rows import Groep, Plek, Tabelrij, groups, persons, picked, scale_line, signed, table
from .schema import (
    AnyVeld,
    Bank,
    Berekend,
    Bestand,
    Datum,
    Deel,
    FormatSchema,
    Getal,
    Groepkeuze,
    JaNee,
    Matrix,
    Meerkeuze,
    Ondertekening,
    OpgemaakteTekst,
    Persoon,
    PictogramKeuze,
    Rijen,
    Schaal,
    Sectie,
)
from .words import JA_NEE, readable_date, readable_number

__all__ = ["JA_NEE", "Regel", "readable", "readable_date", "readable_veld"]

BestandAdres = Callable[[str], str]


@dataclass(frozen=True)
class Regel:
    """One field with its answer. `soort` says what holds it:

    tekst: `tekst`; lijst: `lijst`; opgemaakt: `tekst` with its marks (`opgemaakt` is its HTML); tabel: `kop` and `rijen`, read best as
    `tabel`; groepen: `groepen`; bestanden: `bestanden`, (name, address or ""); tekenen: `plekken`.
    """

    key: str
    label: str
    soort: Literal["tekst", "lijst", "tabel", "opgemaakt", "groepen", "bestanden", "tekenen"]
    tekst: str = ""
    lijst: list[str] = field(default_factory=list)
    kop: list[str] = field(default_factory=list)
    rijen: list[list[str]] = field(default_factory=list)
    leeg: bool = True
    invuller: str = "school"
    # Beside rijen: the heading above a row ("" for none), and whether the first cell is the name of the row.
    tussenkoppen: list[str] = field(default_factory=list)
    rijkoppen: bool = False
    groepen: list[Groep] = field(default_factory=list)
    bestanden: list[tuple[str, str]] = field(default_factory=list)
    plekken: list[Plek] = field(default_factory=list)
    strekking: str = ""
    # One sentence that says the same as the table: "Van 4 naar 7".
    samenvatting: str = ""
    # The same question in a child's words, where the label is in the school's.
    kindlabel: str = ""
    # Why the question is not applicable, and the sentence that says it.
    nvt: str = ""
    herkomst: str = ""
    leeg_printen: bool = True

    @property
    def tabel(self) -> list[Tabelrij]:
        """The rows of the table with their headings."""
        headings = self.tussenkoppen or [""] * len(self.rijen)
        return [Tabelrij(tussenkop, rij) for tussenkop, rij in zip(headings, self.rijen, strict=True)]

    @property
    def opgemaakt(self) -> SafeString:
        """The text with its marks as HTML."""
        return to_html(self.tekst)

    @property
    def nvt_zin(self) -> str:
        """Why there is no answer, as a sentence; empty when the question is applicable."""
        return f"Niet van toepassing, omdat {self.nvt}" if self.nvt else ""


def readable(
    sectie: Sectie,
    answers: Mapping[str, Any],
    *,
    schema: FormatSchema | None = None,
    alles: Alles | None = None,
    lezer: Rol = "school",
    bestand_adres: BestandAdres | None = None,
) -> list[Regel]:
    """Every field of the section that this reader finds there, in order, empty ones included (`leeg`).

    Args:
        schema: the whole format as its variant has it; without it conditions and computed fields look inside the section only.
        alles: the answers of the whole file by field key (formats.conditions.flat); those of this section are taken from `answers`.
        lezer: as whom the answers are read.
        bestand_adres: gives the address of a stored file; without it files are only named.
    """
    schema = schema or alone(sectie)
    alles = {**(alles or {}), **answers}
    velden = (veld for veld in sectie.velden if has_answer(veld) or isinstance(veld, Berekend))
    return [
        readable_veld(veld, answers, schema=schema, alles=alles, lezer=lezer, bestand_adres=bestand_adres)
        for veld in velden
        if reads(veld, lezer) and applies(veld, schema, alles) and may_see_sources(veld, schema, lezer)
    ]


def readable_veld(
    veld: AnyVeld,
    answers: Mapping[str, Any],
    *,
    schema: FormatSchema | None = None,
    alles: Alles | None = None,
    lezer: Rol = "school",
    bestand_adres: BestandAdres | None = None,
) -> Regel:
    """One field with its answer, whatever may hide it (`readable` asks that)."""
    value = stored(veld, dict(answers))
    nvt = reasons(dict(answers)).get(veld.key, "") if veld.nvt else ""
    parts = _parts(veld, value, lezer, bestand_adres)
    empty = is_empty(veld, value)
    if isinstance(veld, Berekend):
        tekst = computed(veld, alles if alles is not None else answers, schema, timezone.localdate()) if schema else ""
        parts, empty = {"soort": "tekst", "tekst": tekst}, not tekst
    elif isinstance(veld, Bank) and not empty:  # everything that was picked may be closed to this reader
        empty = not (parts.get("lijst") or parts.get("rijen"))
    for_child = lezer == "leerling" and veld.kindlabel
    return Regel(
        key=veld.key,
        label=veld.kindlabel if for_child else veld.label,
        kindlabel="" if for_child else veld.kindlabel,
        invuller=veld.invuller,
        leeg=empty and not nvt,
        nvt=nvt,
        herkomst=_origin(veld, answers, value),
        leeg_printen=veld.leeg_printen,
        **parts,
    )


def alone(sectie: Sectie) -> FormatSchema:
    """A format of this section alone, for who has no more than that."""
    deel = Deel.model_construct(key="", titel="", secties=(sectie,))
    return FormatSchema.model_construct(titel="", soort="opp", delen=(deel,))


def _parts(veld: AnyVeld, value: Any, lezer: Rol, bestand_adres: BestandAdres | None) -> dict[str, Any]:
    """What of a Regel holds the answer of this kind of field."""
    match veld:
        case Meerkeuze() | PictogramKeuze():
            return {"soort": "lijst", "lijst": value}
        case JaNee():
            said = JA_NEE.get(value["antwoord"], "")
            return {"soort": "tekst", "tekst": "\n".join(part for part in (said, value["toelichting"]) if part)}
        case OpgemaakteTekst():
            return {"soort": "opgemaakt", "tekst": value}
        case Datum():
            return {"soort": "tekst", "tekst": readable_date(value)}
        case Getal():
            return {"soort": "tekst", "tekst": readable_number(value, veld.eenheid)}
        case Groepkeuze():
            return {"soort": "groepen", "groepen": groups(veld, value)}
        case Bestand():
            address = bestand_adres or (lambda _id: "")
            return {"soort": "bestanden", "bestanden": [(item["naam"], address(item["id"]) if item["id"] else "") for item in value]}
        case Ondertekening():
            return {"soort": "tekenen", "plekken": signed(veld, value), "strekking": veld.strekking}
    return _table_parts(veld, value, lezer)


def _table_parts(veld: AnyVeld, value: Any, lezer: Rol) -> dict[str, Any]:
    make: partial[dict[str, Any]] | None = None
    match veld:
        case Bank():
            make = partial(picked, veld, value, lezer)
        case Persoon():
            make = partial(persons, veld, value)
        case Rijen() | Matrix():
            make = partial(table, veld, value)
        case Schaal():
            return {**table(veld, value), "samenvatting": scale_line(veld, value)}
    return make() if make else {"soort": "tekst", "tekst": value}


def may_see_sources(veld: AnyVeld, schema: FormatSchema, lezer: Rol) -> bool:
    """Whether nothing that a computed field is worked out from is closed to this reader: a sum would tell it."""
    if lezer == "school" or not isinstance(veld, Berekend):
        return True
    return all(_sees(key, schema, lezer) for key in _origins(veld, schema, frozenset()))


def _origins(veld: Berekend, schema: FormatSchema, busy: frozenset[str]) -> Iterable[str]:
    """All questions behind a computed field, through other computed fields too."""
    for key in source_keys(veld):
        source = schema.veld_by_key.get(key)
        if isinstance(source, Berekend) and key not in busy:
            yield from _origins(source, schema, busy | {key})
        elif source is not None:
            yield key


def _sees(key: str, schema: FormatSchema, lezer: Rol) -> bool:
    deel, _sectie, veld = schema.place_by_key[key]
    return reads_deel(deel, lezer) and reads(veld, lezer)


def _origin(veld: AnyVeld, answers: Mapping[str, Any], value: Any) -> str:
    """Where an answer came from, as long as nobody changed it: "Uit het schoolregister, 3 maart 2026"."""
    all_origins = answers.get(HERKOMST)
    origin = all_origins.get(veld.key) if isinstance(all_origins, dict) else None
    if not isinstance(origin, dict) or not isinstance(origin.get("bron"), str) or not origin["bron"]:
        return ""
    if is_empty(veld, value) or stored(veld, {veld.key: origin.get("waarde")}) != value:
        return ""
    day = origin.get("op")
    return f"Uit {origin['bron']}, {readable_date(day)}" if isinstance(day, str) and day else f"Uit {origin['bron']}"
