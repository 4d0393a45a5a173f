"""What the school keeps for ROD: when a pupil is registered, and which days of an OPP were put into ROD by hand, by whom and when.

The product has no connection with DUO: a `Rodmelding` says what somebody of the school did in the own administration. Taking one back does not
remove it; it says by whom and when.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import School
from groeidocumenten.dossiers.models import Groeidocument, Leerling, PrivateModel
from groeidocumenten.inhoud.models import Author, SealedText
from groeidocumenten.opp.models import Opp


class Inschrijving(PrivateModel):
    """A period in which a pupil is registered at a school, as its administration has it. Changes stand in the log of the pupil."""

    leerling = models.ForeignKey(Leerling, on_delete=models.CASCADE, related_name="inschrijvingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    van = models.DateField("ingeschreven op")
    # The last day.
    tot = models.DateField("uitgeschreven op", null=True, blank=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=0)

    class Meta(PrivateModel.Meta):
        verbose_name = "inschrijving"
        verbose_name_plural = "inschrijvingen"
        ordering = ["van"]
        constraints = [
            models.UniqueConstraint(fields=["leerling", "school", "van"], name="one_registration_per_first_day"),
            models.CheckConstraint(name="registration_ends_after_it_begins", condition=Q(tot__isnull=True) | Q(tot__gte=F("van"))),
        ]


class Rodmelding(Author):
    """Somebody put a day of an OPP into ROD, in the school's own administration. `datum` is the day that was put there."""

    class Soort(models.TextChoices):
        BEGIN = "begin", "begindatum"
        EIND = "eind", "einddatum"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="rodmeldingen")
    opp = models.ForeignKey(Opp, on_delete=models.CASCADE, related_name="rodmeldingen")
    soort = models.CharField(max_length=5, choices=Soort)
    datum = models.DateField()
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ingetrokken_naam = SealedText(blank=True)

    class Meta(Author.Meta):
        verbose_name = "melding over ROD"
        verbose_name_plural = "meldingen over ROD"
        ordering = ["op"]
        constraints = [
            models.UniqueConstraint(fields=["opp", "soort"], condition=Q(ingetrokken_op__isnull=True), name="one_standing_rod_report"),
        ]
