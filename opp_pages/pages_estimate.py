"""How long a format gets on paper: the pages of its filled-in example, printed for real. An estimate for editors; advice is at most five (dossier 2.3)."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from formats.example import example_answers
from formats.papier.blank import count_pages, format_document
from formats.papier.pdf import render
from formats.schema import FormatSchema

ADVIES = 5
_KEPT = 200


@dataclass(frozen=True)
class Schatting:
    """A4 pages of one format, or of one variant of it (`variant` is its name, or empty)."""

    variant: str
    bladzijden: int

    @property
    def te_lang(self) -> bool:
        """More than is advised."""
        return self.bladzijden > ADVIES

    @property
    def said(self) -> str:
        """In words: "ongeveer 4 bladzijden"."""
        return f"ongeveer {self.bladzijden} {'bladzijde' if self.bladzijden == 1 else 'bladzijden'}"


class _Known:
    """The last estimates by hash, bounded: an editor's draft has a new hash with every letter."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, int] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> int | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: str, pages: int) -> None:
        with self._lock:
            self._pages[key] = pages
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)


_known = _Known()


def estimate(schema: FormatSchema) -> list[Schatting]:
    """The pages of each variant; of the whole format when it has none. The same schema is printed once per process."""
    forms = [(one.naam, one.key) for one in schema.varianten] or [("", "")]
    digest = schema.sha256()
    return [Schatting(naam, _pages(schema.for_variant(key), f"{digest}:{key}")) for naam, key in forms]


def _pages(schema: FormatSchema, key: str) -> int:
    pages = _known.get(key)
    if pages is None:
        pages = count_pages(render(format_document(schema, example_answers(schema))).pdf)
        _known.put(key, pages)
    return pages
