"""The lists and banks of an exchange file beside those of this site: what is equal is used again, what differs gets a name of its own."""

from collections.abc import Callable, Iterator
from typing import Any

from .exchange import Bankinhoud, ExchangeFile, Lijstinhoud
from .list_models import Bank as BankRecord
from .list_models import Lijst, store_bank, store_lijst
from .schema import AnyVeld, Bank, FormatSchema, Keuze, Meerkeuze
from .schema.places import short


def known_lists(site: Any, names: set[str]) -> list[Lijstinhoud]:
    """The lists of this site with these names, as a file holds them."""
    found = Lijst.objects.filter(site=site, naam__in=names) if names else ()
    return [Lijstinhoud(naam=one.naam, uitleg=one.uitleg, waarden=one.opties, groepen=one.groepen) for one in found]


def known_banks(site: Any, names: set[str]) -> list[Bankinhoud]:
    """The banks of this site with these names, as a file holds them."""
    found = BankRecord.objects.filter(site=site, naam__in=names) if names else ()
    return [Bankinhoud.model_validate({"naam": one.naam, "soort": one.soort, "uitleg": one.uitleg, "items": one.items}) for one in found]


def names_of(schema: FormatSchema) -> tuple[set[str], set[str]]:
    """The names of the lists and of the banks that a format uses."""
    velden = [veld for _deel, _sectie, veld in schema.velden()]
    lijsten = {veld.lijst for veld in velden if isinstance(veld, Keuze | Meerkeuze) and veld.lijst}
    return lijsten, {veld.bank for veld in velden if isinstance(veld, Bank) and veld.bank}


def take_over(file: ExchangeFile, *, site: Any) -> tuple[FormatSchema | None, list[str]]:
    """Make the lists and banks that this site lacks; to be called inside a transaction.

    Returns:
        The format with the names that its lists and banks have here, and what an editor should know about them.

    Raises:
        ValidationError: for a list or bank that cannot be kept.
    """
    told: list[str] = []
    lijsten = {one.naam: one for one in known_lists(site, set(_numbered(one.naam for one in file.lijsten)))}
    banken = {one.naam: one for one in known_banks(site, set(_numbered(one.naam for one in file.banken)))}
    list_names = {one.naam: _place(one, lijsten, _same_list, "lijst", told) for one in file.lijsten}
    bank_names = {one.naam: _place(one, banken, _same_bank, "bank", told) for one in file.banken}
    for lijst in file.lijsten:
        if (naam := list_names[lijst.naam]) not in lijsten:
            store_lijst(site=site, naam=naam, opties=lijst.waarden, groepen=lijst.groepen, uitleg=lijst.uitleg)
    for bank in file.banken:
        if (naam := bank_names[bank.naam]) not in banken:
            store_bank(site=site, naam=naam, soort=bank.soort, items=bank.items, uitleg=bank.uitleg)
    return (_renamed(file.format, list_names, bank_names) if file.format else None), told


MAX_NUMMER = 99


def _numbered(names: Iterator[str]) -> Iterator[str]:
    for naam in names:
        yield naam
        yield from (f"{naam} {number}" for number in range(2, MAX_NUMMER + 1))


def _place(one: Any, known: dict[str, Any], same: Callable[[Any, Any], bool], what: str, told: list[str]) -> str:
    """The name that this list or bank gets here: its own when that is free or says the same already, else its own with a number."""
    for naam in _numbered(iter([one.naam])):
        if naam not in known or same(known[naam], one):
            break
    if naam != one.naam:
        told.append(
            f"Hier is al een andere {what} ‘{short(one.naam)}’. Die blijft zoals zij is; de {what} uit het bestand heet hier ‘{short(naam)}’."
        )
    elif naam not in known:
        told.append(f"De {what} ‘{short(naam)}’ is gemaakt.")
    return naam


def _same_list(here: Lijstinhoud, there: Lijstinhoud) -> bool:
    return (here.waarden, here.groepen) == (there.waarden, there.groepen)


def _same_bank(here: Bankinhoud, there: Bankinhoud) -> bool:
    return (here.soort, here.items) == (there.soort, there.items)


def _renamed(schema: FormatSchema, lijsten: dict[str, str], banken: dict[str, str]) -> FormatSchema:
    if all(name == here for names in (lijsten, banken) for name, here in names.items()):
        return schema

    def renamed(veld: AnyVeld) -> AnyVeld:
        if isinstance(veld, Keuze | Meerkeuze) and veld.lijst in lijsten:
            return veld.model_copy(update={"lijst": lijsten[veld.lijst]})
        if isinstance(veld, Bank) and veld.bank in banken:
            return veld.model_copy(update={"bank": banken[veld.bank]})
        return veld

    delen = tuple(
        deel.model_copy(
            update={
                "secties": tuple(
                    sectie.model_copy(update={"velden": tuple(renamed(veld) for veld in sectie.velden)}) for sectie in deel.secties
                )
            }
        )
        for deel in schema.delen
    )
    own = {name: getattr(schema, name) for name in type(schema).model_fields}
    # Not model_copy: that would take along what this schema has cached about itself.
    return FormatSchema.model_construct(**own | {"delen": delen})
