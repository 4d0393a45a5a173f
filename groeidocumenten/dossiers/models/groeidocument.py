"""The groeidocument itself, the key that its texts are sealed with, and guardian's table of who holds which right on it."""

from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from accounts.models import School
from formats.models import FormatVersie
from groeidocumenten.dossiers.kluis import Kluis

from .leerling import Leerling
from .private import PrivateModel


class Groeidocument(PrivateModel):
    """A file that grows with one child, on one frozen format. Its texts are in `inhoud`, sealed with this file's own key."""

    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="groeidocumenten")
    # The school that keeps the file; the pupil may move on while the file stays until it is handed over.
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="groeidocumenten")
    format_versie = models.ForeignKey(FormatVersie, on_delete=models.PROTECT, related_name="+")
    # Key of the format's variant; empty: the format has none. Answers are kept for all variants alike.
    variant = models.CharField(max_length=64, blank=True, default="")
    gestart_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    gestart_op = models.DateTimeField(default=timezone.now)
    gewijzigd_op = models.DateTimeField(default=timezone.now)
    afgesloten_op = models.DateTimeField(null=True, blank=True)
    # The file that this one goes on from.
    vorige = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="volgende")

    class Meta(PrivateModel.Meta):
        verbose_name = "groeidocument"
        verbose_name_plural = "groeidocumenten"
        # The list of a school is sorted by last change: measured in docs/besluiten/0003.
        indexes = [models.Index(fields=["school", "-gewijzigd_op"])]
        permissions = [
            ("lezen", "Lezen"),
            ("schrijven", "Schrijven"),
            ("aanvullen", "Aanvullen"),
            ("instemmen", "Instemmen"),
            ("delen", "Delen"),
            ("afsluiten", "Afsluiten"),
        ]

    @cached_property
    def kluis(self) -> Kluis:
        """What seals and opens this file's texts; unwraps the data key once."""
        return Kluis.unwrap(self.sleutel.gewikkeld, owner=self.pk)

    @property
    def kenmerk(self) -> str:
        """A short reference for people who may not see whose file it is; it is made of the file's own id and says nothing about the child."""
        return _reference(self.pk)

    @property
    def kenmerk_vorige(self) -> str:
        """The reference of the file that this one goes on from, or an empty text."""
        return _reference(self.vorige_id) if self.vorige_id else ""


def _reference(pk: UUID) -> str:
    return f"{pk.hex[:4]}-{pk.hex[4:8]}".upper()


class Dossiersleutel(PrivateModel):
    """The data key of one groeidocument, wrapped with a key from the ring. Destroying this row destroys the file's texts for good."""

    groeidocument = models.OneToOneField(Groeidocument, on_delete=models.CASCADE, related_name="sleutel")
    gewikkeld = models.TextField()

    class Meta(PrivateModel.Meta):
        verbose_name = "dossiersleutel"
        verbose_name_plural = "dossiersleutels"


class Afsluiting(PrivateModel):
    """Somebody closed a file, with a reason; and perhaps somebody opened it again, with another. Both stay. Texts are sealed with the file's key."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="afsluitingen")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    naam = models.TextField()
    reden = models.TextField()
    op = models.DateTimeField(default=timezone.now)
    heropend_op = models.DateTimeField(null=True, blank=True)
    heropend_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    heropend_naam = models.TextField(blank=True, default="")
    heropend_reden = models.TextField(blank=True, default="")

    class Meta(PrivateModel.Meta):
        verbose_name = "afsluiting"
        verbose_name_plural = "afsluitingen"
        ordering = ["-op"]
        constraints = [
            models.UniqueConstraint(fields=["groeidocument"], condition=Q(heropend_op__isnull=True), name="one_standing_closure_per_file")
        ]


class Grond(models.TextChoices):
    """Why somebody holds a grant. The grant works only while its ground is valid too (besluiten-vooraf 2)."""

    GEZAG = "gezag", "gezag"
    LIDMAATSCHAP = "lidmaatschap", "werkt op de school"
    LEERLING = "leerling", "de leerling zelf"
    LINK = "link", "toegangslink"
    NOOD = "nood", "noodopening"


class GroeidocumentUserPermission(UserObjectPermissionBase):
    """guardian's rows: this person, this right, this groeidocument, with a period and a ground that guardian itself does not look at.

    Only `dossiers.access` reads and writes them.
    """

    wagtail_reference_index_ignore = True

    # guardian finds its table through this reverse name; hidden ("+"), it would silently fall back on its generic table.
    content_object = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="rechten")
    grond = models.CharField(max_length=12, choices=Grond, default=Grond.GEZAG)
    van = models.DateTimeField(default=timezone.now)
    tot = models.DateTimeField(null=True, blank=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        default_permissions = ()
        # One row per ground: what a parent holds by gezag stays when the same person stops teaching here.
        unique_together = ["user", "permission", "content_object", "grond"]
        constraints = [models.CheckConstraint(name="grant_ends_after_it_begins", condition=Q(tot__isnull=True) | Q(tot__gte=F("van")))]

    def __str__(self) -> str:
        return f"recht {self.pk}"
