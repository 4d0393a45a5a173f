"""Rows about how a link's pincode was handed over, and who asks for a new one. And counters of the entrance.

Nothing here opens anything: the door judges links (`dossiers.access`).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from groeidocumenten.dossiers.models import PrivateModel, Toegangslink


class Pincodeuitgifte(PrivateModel):
    """A pincode was made and handed over in some way. The code itself is nowhere; this says how, when, by whom, and whether it went out."""

    class Wijze(models.TextChoices):
        GESPROKEN = "gesproken", "voorgelezen"
        BRIEF = "brief", "pincodebrief"
        SMS = "sms", "sms"
        MAIL = "mail", "mail naar een ander adres"

    link = models.ForeignKey(Toegangslink, on_delete=models.CASCADE, related_name="uitgiften")
    wijze = models.CharField(max_length=10, choices=Wijze)
    # The number or address that it went to, sealed with the file's key; empty for a letter and a conversation.
    aan = models.TextField(blank=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    op = models.DateTimeField(default=timezone.now)
    # The message in the queue of `post`.
    zending = models.UUIDField(null=True, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "uitgifte van een pincode"
        verbose_name_plural = "uitgiften van pincodes"
        ordering = ["-op"]
        indexes = [models.Index(fields=["door", "-op"]), models.Index(fields=["link", "-op"])]


class Linkaanvraag(PrivateModel):
    """Whoever holds a link asked for a new one. It waits for the school; the visitor is told nothing."""

    class Soort(models.TextChoices):
        NIEUW = "nieuw", "vraagt om een nieuwe link"
        IEMAND_ANDERS = "iemand_anders", "is niet voor wie de link is"

    link = models.ForeignKey(Toegangslink, on_delete=models.CASCADE, related_name="aanvragen")
    soort = models.CharField(max_length=14, choices=Soort, default=Soort.NIEUW)
    # A link that was renewed since, has been answered.
    generatie = models.PositiveIntegerField()
    op = models.DateTimeField(default=timezone.now)
    afgehandeld_op = models.DateTimeField(null=True, blank=True)
    afgehandeld_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(PrivateModel.Meta):
        verbose_name = "aanvraag van een link"
        verbose_name_plural = "aanvragen van links"
        ordering = ["op"]
        constraints = [
            models.UniqueConstraint(fields=["link", "soort"], condition=Q(afgehandeld_op__isnull=True), name="one_open_request_per_link")
        ]

    @property
    def voorbij(self) -> bool:
        """Whether its link is over or taken back: a pincode alone does not help then."""
        return self.link.ingetrokken_op is not None or self.link.geldig_tot <= timezone.now()


class Teller(PrivateModel):
    """How often something happened in a stretch of time, over all processes. Keys are hashes: no address of a visitor is kept."""

    soort = models.CharField(max_length=12)
    sleutel = models.CharField(max_length=64)
    venster = models.DateTimeField()
    aantal = models.PositiveIntegerField(default=0)

    class Meta(PrivateModel.Meta):
        verbose_name = "teller"
        verbose_name_plural = "tellers"
        constraints = [models.UniqueConstraint(fields=["soort", "sleutel", "venster"], name="one_counter_per_stretch")]
        indexes = [models.Index(fields=["venster"])]
