"""The shape of answers: what one field stores, read back tolerantly, and when it counts as empty.

text and keuze → str; meerkeuze → list[str]; datum → ISO date or ""; ja_nee → {"antwoord", "toelichting"}; rijen → list of {column key: str}.
"""

from typing import Any

from .schema import AnyVeld, JaNee, Meerkeuze, Rijen


def stored(veld: AnyVeld, answers: dict[str, Any]) -> Any:
    """The answer of this field in its own shape; an absent or misshapen answer reads as empty, never as an error."""
    value = answers.get(veld.key)
    if isinstance(veld, Meerkeuze):
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    if isinstance(veld, JaNee):
        value = value if isinstance(value, dict) else {}
        return {part: _text(value.get(part)) for part in ("antwoord", "toelichting")}
    if isinstance(veld, Rijen):
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        return [{kolom.key: _text(row.get(kolom.key)) for kolom in veld.kolommen} for row in rows]
    return _text(value)


def is_empty(veld: AnyVeld, value: Any) -> bool:
    """Whether an answer (as `stored` gives it) says nothing."""
    if isinstance(veld, JaNee):
        return not value["antwoord"] and not value["toelichting"]
    if isinstance(veld, Rijen):
        return not any(any(row.values()) for row in value)
    return not value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
