"""Who reads a field: what an editor ticks, what a class closes whatever is ticked, and that whoever fills in reads back."""

from typing import get_args

import pytest

from formats.readers import Rol, reads, reads_deel
from formats.schema import Deel, KorteTekst, Vertrouwelijk

ROLLEN: tuple[Rol, ...] = get_args(Rol)


def test_the_school_reads_everything() -> None:
    for klasse in get_args(Vertrouwelijk):
        assert reads(KorteTekst(key="k", label="k", lezers=(), vertrouwelijk=klasse), "school")
    assert reads_deel(Deel(key="d", titel="D", secties=(), lezers=()), "school")


@pytest.mark.parametrize("rol", ["ouder", "leerling", "deskundige"])
def test_others_read_what_is_ticked_for_them(rol: Rol) -> None:
    assert reads(KorteTekst(key="k", label="k", lezers=(rol,)), rol)
    assert not reads(KorteTekst(key="k", label="k", lezers=()), rol)
    assert reads_deel(Deel(key="d", titel="D", secties=(), lezers=(rol,)), rol)
    assert not reads_deel(Deel(key="d", titel="D", secties=(), lezers=()), rol)


@pytest.mark.parametrize(("klasse", "closed"), [("gewoon", set()), ("gevoelig", {"deskundige"}), ("onderzoek", {"leerling", "deskundige"})])
def test_a_class_closes_a_field_whatever_is_ticked(klasse: Vertrouwelijk, closed: set[str]) -> None:
    veld = KorteTekst(key="k", label="k", vertrouwelijk=klasse)
    assert {rol for rol in ROLLEN if not reads(veld, rol)} == closed


@pytest.mark.parametrize("rol", ROLLEN)
def test_whoever_fills_a_field_in_reads_it_back(rol: Rol) -> None:
    assert reads(KorteTekst(key="k", label="k", invuller=rol, lezers=(), vertrouwelijk="onderzoek"), rol)
