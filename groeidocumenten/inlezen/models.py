"""What is kept of taking pupils in: who of them belongs to which key of the administration, and what waits, sealed, until somebody says so.

A file itself is never kept. What was read of it lies in `Inleesdeel`, sealed with the key ring, for a day at most, and goes when it was taken in.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import School
from groeidocumenten.dossiers.models import Leerling, PrivateModel

WAITS = timedelta(days=1)


class Koppeling(PrivateModel):
    """Which pupil has which key in the administration of a school. Of the key a keyed hash is kept, which is enough to know it again."""

    leerling = models.OneToOneField(Leerling, on_delete=models.CASCADE, related_name="koppeling")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    sleutel = models.CharField(max_length=64)
    jaargroep = models.CharField("jaargroep", max_length=10, blank=True)
    op = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        verbose_name = "koppeling met de administratie"
        verbose_name_plural = "koppelingen met de administratie"
        constraints = [models.UniqueConstraint(fields=["school", "sleutel"], name="one_pupil_per_import_key")]


class Inleesronde(PrivateModel):
    """One file that was sent: how far it is, and how many pupils are new, changed, doubtful, the same or gone. The figures stay."""

    class Stand(models.TextChoices):
        VERGELIJKEN = "vergelijken", "wordt vergeleken"
        KLAAR = "klaar", "wacht op bevestiging"
        INLEZEN = "inlezen", "wordt ingelezen"
        INGELEZEN = "ingelezen", "ingelezen"
        MISLUKT = "mislukt", "mislukt"

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    op = models.DateTimeField(default=timezone.now)
    stand = models.CharField(max_length=12, choices=Stand, default=Stand.VERGELIJKEN)
    # Counts comparisons, so that nobody confirms another one than was shown.
    versie = models.PositiveIntegerField(default=0)
    aantal = models.PositiveIntegerField(default=0)
    gedaan = models.PositiveIntegerField(default=0)
    nieuw = models.PositiveIntegerField(default=0)
    gewijzigd = models.PositiveIntegerField(default=0)
    twijfel = models.PositiveIntegerField(default=0)
    zelfde = models.PositiveIntegerField(default=0)
    elders = models.PositiveIntegerField(default=0)
    weg = models.PositiveIntegerField(default=0)
    # Sealed: names of groups and of people who are IB; keys of pupils whom the file does not name.
    kop = models.TextField(blank=True)
    ontbreekt = models.TextField(blank=True)
    ingelezen_op = models.DateTimeField(null=True, blank=True)
    ingelezen_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(PrivateModel.Meta):
        verbose_name = "inleesronde"
        verbose_name_plural = "inleesronden"
        ordering = ["-op"]

    @property
    def verloopt_op(self) -> datetime:
        """When what waits is thrown away."""
        return self.op + WAITS

    @property
    def niets_te_doen(self) -> bool:
        """Whether the file says what the school has already."""
        return not (self.nieuw or self.gewijzigd or self.twijfel)


class Inleesdeel(PrivateModel):
    """Up to a thousand pupils of a file with what the comparison says of them, sealed with the key ring."""

    ronde = models.ForeignKey(Inleesronde, on_delete=models.CASCADE, related_name="delen")
    nummer = models.PositiveIntegerField()
    rijen = models.TextField()
    uitkomsten = models.TextField(blank=True)
    # How many of each outcome, so that a page opens only the pieces that it shows.
    aantallen = models.JSONField(default=dict)

    class Meta(PrivateModel.Meta):
        verbose_name = "deel van een inleesronde"
        verbose_name_plural = "delen van een inleesronde"
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(fields=["ronde", "nummer"], name="one_piece_of_a_round")]
