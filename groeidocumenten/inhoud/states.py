"""Rows of which every saved state stays: the row counts its states, and each state stands beside it, sealed and signed.

For the rooms that keep something which people change in turns, such as a goal or an agreement. A room writes only in a transaction in which
the door was asked again: that locks the file, so that two savers come one after the other and the second one meets `Conflict`.
"""

from typing import Any, TypeVar

from django.db import models
from django.db.models import F, QuerySet

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.models import PrivateModel

from .actions import Conflict, Saved, sign
from .models import Author, SealedText, open_from, seal_into


class Counted(PrivateModel):
    """A row with states; `versie` is the number of the newest one."""

    versie = models.PositiveIntegerField(default=0)

    class Meta(PrivateModel.Meta):
        abstract = True


class State(Author):
    """One saved state, never changed afterwards. Its `inhoud` is a dictionary of plain values."""

    versie = models.PositiveIntegerField()
    inhoud = SealedText()

    class Meta(Author.Meta):
        abstract = True
        ordering = ["-versie"]


S = TypeVar("S", bound=State)


def newest(states: QuerySet[S], row: str) -> QuerySet[S]:
    """Of these states the newest of each row, with their row; one query.

    Args:
        row: the name of the foreign key to the row.
    """
    return states.filter(versie=F(f"{row}__versie")).select_related(row)


def read_state(state: State) -> Saved:
    """A state, opened: what was saved, by whom and when."""
    return Saved(versie=state.versie, antwoorden=open_from(state, "inhoud"), door=open_from(state, "naam"), op=state.op)


def add_state(
    geopend: GeopendDossier,
    row: PrivateModel,
    state: State,
    inhoud: dict[str, Any],
    versie: int,
    current: State | None,
    *,
    counter: str = "versie",
) -> bool:
    """Add a state to a row, in the transaction of an act that asked the door again.

    Args:
        row: what the state is of; its counter goes up and is left to the caller to save.
        state: unsaved, with its file and its row filled in.
        versie: the number of the state that the form was made from; 0 for a new row.
        current: the newest state as it is in this transaction, None for a new row.
        counter: the name of the row's number of states, for a row that has more than one kind.

    Returns:
        Whether a state was added; the same contents once more (a repeated post) add nothing.

    Raises:
        Conflict: if somebody else saved since; nothing was saved, and `current` of it has their text.
    """
    if current is not None:
        saved = read_state(current)
        if saved.antwoorden == inhoud:
            return False
        if versie != saved.versie:
            raise Conflict(saved)
    state.versie = getattr(row, counter) + 1
    setattr(row, counter, state.versie)
    seal_into(state, "inhoud", inhoud)
    sign(state, geopend)
    state.save(force_insert=True)
    return True
