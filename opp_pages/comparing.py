"""Which two versions of a format are put beside each other, and what changed between them. Editors may also look at their draft; visitors never."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.formats import date_format

from formats.compare import Verschil, compare
from formats.freeze import freeze_leniently
from formats.models import FormatVersie
from formats.schema import FormatSchema

if TYPE_CHECKING:
    from .models import FormatPage

DRAFT = "concept"
# So many steps back a visitor sees; whoever wants more, compares in the admin or downloads the versions.
SHOWN_STEPS = 10


@dataclass(frozen=True)
class Comparison:
    """Two versions and what changed; without `verschillen` there was nothing to compare, and `problem` says why."""

    choices: tuple[tuple[str, str], ...]
    oud: str = ""
    nieuw: str = ""
    verschillen: tuple[Verschil, ...] | None = None
    problem: str = ""

    @property
    def labels(self) -> tuple[str, str]:
        """What both versions are called."""
        names = dict(self.choices)
        return names.get(self.oud, ""), names.get(self.nieuw, "")


@dataclass(frozen=True)
class Step:
    """What a version changed in the one before it."""

    nummer: int
    vorige: int
    gepubliceerd_op: datetime
    verschillen: tuple[Verschil, ...]


def comparison(page: "FormatPage", oud: str, nieuw: str, *, draft: bool) -> Comparison:
    """Compare two versions of a format.

    Args:
        oud, nieuw: numbers of versions, or DRAFT; anything else means: choose. That is the draft beside the published version if it differs,
            else the last two versions.
        draft: whether the asker may see the draft.
    """
    format_ = page.published_format()
    versies = list(format_.versies.defer("schema_json")) if format_ else []
    numbers = [str(versie.nummer) for versie in versies]
    choices = [(str(versie.nummer), f"Versie {versie.nummer}, van {date_format(versie.gepubliceerd_op, 'j F Y')}") for versie in versies]
    if draft:
        choices.insert(0, (DRAFT, "Het concept, zoals het nu is"))
    known = [value for value, _label in choices]
    if len(known) < 2:
        return Comparison(tuple(choices), problem="Er is nog maar één versie. Er valt nog niets te vergelijken.")
    if nieuw not in known:
        nieuw = DRAFT if draft and page.has_unpublished_changes else numbers[0]
    if oud not in known:
        older = known[known.index(nieuw) + 1 :]
        oud = older[0] if older else nieuw
    schemas = [_schema(page, versies, which) for which in (oud, nieuw)]
    if schemas[0] is None or schemas[1] is None:
        return Comparison(tuple(choices), oud, nieuw, problem="Het concept is nog niet ver genoeg om te vergelijken.")
    return Comparison(tuple(choices), oud, nieuw, tuple(compare(schemas[0], schemas[1])))


def steps(page: "FormatPage", limit: int = SHOWN_STEPS) -> list[Step]:
    """What each published version changed, the newest first; two queries, however many versions there are."""
    format_ = page.published_format()
    versies = list(format_.versies.all()[: limit + 1]) if format_ else []
    return [Step(new.nummer, old.nummer, new.gepubliceerd_op, tuple(compare(old.schema, new.schema))) for new, old in pairwise(versies)]


def _schema(page: "FormatPage", versies: Sequence[FormatVersie], which: str) -> FormatSchema | None:
    if which == DRAFT:
        newest = page.get_latest_revision_as_object()
        schema, _problems = freeze_leniently(
            newest.delen, titel=newest.title, soort=newest.soort, onderwijstypen=newest.onderwijstypen, varianten=newest.varianten
        )
        return schema
    return next(versie for versie in versies if str(versie.nummer) == which).schema
