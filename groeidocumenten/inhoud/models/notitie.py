"""Notes that are not part of the file's text: of a talk with the child, and a writer's own working notes."""

from django.db import models
from django.utils import timezone

from groeidocumenten.dossiers.models import Groeidocument, PrivateModel

from .sealed import Author, SealedText


class Kindgesprek(Author):
    """Who talked with the pupil when the school wrote down what the pupil said in a section. The newest row counts."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="kindgesprekken")
    sectie = models.CharField(max_length=64)
    gevoerd_door = SealedText()
    gevoerd_op = models.DateField()

    class Meta(PrivateModel.Meta):
        verbose_name = "kindgesprek"
        verbose_name_plural = "kindgesprekken"
        ordering = ["op"]


class Gespreksnotitie(Author):
    """Notes of a talk with the pupil. Only the writer sees them until the writer shares them, and then who is named in `lezers`."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="gespreksnotities")
    tekst = SealedText()
    gesprek_op = models.DateField(default=timezone.localdate)
    versie = models.PositiveIntegerField(default=1)
    gedeeld_op = models.DateTimeField(null=True, blank=True)
    # In whose place somebody reads: "school", "ouder", "leerling". Never a guest.
    lezers = models.JSONField(default=list, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "gespreksnotitie"
        verbose_name_plural = "gespreksnotities"
        ordering = ["-gesprek_op", "-op"]


class Werkaantekening(Author):
    """A note to oneself (AVG: outside the file as long as nobody else sees it). Never shown to another, printed or exported."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="werkaantekeningen")
    tekst = SealedText()
    versie = models.PositiveIntegerField(default=1)

    class Meta(PrivateModel.Meta):
        verbose_name = "werkaantekening"
        verbose_name_plural = "werkaantekeningen"
        ordering = ["-op"]
