"""What of a file a link shows, and what a toestemming or another ground allows to be shown: the same words for both."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from groeidocumenten.dossiers.wording import until_text

from .private import PrivateModel


class Bereik(models.TextChoices):
    """How much of a file. One thing alone (`STUKKEN`) is named by its id; the door lets its guest at nothing else."""

    HEEL = "heel", "het hele groeidocument"
    HOOFDSTUKKEN = "hoofdstukken", "gekozen hoofdstukken"
    DOCUMENT = "document", "één document"
    FORMULIER = "formulier", "één formulier"
    # Only on a link: a gezaghouder without an account answers one toestemming with it.
    TOESTEMMING = "toestemming", "één vraag om toestemming"
    # Only on a link: a signer without an account reads and signs one frozen version of an OPP with it.
    HANDTEKENING = "handtekening", "één versie van het OPP"


STUKKEN = (Bereik.DOCUMENT, Bereik.FORMULIER, Bereik.TOESTEMMING, Bereik.HANDTEKENING)
# What is asked of who decides, and not shared with a guest: others are not told of it, and such a link is not used again.
GEVRAAGD = (Bereik.TOESTEMMING, Bereik.HANDTEKENING)


@dataclass(frozen=True)
class Omvang:
    """How much of a file, as a value to pass on: what the three columns of `MetBereik` say together."""

    bereik: Bereik
    hoofdstukken: tuple[str, ...] | None = None
    stuk: UUID | None = None

    @property
    def kolommen(self) -> dict[str, Any]:
        """The three columns, for a row that is made."""
        chapters = None if self.hoofdstukken is None else list(self.hoofdstukken)
        return {"bereik": self.bereik, "hoofdstukken": chapters, "stuk": self.stuk}

    @classmethod
    def of_chapters(cls, keys: list[str] | None) -> "Omvang":
        """These hoofdstukken; None for the whole file."""
        return cls(Bereik.HEEL) if keys is None else cls(Bereik.HOOFDSTUKKEN, tuple(keys))


class MetBereik(PrivateModel):
    """Columns that say how much of a file. There is no default: who forgets to say it, shares nothing."""

    bereik = models.CharField(max_length=12, choices=Bereik)
    # Keys of hoofdstukken; only with Bereik.HOOFDSTUKKEN.
    hoofdstukken = models.JSONField(null=True, blank=True)
    # Id of the one document, formulier, toestemming or frozen version. No foreign key: those rooms lie beyond this one.
    stuk = models.UUIDField(null=True, blank=True)

    class Meta(PrivateModel.Meta):
        abstract = True

    @property
    def omvang(self) -> Omvang:
        """The three columns as one value."""
        return Omvang(Bereik(self.bereik), None if self.hoofdstukken is None else tuple(self.hoofdstukken), self.stuk)

    @omvang.setter
    def omvang(self, omvang: Omvang) -> None:
        for name, value in omvang.kolommen.items():
            setattr(self, name, value)

    @property
    def is_stuk(self) -> bool:
        """Whether it is one thing alone, outside the hoofdstukken."""
        return self.bereik in STUKKEN

    @property
    def einde(self) -> str:
        """The end in words; whoever has this has a `geldig_tot`."""
        return until_text(self.geldig_tot)  # type: ignore[attr-defined]

    @property
    def periode(self) -> str:
        """The end in words, and the beginning when that is still to come."""
        van = timezone.localtime(self.geldig_van)  # type: ignore[attr-defined]
        return f"vanaf {date_format(van, 'j F Y')} {self.einde}" if van > timezone.now() else self.einde


def bereik_is_said(name: str) -> models.CheckConstraint:
    """The constraint that the three columns agree with each other."""
    chapters = Q(bereik=Bereik.HOOFDSTUKKEN, hoofdstukken__isnull=False, stuk__isnull=True)
    whole = Q(bereik=Bereik.HEEL, hoofdstukken__isnull=True, stuk__isnull=True)
    one = Q(bereik__in=STUKKEN, hoofdstukken__isnull=True, stuk__isnull=False)
    return models.CheckConstraint(name=name, condition=whole | chapters | one)
