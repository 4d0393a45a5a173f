"""What this room remembers: ready pieces of JSON for programs, the webhooks of a site, and the log of what was sent to them.

Nothing here is content of its own: a `Stuk` can be thrown away at any moment and is made again, and a webhook's log holds no personal data.
"""

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from wagtail.models import Site

from .webhooks.targets import validate_target


def new_secret() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(32)


class Stuk(models.Model):
    """One public object as JSON, ready to be joined into an answer. Valid for one generation of the public house only (`stukken`).

    An address in it has no host: that of the question is put in when it is answered, so no question can leave a host behind for the next.
    """

    site_id = models.BigIntegerField()
    soort = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    generatie = models.BigIntegerField()
    gebouwd_op = models.DateTimeField()
    kort = models.TextField()
    lang = models.TextField()

    class Meta:
        verbose_name = "klaargezet stuk"
        verbose_name_plural = "klaargezette stukken"
        constraints = [models.UniqueConstraint(fields=["site_id", "soort", "object_id"], name="one_stuk_per_object")]

    def __str__(self) -> str:
        return f"{self.soort} {self.object_id}"


class Soort(models.TextChoices):
    """What a webhook can be told about."""

    HANDLEIDING = "handleiding", "handleidingen"
    FORMULIER = "formulier", "formulieren"
    OPP_FORMAT = "opp-format", "OPP-formats"
    NIEUWS = "nieuws", "nieuws"
    VRAGEN = "vragen", "veelgestelde vragen"
    BEGRIPPEN = "begrippen", "begrippen"
    PAGINA = "pagina", "andere pagina’s"


class Gebeurtenis(models.TextChoices):
    """What can happen to it."""

    GEPUBLICEERD = "gepubliceerd", "gepubliceerd"
    INGETROKKEN = "ingetrokken", "ingetrokken"
    PROEF = "proef", "proef"


class Webhook(models.Model):
    """An address elsewhere that hears of every publication on one site. It switches itself off when nobody answers there any more."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name="website")
    naam = models.CharField("naam", max_length=80, help_text="Waar is deze voor? Bijvoorbeeld: schoolwebsites.")
    url = models.URLField("adres", max_length=500, validators=[validate_target], help_text="Een adres dat begint met https://.")
    geheim = models.CharField(
        "geheim", max_length=100, default=new_secret, help_text="Hiermee controleert de ontvanger de handtekening. Geef het alleen aan hem."
    )
    soorten = models.JSONField("waarover", default=list, blank=True, help_text="Niets gekozen betekent: over alles.")
    actief = models.BooleanField("staat aan", default=True)
    uitgezet_op = models.DateTimeField("uitgezet op", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "webhook"
        verbose_name_plural = "webhooks"
        ordering: ClassVar = ["naam", "pk"]

    def __str__(self) -> str:
        return self.naam

    @property
    def stand(self) -> str:
        """Whether it is on, in words."""
        if self.actief:
            return "aan"
        return "vanzelf uitgezet: er kwam geen antwoord meer" if self.uitgezet_op else "uit"

    def wants(self, soort: str) -> bool:
        """Whether it is told about this kind."""
        return not self.soorten or soort in self.soorten

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store; who switches it on again starts afresh."""
        if self.actief:
            self.uitgezet_op = None
        super().save(*args, **kwargs)


class Aflevering(models.Model):
    """One message to one webhook: what was said, how often it was tried, and what came back. It never holds personal data."""

    class Status(models.TextChoices):
        """How far it is."""

        WACHT = "wacht", "wacht"
        GELUKT = "gelukt", "afgeleverd"
        OPNIEUW = "opnieuw", "wordt opnieuw geprobeerd"
        OPGEGEVEN = "opgegeven", "opgegeven"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="afleveringen")
    gebeurtenis = models.CharField("gebeurtenis", max_length=15, choices=Gebeurtenis)
    soort = models.CharField("soort", max_length=20, choices=Soort)
    bericht = models.TextField("bericht")
    status = models.CharField("stand", max_length=10, choices=Status, default=Status.WACHT, db_index=True)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    antwoord = models.PositiveSmallIntegerField("antwoordcode", null=True)
    fout = models.CharField("wat er misging", max_length=200, blank=True)
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)
    geprobeerd_op = models.DateTimeField("laatst geprobeerd op", null=True)

    class Meta:
        verbose_name = "bericht aan een webhook"
        verbose_name_plural = "berichten aan webhooks"
        ordering: ClassVar = ["-gemaakt_op"]
        # Messages are made by what happens on the site, never by hand.
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_gebeurtenis_display()}: {self.get_soort_display()}"
