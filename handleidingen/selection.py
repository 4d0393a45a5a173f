"""What a visitor of the index chose in the address (`?voor=ib&onderwerp=delen`), so that a choice can be shared; what is unknown is ignored and said."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict


@dataclass(frozen=True)
class Option:
    """One choice: its code in the address, its name, and whether it is chosen."""

    code: str
    naam: str
    gekozen: bool


class Selection:
    """The reader and the subject that were asked for, among those that these pages have.

    Args:
        data: the query of the address.
        pages: the public handleidingen under one index, with their subject.
        lezers: code and name of every reader, in order.
    """

    def __init__(self, data: QueryDict, pages: list[Any], lezers: list[tuple[str, str]]) -> None:
        subjects = {page.onderwerp.code: page.onderwerp for page in pages if page.onderwerp}
        readers = {page.lezer for page in pages}
        self._lezers = [(code, naam) for code, naam in lezers if code in readers]
        self._onderwerpen = [(one.code, one.naam) for one in sorted(subjects.values(), key=lambda one: (one.volgorde, one.naam))]
        self.voor = self._known(data, "voor", self._lezers)
        self.onderwerp = self._known(data, "onderwerp", self._onderwerpen)
        # An empty value is what a form without a choice sends: that is no mistake.
        asked = (("voor", self.voor), ("onderwerp", self.onderwerp))
        self.onbekend = any(data.get(name) and not found for name, found in asked)
        self.pages = [page for page in pages if self._fits(page)]

    @staticmethod
    def _known(data: QueryDict, name: str, choices: list[tuple[str, str]]) -> str:
        return next((code for code, _ in choices if code == data.get(name)), "")

    def _fits(self, page: Any) -> bool:
        subject = page.onderwerp.code if page.onderwerp else ""
        return (not self.voor or page.lezer == self.voor) and (not self.onderwerp or subject == self.onderwerp)

    @property
    def lezers(self) -> list[Option]:
        """The readers who have a handleiding."""
        return [Option(code, naam, code == self.voor) for code, naam in self._lezers]

    @property
    def onderwerpen(self) -> list[Option]:
        """The subjects that have a handleiding."""
        return [Option(code, naam, code == self.onderwerp) for code, naam in self._onderwerpen]

    @property
    def gekozen(self) -> list[str]:
        """The names of what was chosen, to say above the list what it shows."""
        return [option.naam for option in (*self.lezers, *self.onderwerpen) if option.gekozen]

    def groepen(self) -> list[tuple[Option, list[Any]]]:
        """The pages that fit, per reader; readers without one are left out."""
        groups = [(option, [page for page in self.pages if page.lezer == option.code]) for option in self.lezers]
        return [(option, group) for option, group in groups if group]
