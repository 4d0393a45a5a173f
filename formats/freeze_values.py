"""Reading single settings out of the editor's blocks, tolerantly: what is missing or misshapen reads as empty, and the rules tell about it."""

from typing import Any

from .options import read_lines, read_options
from .schema import Kolom, Slot, Voorwaarde
from .text import clean_text

_BETEKENISSEN = ("voor_gezien", "akkoord", "niet_akkoord")


def get(value: Any, name: str) -> Any:
    """A part of a block; None when the block has no such part."""
    return value.get(name) if value else None


def words(value: Any, name: str) -> str:
    """A typed text, cleaned."""
    return clean_text(get(value, name))


def lines(value: Any, name: str) -> tuple[str, ...]:
    """A text as its lines."""
    return read_lines(get(value, name))


def number(value: Any, name: str, default: int) -> int:
    """A whole number, or today's default."""
    found = get(value, name)
    return default if found is None else found


def children(value: Any, name: str) -> tuple[Any, ...]:
    """The items of a list, each with its id and value."""
    found = get(value, name)
    return tuple(found.bound_blocks) if found else ()


def voorwaarden(items: Any) -> tuple[Voorwaarde, ...]:
    """Conditions; the block has seen to their shape."""
    return tuple(Voorwaarde(bron=item["bron"], vergelijking=item["vergelijking"], waarden=tuple(item["waarden"])) for item in items or ())


def slots(items: Any) -> tuple[Slot, ...]:
    """Places to sign, with the meanings that there are."""
    return tuple(
        Slot(
            key=child.id,
            rol=words(child.value, "rol"),
            betekenissen=tuple(code for code in get(child.value, "betekenissen") or () if code in _BETEKENISSEN),
            aantal=number(child.value, "aantal", 1),
        )
        for child in (items.bound_blocks if items else ())
    )


def kolommen(value: Any, name: str) -> tuple[Kolom, ...]:
    """Columns; only one that is a choice has options.

    Raises:
        SchemaError: (pydantic) for a kind of column that does not exist.
    """
    return tuple(_kolom(child) for child in children(value, name))


def _kolom(child: Any) -> Kolom:
    value = child.value
    type_ = get(value, "type") or "korte_tekst"
    opties, groepen = read_options(get(value, "opties")) if type_ == "keuze" else ((), ())
    return Kolom(
        key=child.id,
        label=words(value, "label"),
        type=type_,
        opties=opties,
        groepen=groepen,
        fase=get(value, "fase") or "",
        anders=bool(get(value, "anders")),
        minimum=get(value, "minimum"),
        maximum=get(value, "maximum"),
    )
