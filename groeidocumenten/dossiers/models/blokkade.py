"""Somebody who may not be reached through a file: a contactverbod, or an order that limits what somebody is told (dossier 8.6).

The known addresses of that person are refused when a link is made, also when they are somebody else's whom the person can read along with.
A link that runs to such an address is shut from that moment: `Toegangslink.valid` asks it each time.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .leerling import Gezagsrelatie, Leerling
from .private import PrivateModel


class Blokkade(PrivateModel):
    """One order about one person and one pupil. Texts are sealed with the pupil's key."""

    class Soort(models.TextChoices):
        CONTACTVERBOD = "contactverbod", "contactverbod"
        INFORMATIE = "informatie", "de informatie is beperkt door de rechter"

    leerling = models.ForeignKey(Leerling, on_delete=models.CASCADE, related_name="blokkades")
    gezag = models.ForeignKey(Gezagsrelatie, null=True, blank=True, on_delete=models.SET_NULL, related_name="blokkades")
    soort = models.CharField("wat is er bepaald", max_length=14, choices=Soort)
    naam = models.TextField()
    toelichting = models.TextField(blank=True, default="")
    geldig_van = models.DateField("vanaf", default=timezone.localdate)
    geldig_tot = models.DateField("tot en met", null=True, blank=True)
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    vastgelegd_op = models.DateTimeField(default=timezone.now)
    opgeheven_op = models.DateTimeField(null=True, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "blokkade"
        verbose_name_plural = "blokkades"
        ordering = ["-vastgelegd_op"]


class BlokkadeadresQuerySet(models.QuerySet["Blokkadeadres"]):
    """Questions about addresses."""

    def in_force(self, on: date | None = None) -> "BlokkadeadresQuerySet":
        """Addresses of orders that hold on this day in Amsterdam; the last day still counts."""
        day = on or timezone.localdate()
        ends = Q(blokkade__geldig_tot__isnull=True) | Q(blokkade__geldig_tot__gte=day)
        return self.filter(ends, blokkade__opgeheven_op__isnull=True, blokkade__geldig_van__lte=day)


class Blokkadeadres(PrivateModel):
    """One known address: sealed to be read, and as a keyed hash of its normal form to be compared (`dossiers.adressen`)."""

    blokkade = models.ForeignKey(Blokkade, on_delete=models.CASCADE, related_name="adressen")
    adres = models.TextField()
    adres_hash = models.CharField(max_length=64)

    unguarded = BlokkadeadresQuerySet.as_manager()

    class Meta(PrivateModel.Meta):
        verbose_name = "adres van een blokkade"
        verbose_name_plural = "adressen van een blokkade"
        indexes = [models.Index(fields=["adres_hash"])]
