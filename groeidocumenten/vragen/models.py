"""A formulier that somebody was asked to fill in: who, by when, what was answered, and the paper that came back."""

from django.conf import settings
from django.db import models

from formats.models import FormatVersie
from groeidocumenten.documenten.models import Document
from groeidocumenten.dossiers.models import Groeidocument, PrivateModel
from groeidocumenten.inhoud.models import Author, SealedText


class Vraag(Author):
    """One formulier for one person; who asked and when is in the columns of the author. Its state follows from its dates."""

    class Wijze(models.TextChoices):
        ONLINE = "online", "online"
        PAPIER = "papier", "op papier"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="vragen")
    format_versie = models.ForeignKey(FormatVersie, on_delete=models.PROTECT, related_name="+")
    variant = models.CharField(max_length=64, blank=True)
    # The person, or the keyless user of a guest's link; the name as it was then stays.
    gevraagde = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    gevraagd_naam = SealedText()
    # As whom the person was asked: school, ouder, leerling or deskundige.
    rol = models.CharField(max_length=12)
    uiterlijk = models.DateField()
    toelichting = SealedText(blank=True)
    # Stands on the printed form, so that its scan finds the way back.
    code = models.CharField(max_length=8)
    ingediend_op = models.DateTimeField(null=True, blank=True)
    wijze = models.CharField(max_length=6, choices=Wijze, blank=True)
    heropend_op = models.DateTimeField(null=True, blank=True)
    heropend_reden = SealedText(blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(PrivateModel.Meta):
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        ordering = ["-op"]
        indexes = [models.Index(fields=["groeidocument", "-op"])]
        constraints = [
            models.UniqueConstraint(fields=["groeidocument", "code"], name="one_question_per_code"),
            models.CheckConstraint(name="handed_in_some_way", condition=models.Q(ingediend_op__isnull=True) | ~models.Q(wijze="")),
        ]

    @property
    def open(self) -> bool:
        """Whether it can still be filled in."""
        return self.ingediend_op is None and self.ingetrokken_op is None


class Vraagantwoord(Author):
    """One saved state of a section. The newest counts; earlier ones are never changed."""

    vraag = models.ForeignKey(Vraag, on_delete=models.CASCADE, related_name="antwoorden")
    sectie = models.CharField(max_length=64)
    versie = models.PositiveIntegerField()
    antwoorden = SealedText()

    class Meta(PrivateModel.Meta):
        verbose_name = "vraagantwoord"
        verbose_name_plural = "vraagantwoorden"
        ordering = ["sectie", "-versie"]
        constraints = [models.UniqueConstraint(fields=["vraag", "sectie", "versie"], name="one_answer_state_per_version")]

    @property
    def groeidocument(self) -> Groeidocument:
        """The file whose key this answer is sealed with."""
        return self.vraag.groeidocument


class Vraagscan(PrivateModel):
    """The scan of a form that came back on paper: a document of the pupil, for the school and whoever was asked."""

    vraag = models.ForeignKey(Vraag, on_delete=models.CASCADE, related_name="scans")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="vraagscan")

    class Meta(PrivateModel.Meta):
        verbose_name = "vraagscan"
        verbose_name_plural = "vraagscans"
