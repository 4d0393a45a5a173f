"""One format as one file, to hand to another samenwerkingsverband or to keep: what is in it, how it is written, how it is read back.

Whoever may see a published version may have its file; reading one changes nothing here. Making a page of what was read is opp_pages' work.
"""

import json
from collections.abc import Iterable
from typing import Any, Literal

from django.core.exceptions import ValidationError
from pydantic import ValidationError as SchemaError

from .exchange_errors import place_in, told
from .exchange_json import parse
from .schema import Bank, Bankitem, FormatSchema, Frozen, Keuze, Meerkeuze, Optiegroep, limits
from .schema.places import short
from .schema.rules import problems
from .schema.rules_kinds import option_problems, twice

UITWISSELVERSIE: Literal[1] = 1
# Far above the largest real format (150 kB with its banks), far below what would fill a memory.
MAX_BYTES = 2_000_000
MAX_FOUTEN = 50
MAX_OMSCHRIJVING = 400
MAX_NAAM = 200
MAX_UITLEG = 2_000
# Written even when they are what they always are: without them a reader would have to guess.
_ALWAYS = ("type", "schema_version")

Banksoort = Literal["factoren", "doelen", "voorbeeldzinnen", "materialen"]


class Lijstinhoud(Frozen):
    """A list of the samenwerkingsverband that questions of the format take their options from."""

    naam: str
    uitleg: str = ""
    waarden: tuple[str, ...]
    # Headings over the same options, as a question has them.
    groepen: tuple[Optiegroep, ...] = ()


class Bankinhoud(Frozen):
    """A bank of things to pick from."""

    naam: str
    soort: Banksoort
    uitleg: str = ""
    items: tuple[Bankitem, ...]


class ExchangeFile(Frozen):
    """What one file holds: a format with the lists and banks it uses, or only lists and banks."""

    groeiportaal: Literal["format"] = "format"
    uitwisselversie: Literal[1] = UITWISSELVERSIE
    korte_omschrijving: str = ""
    format: FormatSchema | None = None
    lijsten: tuple[Lijstinhoud, ...] = ()
    banken: tuple[Bankinhoud, ...] = ()


# --- writing --------------------------------------------------------------------------------------


def dump(file: ExchangeFile) -> str:
    """The file as text: equal files give equal texts, byte for byte.

    What is equal to its default is left out, and so are the options of a question that are those of a list in the file.
    """
    data = {
        "groeiportaal": file.groeiportaal,
        "uitwisselversie": file.uitwisselversie,
        "korte_omschrijving": file.korte_omschrijving,
        "format": _plain(file.format, _Known(file)) if file.format else None,
        "lijsten": [_plain(lijst) for lijst in file.lijsten],
        "banken": [_plain(bank) for bank in file.banken],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def exchange_file(
    schema: FormatSchema, *, korte_omschrijving: str, lijsten: Iterable[Lijstinhoud], banken: Iterable[Bankinhoud]
) -> ExchangeFile:
    """The file of a format.

    Args:
        lijsten, banken: what is known about lists and banks today. Their contents are taken from the format, as it was published; a list
            that is gone is written without its explanation.
    """
    lists, about = {lijst.naam: lijst for lijst in lijsten}, {bank.naam: bank for bank in banken}
    used_lists: dict[str, Lijstinhoud] = {}
    used_banks: dict[str, Bankinhoud] = {}
    for _deel, _sectie, veld in schema.velden():
        if isinstance(veld, Keuze | Meerkeuze) and veld.lijst:
            used_lists[veld.lijst] = _list_of(veld, lists.get(veld.lijst), used_lists.get(veld.lijst))
        elif isinstance(veld, Bank) and veld.bank not in used_banks:
            known = about.get(veld.bank)
            soort, text = (known.soort, known.uitleg) if known else ("factoren", "")
            used_banks[veld.bank] = Bankinhoud(naam=veld.bank, soort=soort, uitleg=text, items=veld.items)
    return ExchangeFile(
        korte_omschrijving=korte_omschrijving,
        format=schema,
        lijsten=tuple(used_lists[name] for name in sorted(used_lists)),
        banken=tuple(used_banks[name] for name in sorted(used_banks)),
    )


def _list_of(veld: Keuze | Meerkeuze, known: Lijstinhoud | None, before: Lijstinhoud | None) -> Lijstinhoud:
    """The list as this question had it at publication; the headings come from a question that can have them."""
    if before is not None and (before.groepen or not isinstance(veld, Keuze) or before.waarden != veld.opties):
        return before
    groepen = veld.groepen if isinstance(veld, Keuze) else known.groepen if known and known.waarden == veld.opties else ()
    return Lijstinhoud(naam=veld.lijst, uitleg=known.uitleg if known else "", waarden=veld.opties, groepen=groepen)


class _Known:
    """The contents of the lists and banks in a file, by name; options equal to them are not written twice."""

    def __init__(self, file: ExchangeFile) -> None:
        self._lijsten = {lijst.naam: lijst for lijst in file.lijsten}
        self._banken = {bank.naam: bank.items for bank in file.banken}

    def repeats(self, part: Any, name: str) -> bool:
        """Whether reading the file would give this attribute the same value if it were left out."""
        if isinstance(part, Bank):
            return name == "items" and self._banken.get(part.bank) == part.items
        if name not in ("opties", "groepen") or not isinstance(part, Keuze | Meerkeuze):
            return False
        lijst = self._lijsten.get(part.lijst)
        if lijst is None or lijst.waarden != part.opties or not part.lijst:
            return False
        return name == "opties" or lijst.groepen == getattr(part, name)

    def must_say(self, part: Any, name: str) -> bool:
        """Whether an attribute equal to its default must be written, because the list has something else there."""
        return name == "groepen" and isinstance(part, Keuze) and self.repeats(part, "opties") and not self.repeats(part, "groepen")


def _plain(value: Any, known: _Known | None = None) -> Any:
    """A schema part as JSON's own kinds, without its defaults; its type first, because a person reads that first."""
    if isinstance(value, tuple):
        return [_plain(item, known) for item in value]
    if not isinstance(value, Frozen):
        return value
    fields = type(value).model_fields
    result = {}
    for name in sorted(fields, key=lambda name: name not in _ALWAYS):
        item = getattr(value, name)
        left_out = item == fields[name].default and not (known and known.must_say(value, name))
        if name not in _ALWAYS and (left_out or (known and known.repeats(value, name))):
            continue
        result[name] = _plain(item, known)
    return result


# --- reading --------------------------------------------------------------------------------------


def read(raw: bytes) -> ExchangeFile:
    """The file in these bytes, complete and right.

    Raises:
        ValidationError: with one Dutch message per error, each with its place in the file. Nothing is read then.
    """
    if len(raw) > MAX_BYTES:
        raise ValidationError(f"Dit bestand is te groot. Een format past in hoogstens {MAX_BYTES // 1_000_000} MB.")
    data = parse(raw)
    _refuse_other_kinds(data)
    missing = _fill_in(data)
    if missing:
        _refuse(missing)
    try:
        file = ExchangeFile.model_validate(_frozen(data), strict=True)
    except SchemaError as error:
        _refuse(told(error, data))
    found = [*_list_problems(file), *(str(problem) for problem in (problems(file.format) if file.format else ()))]
    if found:
        _refuse(found)
    return file


def _frozen(data: Any) -> Any:
    """Lists as tuples: the schema holds tuples, and strictly read, a number in the place of a text is an error instead of a guess."""
    if isinstance(data, list):
        return tuple(_frozen(item) for item in data)
    return {name: _frozen(item) for name, item in data.items()} if isinstance(data, dict) else data


def _refuse(errors: list[str]) -> None:
    shown = list(dict.fromkeys(errors))
    more = len(shown) - MAX_FOUTEN
    raise ValidationError(shown if more <= 0 else [*shown[:MAX_FOUTEN], f"En nog {more} andere fouten."])


def _refuse_other_kinds(data: Any) -> None:
    """A file of another program, or of a newer version of this one, is told as such and not as a heap of errors."""
    if not isinstance(data, dict) or data.get("groeiportaal") != "format":
        raise ValidationError("Dit is geen format van Groeiportaal. Kies een bestand dat met ‘Exporteer’ is gemaakt.")
    inside = data["format"] if isinstance(data.get("format"), dict) else {}
    for place, version, newest in (
        ("uitwisselversie", data.get("uitwisselversie"), UITWISSELVERSIE),
        ("schema_version", inside.get("schema_version", 2), 2),
    ):
        if isinstance(version, bool) or not isinstance(version, int) or version < 1:
            raise ValidationError(f"Het bestand, ‘{place}’: hier hoort een versienummer te staan.")
        if version > newest:
            raise ValidationError(
                f"Dit bestand is gemaakt met een nieuwere versie van Groeiportaal ({place} {version}; hier past {newest}). "
                "Vraag de beheerder om dit programma bij te werken."
            )
    if inside:
        # An older schema is read with today's defaults, and from then on it is one of today.
        inside["schema_version"] = 2


def _fill_in(data: dict[str, Any]) -> list[str]:
    """Write the options of lists and the items of banks into the questions that use them; returns what is not in the file."""
    known = {"opties": _by_name(data.get("lijsten"), "waarden"), "items": _by_name(data.get("banken"), "items")}
    headings = _by_name(data.get("lijsten"), "groepen")
    missing = []
    for path, veld in _raw_velden(data.get("format")):
        by, target = ("bank", "items") if veld.get("type") == "bank" else ("lijst", "opties")
        name = veld.get(by)
        if veld.get("type") not in ("keuze", "meerkeuze", "bank") or target in veld or not isinstance(name, str) or not name:
            continue
        if name in known[target]:
            veld[target] = known[target][name]
            if veld["type"] == "keuze" and name in headings and "groepen" not in veld:
                veld["groepen"] = headings[name]
        else:
            missing.append(f"{place_in(data, path)}: de {by} ‘{name[:60]}’ staat niet in dit bestand.")
    return missing


def _by_name(parts: Any, content: str) -> dict[str, Any]:
    rows = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    return {part["naam"]: part[content] for part in rows if isinstance(part.get("naam"), str) and content in part}


def _raw_velden(format_: Any) -> Iterable[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Every field in what was read, with its path, as far as it has the shape of one."""
    for i, deel in _rows(format_, "delen"):
        for j, sectie in _rows(deel, "secties"):
            for k, veld in _rows(sectie, "velden"):
                yield ("format", "delen", i, "secties", j, "velden", k), veld


def _rows(part: Any, name: str) -> list[tuple[int, dict[str, Any]]]:
    rows = part.get(name) if isinstance(part, dict) else None
    return [(index, row) for index, row in enumerate(rows) if isinstance(row, dict)] if isinstance(rows, list) else []


def _list_problems(file: ExchangeFile) -> Iterable[str]:
    """What must be right in the lists and banks beyond their shape."""
    if file.format and not file.korte_omschrijving:
        yield "Het bestand: de korte omschrijving ontbreekt."
    if len(file.korte_omschrijving) > MAX_OMSCHRIJVING:
        yield f"Het bestand: de korte omschrijving is te lang; er passen hoogstens {MAX_OMSCHRIJVING} tekens."
    named_parts: tuple[tuple[str, tuple[Lijstinhoud | Bankinhoud, ...]], ...] = (("lijst", file.lijsten), ("bank", file.banken))
    for what, parts in named_parts:
        for naam in twice(part.naam for part in parts):
            yield f"Het bestand: de {what} ‘{short(naam)}’ staat er twee keer."
        for number, part in enumerate(parts, 1):
            yield from _content_problems(part, f"{what.capitalize()} {number}" + (f" ‘{short(part.naam)}’" if part.naam else ""))


def _content_problems(part: Lijstinhoud | Bankinhoud, place: str) -> Iterable[str]:
    if isinstance(part, Lijstinhoud) and part.waarden:
        yield from (f"{where}: {text}" for where, text in option_problems(part.waarden, part.groepen, place))
    rows = part.waarden if isinstance(part, Lijstinhoud) else tuple(item.label for item in part.items)
    most = limits.OPTIES if isinstance(part, Lijstinhoud) else limits.BANKITEMS
    texts = [*rows, part.naam, *(getattr(item, name) for item in getattr(part, "items", ()) for name in ("domein", "kindtaal"))]
    if not part.naam:
        yield f"{place}: heeft nog geen naam."
    if not rows or not all(rows):
        yield f"{place}: is leeg, of heeft een lege regel."
    if len(rows) > most:
        yield f"{place}: heeft {len(rows)} regels; er passen er hoogstens {most}."
    for row in twice(rows) if isinstance(part, Bankinhoud) else ():
        yield f"{place}: ‘{short(row)}’ staat er twee keer."
    for text in texts:
        if len(text) > limits.TEKST or "\n" in text:
            yield f"{place}: de tekst ‘{short(text)}’ moet op één regel passen, met hoogstens {limits.TEKST} tekens."
    if len(part.naam) > MAX_NAAM or len(part.uitleg) > MAX_UITLEG:
        yield f"{place}: de naam of de uitleg is te lang; er passen {MAX_NAAM} en {MAX_UITLEG} tekens."
