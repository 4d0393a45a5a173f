"""What a school keeps about a pupil outside any file: the log of changes, the schoolloopbaan, and what was agreed at 16 and at 18."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .leerling import Gezagsrelatie, Leerling
from .private import PrivateModel


class Leerlingwijziging(PrivateModel):
    """One field of a pupil, or of somebody's gezag, that was changed: by whom, when, from what to what. Sealed with the pupil's key."""

    leerling = models.ForeignKey(Leerling, on_delete=models.CASCADE, related_name="wijzigingen")
    # Set when it was a field of this relation and not of the pupil.
    gezag = models.ForeignKey(Gezagsrelatie, null=True, on_delete=models.CASCADE, related_name="wijzigingen")
    veld = models.CharField(max_length=60)
    oud = models.TextField()
    nieuw = models.TextField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # The name as it was then; sealed.
    naam = models.TextField()
    op = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        verbose_name = "leerlingwijziging"
        verbose_name_plural = "leerlingwijzigingen"
        ordering = ["-op", "veld"]
        indexes = [models.Index(fields=["leerling", "-op"])]


class Loopbaanregel(PrivateModel):
    """Where a pupil was in one schooljaar: a row of the schoolloopbaan. A repeated group is simply a second row with that group."""

    leerling = models.ForeignKey(Leerling, on_delete=models.CASCADE, related_name="loopbaan")
    # The year in which the schooljaar begins: 2026 is 2026-2027.
    schooljaar = models.PositiveSmallIntegerField("schooljaar")
    school = models.CharField("school", max_length=150)
    groep = models.CharField("groep of klas", max_length=20, blank=True)
    van = models.DateField("vanaf", null=True, blank=True)
    tot = models.DateField("tot en met", null=True, blank=True)
    versie = models.PositiveIntegerField(default=0)

    class Meta(PrivateModel.Meta):
        verbose_name = "regel van de schoolloopbaan"
        verbose_name_plural = "regels van de schoolloopbaan"
        ordering = ["-schooljaar", "-van", "pk"]
        constraints = [
            models.CheckConstraint(
                name="loopbaan_ends_after_it_begins", condition=Q(van__isnull=True) | Q(tot__isnull=True) | Q(tot__gte=F("van"))
            )
        ]

    @property
    def jaren(self) -> str:
        """The schooljaar as people write it."""
        return f"{self.schooljaar}-{self.schooljaar + 1}"


class Leeftijdsgesprek(PrivateModel):
    """What school and pupil agreed when the pupil became 16 or 18. It records; it opens and closes nothing (dossier 1.3, 8.13, 8.14)."""

    class Grens(models.IntegerChoices):
        ZESTIEN = 16, "16 jaar"
        ACHTTIEN = 18, "18 jaar"

    leerling = models.ForeignKey(Leerling, on_delete=models.CASCADE, related_name="leeftijdsgesprekken")
    grens = models.PositiveSmallIntegerField(choices=Grens)
    # Sealed with the pupil's key.
    afspraak = models.TextField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    naam = models.TextField()
    op = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        verbose_name = "leeftijdsgesprek"
        verbose_name_plural = "leeftijdsgesprekken"
        ordering = ["grens"]
        constraints = [models.UniqueConstraint(fields=["leerling", "grens"], name="one_talk_per_age")]
