"""What changed in the formats and formulieren, told beside the news and in its feed. The rooms that know of a change register themselves here.

Nobody types these lines: a change is derived from what was published, so that it can neither be forgotten nor invented.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest


@dataclass(frozen=True)
class Change:
    """One change that the public may know of."""

    datum: date
    titel: str
    url: str
    tekst: str


Source = Callable[[HttpRequest], list[Change]]

_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let a room tell its changes; the name keeps a second registration from doubling them.

    Args:
        name: the room, for instance "formats".
        source: gives what is public on the site of this request, newest first; at most a few dozen, in a number of queries that does not grow.
    """
    _sources[name] = source


def changes(request: HttpRequest, limit: int) -> list[Change]:
    """The newest changes of all rooms together, newest first."""
    found = [change for source in _sources.values() for change in source(request)]
    return sorted(found, key=lambda change: (-change.datum.toordinal(), change.titel))[:limit]
