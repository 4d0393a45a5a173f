"""What parents and pupils bring in about the school's text: suggestions, requests for correction, and their own view."""

from django.conf import settings
from django.db import models

from groeidocumenten.dossiers.models import Groeidocument, PrivateModel

from .sealed import Author, SealedText


class Inbreng(Author):
    """Something that the school gives an answer to, with a name and a date, once."""

    hoofdstuk = models.CharField(max_length=64)
    sectie = models.CharField(max_length=64, blank=True)
    veld = models.CharField(max_length=64, blank=True)
    tekst = SealedText()
    antwoord = SealedText(blank=True)
    beslist_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    beslist_naam = SealedText(blank=True)
    beslist_op = models.DateTimeField(null=True, blank=True)

    class Meta(Author.Meta):
        abstract = True


class Voorstel(Inbreng):
    """Another text for one field, proposed by somebody who does not fill that field in. `tekst` is why."""

    class Staat(models.TextChoices):
        OPEN = "open", "wacht op antwoord"
        OVERGENOMEN = "overgenomen", "overgenomen"
        AFGEWEZEN = "afgewezen", "niet overgenomen"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="voorstellen")
    staat = models.CharField(max_length=12, choices=Staat, default=Staat.OPEN)
    origineel = SealedText()
    nieuw = SealedText()

    class Meta(Inbreng.Meta):
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        ordering = ["op"]
        indexes = [models.Index(fields=["groeidocument", "staat"])]


class Correctieverzoek(Inbreng):
    """A parent or pupil asks to correct a field or a hoofdstuk (AVG 16). Answered within a month (AVG 12)."""

    class Staat(models.TextChoices):
        OPEN = "open", "wacht op antwoord"
        INGEWILLIGD = "ingewilligd", "aangepast"
        AFGEWEZEN = "afgewezen", "niet aangepast"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="correctieverzoeken")
    staat = models.CharField(max_length=12, choices=Staat, default=Staat.OPEN)

    class Meta(Inbreng.Meta):
        verbose_name = "correctieverzoek"
        verbose_name_plural = "correctieverzoeken"
        ordering = ["op"]
        indexes = [models.Index(fields=["groeidocument", "staat"])]


class Zienswijze(Author):
    """The own view of who asked for a correction in vain. It stands beside the disputed text, on screen and on paper."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="zienswijzen")
    verzoek = models.OneToOneField(Correctieverzoek, on_delete=models.CASCADE, related_name="zienswijze")
    tekst = SealedText()

    class Meta(PrivateModel.Meta):
        verbose_name = "zienswijze"
        verbose_name_plural = "zienswijzen"
        ordering = ["op"]
