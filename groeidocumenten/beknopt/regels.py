"""The rules behind the hints, as data: `regels.toml` has them with their reasons, and an swv may keep some of the words in lists of its own."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from formats.list_models import Lijst
from groeidocumenten.dossiers.access import GeopendDossier

FILE = Path(__file__).with_name("regels.toml")


@dataclass(frozen=True)
class Voorbeeld:
    """A sentence, and a better one."""

    was: str
    beter: str


@dataclass(frozen=True)
class Regel:
    """One rule. `bron` is why it is there; `lijst` the list of an swv that may stand in for `woorden`; `drempels` its numbers."""

    code: str
    titel: str
    uitleg: str
    bron: str
    woorden: tuple[str, ...]
    voorbeelden: tuple[Voorbeeld, ...]
    lijst: str = ""
    drempels: Mapping[str, float] = field(default_factory=dict)

    @property
    def vertaald(self) -> dict[str, str]:
        """The words, each with what could stand there instead; "" where nothing was given."""
        return {word.strip(): other.strip() for word, _colon, other in (line.partition(":") for line in self.woorden)}


@cache
def shipped() -> tuple[Regel, ...]:
    """The rules that come with the product."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["regel"]
    return tuple(
        Regel(**row | {"woorden": tuple(row["woorden"]), "voorbeelden": tuple(Voorbeeld(**one) for one in row["voorbeelden"])})
        for row in rows
    )


def rules_for(geopend: GeopendDossier) -> tuple[Regel, ...]:
    """The rules as the samenwerkingsverband of this file wants them; one query."""
    site = geopend.groeidocument.school.samenwerkingsverband.site_id
    names = [rule.lijst for rule in shipped() if rule.lijst]
    own = {row.naam: row.opties for row in Lijst.objects.filter(site=site, naam__in=names)}
    return tuple(replace(rule, woorden=own[rule.lijst]) if rule.lijst in own else rule for rule in shipped())
