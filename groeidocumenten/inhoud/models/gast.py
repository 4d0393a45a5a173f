"""Rows about what guests wrote: text that came in when their time was over, and what the school thought of the versions they saved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from groeidocumenten.dossiers.models import Groeidocument, PrivateModel

from .sealed import Author, SealedText


class NagekomenTekst(Author):
    """What a guest was typing when time ended the access: kept apart until the school takes it into the file or throws it away.

    It is no part of the file, and nobody reads it but who decides. `link` is the guest's. When it is decided, the text is gone from here.
    """

    class Besluit(models.TextChoices):
        IN_TEKST = "in_tekst", "in het hoofdstuk gezet"
        VOORSTEL = "voorstel", "voorstel van gemaakt"
        AANVULLING = "aanvulling", "als aanvulling toegevoegd"
        WEG = "weg", "weggegooid"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="nagekomen_teksten")
    # Where it was sent: a name of an address, and what of the file that is about. Empty where it is about no hoofdstuk.
    plek = models.CharField(max_length=60)
    hoofdstuk = models.CharField(max_length=64, blank=True)
    sectie = models.CharField(max_length=64, blank=True)
    veld = models.CharField(max_length=64, blank=True)
    # What the form was made from, as with a concept.
    versie = models.PositiveIntegerField(default=0)
    vorm = models.CharField(max_length=140, blank=True)
    inhoud = SealedText(blank=True)
    besluit = models.CharField(max_length=10, choices=Besluit, blank=True)
    beslist_op = models.DateTimeField(null=True, blank=True)
    beslist_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(PrivateModel.Meta):
        verbose_name = "nagekomen tekst"
        verbose_name_plural = "nagekomen teksten"
        ordering = ["op"]
        indexes = [models.Index(fields=["groeidocument", "besluit"])]
        constraints = [
            models.CheckConstraint(name="decided_text_is_gone", condition=Q(besluit="") | Q(inhoud="")),
            models.CheckConstraint(name="open_text_is_there", condition=~Q(besluit="") | ~Q(inhoud="")),
        ]


class Gastoordeel(PrivateModel):
    """The school looked at what guests changed in a section, up to a version: it may stay, or it was put back."""

    class Besluit(models.TextChoices):
        BLIJFT = "blijft", "overgenomen"
        TERUG = "terug", "teruggezet"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="gastoordelen")
    sectie = models.CharField(max_length=64)
    versie = models.PositiveIntegerField()
    besluit = models.CharField(max_length=6, choices=Besluit)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        verbose_name = "oordeel over tekst van een gast"
        verbose_name_plural = "oordelen over tekst van gasten"
        ordering = ["-op"]
        constraints = [models.UniqueConstraint(fields=["groeidocument", "sectie", "versie"], name="one_judgement_per_version")]
