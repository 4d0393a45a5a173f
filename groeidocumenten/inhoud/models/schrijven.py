"""Rows about writing itself: what somebody is typing, who is at work in a section, and what somebody last saw of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from groeidocumenten.dossiers.models import Groeidocument, PrivateModel

from .sealed import SealedText


class Concept(PrivateModel):
    """What one person typed in one shown form and did not save yet: for that person's eyes only. Its key is the form's one-time id."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="concepten")
    # A guest is the keyless user of the link.
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sectie = models.CharField(max_length=64)
    # What the form was made from: the section's version, and the format with its variant.
    versie = models.PositiveIntegerField(default=0)
    vorm = models.CharField(max_length=140, blank=True)
    # Counts the autosaves of this form, so that a form that took this text over knows whether it has all of it.
    stand = models.PositiveIntegerField(default=1)
    # The inputs as they were sent, right or wrong. Empty: this form was saved, and what comes after that is late.
    inhoud = SealedText(blank=True)
    op = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        verbose_name = "concept"
        verbose_name_plural = "concepten"
        indexes = [models.Index(fields=["groeidocument", "gebruiker", "sectie"])]


class Aanwezigheid(PrivateModel):
    """Somebody has the form of a section open, or had it a moment ago."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="aanwezigheden")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sectie = models.CharField(max_length=64)
    naam = SealedText()
    sinds = models.DateTimeField(default=timezone.now)
    gezien_op = models.DateTimeField(default=timezone.now)
    # The name of who took over, sealed; empty while nobody did.
    overgenomen_door = SealedText(blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheden"
        constraints = [models.UniqueConstraint(fields=["groeidocument", "sectie", "gebruiker"], name="one_presence_per_person")]


class LaatstGezien(PrivateModel):
    """Which version of each section somebody last saw: {section key: number}. Only numbers."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="laatst_gezien")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    versies = models.JSONField(default=dict)
    op = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        verbose_name = "laatst gezien"
        verbose_name_plural = "laatst gezien"
        constraints = [models.UniqueConstraint(fields=["groeidocument", "gebruiker"], name="one_last_look_per_person")]
