"""Which gezagsrelatie an invitation is for, and what somebody without access asked a school."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import School
from accounts.models_uitnodiging import Uitnodiging
from groeidocumenten.dossiers.models import Gezagsrelatie, PrivateModel


class Toegangscode(PrivateModel):
    """That an invitation lets somebody in as this parent of this pupil. The invitation itself knows neither."""

    gezag = models.ForeignKey(Gezagsrelatie, on_delete=models.CASCADE, related_name="toegangscodes")
    uitnodiging = models.OneToOneField(Uitnodiging, on_delete=models.CASCADE, related_name="toegangscode")
    # The address that an invitation was mailed to, sealed with the pupil's key; empty for a letter.
    email = models.TextField(blank=True, default="")

    class Meta(PrivateModel.Meta):
        verbose_name = "toegangscode"
        verbose_name_plural = "toegangscodes"
        ordering = ["-uitnodiging__gemaakt_op"]


class Codeaanvraag(PrivateModel):
    """Somebody without access asks a school for a toegangscode. What was typed is sealed with the key ring, and emptied when it was dealt with."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="codeaanvragen")
    gegevens = models.TextField(blank=True)
    op = models.DateTimeField(default=timezone.now)
    afgehandeld_op = models.DateTimeField(null=True)
    afgehandeld_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(PrivateModel.Meta):
        verbose_name = "aanvraag van een toegangscode"
        verbose_name_plural = "aanvragen van een toegangscode"
        ordering = ["op"]
        indexes = [models.Index(fields=["school", "op"])]
