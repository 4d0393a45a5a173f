"""Whether every published version is still what was published: asked by the operator's command, which anybody with a shell may run.

The database refuses changes (`triggers`); this finds what was changed past it, in a file or in a copy that was put back.
"""

import hashlib
from collections.abc import Iterator

from pydantic import ValidationError

from .models import Format, FormatVersie
from .schema import FormatSchema


def faults() -> Iterator[str]:
    """A sentence for each version that is missing, was changed, or cannot be read any more, in the order of formats and numbers."""
    for format_ in Format.objects.order_by("titel", "pk"):
        expected = 1
        for versie in format_.versies.order_by("nummer").iterator(chunk_size=20):
            yield from (f"{format_.titel} ({format_.pk}) versie {nummer} ontbreekt." for nummer in range(expected, versie.nummer))
            expected = versie.nummer + 1
            if fault := _fault(versie):
                yield f"{format_.titel} ({format_.pk}) versie {versie.nummer} {fault}"


def _fault(versie: FormatVersie) -> str:
    if hashlib.sha256(versie.schema_json.encode()).hexdigest() != versie.sha256:
        return "is veranderd: de inhoud past niet bij het zegel (sha256)."
    try:
        FormatSchema.model_validate_json(versie.schema_json)
    except ValidationError:
        return "kan dit programma niet lezen."
    return ""
