"""Two people saved the same section: what each of them changed, put together field by field. Only what both changed is for a person to choose."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from formats.answers import reasons, stored
from formats.readers import Rol
from formats.schema import AnyVeld

from .visible import merged


@dataclass(frozen=True)
class Samenvoeging:
    """The answers put together; `botsingen` are the fields that both changed, in which `antwoorden` has the own text."""

    antwoorden: dict[str, Any]
    botsingen: list[AnyVeld]
    # What the other changed and this one did not: it stays as the other saved it.
    van_ander: list[AnyVeld]


def put_together(
    *, velden: Iterable[AnyVeld], base: dict[str, Any] | None, hun: dict[str, Any], mijn: dict[str, Any], lezer: Rol
) -> Samenvoeging:
    """Put two states together.

    Args:
        velden: the fields that this viewer fills in.
        base: the state that `mijn` was made from; None if that is not known: then every difference is for a person to choose.
        hun: the state that stands there now, as this viewer reads it.
        mijn: what this viewer wants to save.
    """
    asked = list(velden)
    different = [veld for veld in asked if not same(veld, mijn, hun)]
    mine = [veld for veld in different if base is None or not same(veld, base, mijn)]
    clashes = [veld for veld in mine if base is None or not same(veld, base, hun)]
    theirs = [veld for veld in different if veld not in mine]
    return Samenvoeging(merged(hun, mijn, mine, lezer), clashes, theirs)


def same(veld: AnyVeld, one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether a field says the same in two states of a section, its reason for "niet van toepassing" included."""
    return bool(stored(veld, one) == stored(veld, other)) and reasons(one).get(veld.key, "") == reasons(other).get(veld.key, "")


def without_own(
    *, mijn: dict[str, Any], base: dict[str, Any], velden: Iterable[AnyVeld], gekozen: Collection[str], lezer: Rol
) -> dict[str, Any]:
    """What somebody wants to save after choosing the other's text for some fields: there nothing of the own is left."""
    return merged(mijn, base, [veld for veld in velden if veld.key in gekozen], lezer)
