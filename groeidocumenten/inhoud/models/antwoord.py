"""What is written in a groeidocument. Every text is sealed with the file's own key; every saved version stays."""

from django.conf import settings
from django.db import models

from formats.models import FormatVersie
from groeidocumenten.dossiers.models import Groeidocument, PrivateModel

from .sealed import Author, SealedText


class Sectieantwoord(PrivateModel):
    """The answers to one section now, with a number that tells whether somebody else saved meanwhile."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="sectieantwoorden")
    sectie = models.CharField(max_length=64)
    versie = models.PositiveIntegerField(default=0)

    class Meta(PrivateModel.Meta):
        verbose_name = "sectieantwoord"
        verbose_name_plural = "sectieantwoorden"
        constraints = [models.UniqueConstraint(fields=["groeidocument", "sectie"], name="one_answer_row_per_section")]


class Antwoordversie(Author):
    """One saved state of a section. The newest is what counts; older ones are the history and are never changed."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="antwoordversies")
    sectie = models.CharField(max_length=64)
    versie = models.PositiveIntegerField()
    antwoorden = SealedText()

    class Meta(PrivateModel.Meta):
        verbose_name = "antwoordversie"
        verbose_name_plural = "antwoordversies"
        ordering = ["sectie", "-versie"]
        constraints = [models.UniqueConstraint(fields=["groeidocument", "sectie", "versie"], name="one_state_per_version")]


class Aanvulling(Author):
    """What a parent, pupil or guest adds to a hoofdstuk. It stands beside the school's text, and the school cannot change it."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="aanvullingen")
    hoofdstuk = models.CharField(max_length=64)
    tekst = SealedText()
    # The text that this one takes the place of: only its own writer can correct it, and the earlier text stays to be read.
    vervangt = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="vervangen_door")
    # Its writer took it back. That it was there stays to be seen.
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "aanvulling"
        verbose_name_plural = "aanvullingen"
        ordering = ["op"]
        indexes = [models.Index(fields=["groeidocument", "hoofdstuk", "op"])]


class Deelmelding(Author):
    """Somebody said of a hoofdstuk that it is ready, or that it does not apply. A fact with a date; it counts until it is taken back."""

    class Soort(models.TextChoices):
        KLAAR = "klaar", "klaar gemeld"
        NVT = "nvt", "niet van toepassing"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="deelmeldingen")
    deel = models.CharField(max_length=64)
    soort = models.CharField(max_length=5, choices=Soort)
    # Why the hoofdstuk does not apply. Sealed: a reason can say as much about a child as an answer.
    reden = SealedText(blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(PrivateModel.Meta):
        verbose_name = "deelmelding"
        verbose_name_plural = "deelmeldingen"
        ordering = ["op"]
        constraints = [
            models.UniqueConstraint(
                fields=["groeidocument", "deel"], condition=models.Q(ingetrokken_op__isnull=True), name="one_standing_word_per_part"
            )
        ]


class Bijlage(Author):
    """A file that was added to an answer. The answer names it by id; a file that no answer names any more is not given out."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="bijlagen")
    # Key of the field that it was added to: that field says who may see it.
    veld = models.CharField(max_length=64)
    bestandsnaam = SealedText()
    # The kind by its contents, never by what the browser or the name said.
    soort = models.CharField(max_length=100)
    grootte = models.PositiveIntegerField()
    aantal_stukken = models.PositiveSmallIntegerField()

    class Meta(PrivateModel.Meta):
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ["op"]


class Bijlagestuk(PrivateModel):
    """A piece of a file, sealed. In the database, so that row and contents are there together or not at all (docs/besluiten)."""

    bijlage = models.ForeignKey(Bijlage, on_delete=models.CASCADE, related_name="stukken")
    volgnummer = models.PositiveSmallIntegerField()
    inhoud = models.BinaryField()

    class Meta(PrivateModel.Meta):
        verbose_name = "bijlagestuk"
        verbose_name_plural = "bijlagestukken"
        ordering = ["volgnummer"]
        constraints = [models.UniqueConstraint(fields=["bijlage", "volgnummer"], name="one_piece_per_number")]


class Formatwissel(Author):
    """Somebody moved a file to another version or variant of its format, on purpose."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="formatwissels")
    van = models.ForeignKey(FormatVersie, on_delete=models.PROTECT, related_name="+")
    naar = models.ForeignKey(FormatVersie, on_delete=models.PROTECT, related_name="+")
    van_variant = models.CharField(max_length=64, blank=True)
    naar_variant = models.CharField(max_length=64, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "formatwissel"
        verbose_name_plural = "formatwissels"
        ordering = ["op"]
