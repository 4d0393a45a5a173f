"""Toestemming of parents, and the links that guests come in with. A link is worth what its toestemming, its period and its lock say now."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from groeidocumenten.dossiers.wording import until_text

from .groeidocument import Groeidocument
from .leerling import Gezagsrelatie
from .private import PrivateModel

# Five wrong codes close a link until it gets a new code; fifteen over its life close it for good (gasten 2.2, B2 and B4).
MAX_FOUTEN = 5
MAX_FOUTEN_TOTAAL = 15


class Toestemming(PrivateModel):
    """A gezaghouder allows one recipient to see this file, or parts of it, for one purpose and one period (dossier 1.4)."""

    class Doel(models.TextChoices):
        ONDERSTEUNINGSTEAM = "ondersteuningsteam", "aanmelden bij het ondersteuningsteam"
        UITWISSELEN = "uitwisselen", "meelezen en overleggen in het ondersteuningsteam"
        ONDERZOEK = "onderzoek", "onderzoek of advies door een deskundige"

    class Wijze(models.TextChoices):
        PAPIER = "papier", "op papier, met handtekening"
        GESPREK = "gesprek", "in een gesprek, bevestigd in het verslag"
        EMAIL = "email", "per e-mail"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="toestemmingen")
    gegeven_door = models.ManyToManyField(Gezagsrelatie, related_name="toestemmingen", verbose_name="gegeven door")
    ontvanger = models.CharField("voor wie", max_length=120)
    doel = models.CharField("waarvoor", max_length=20, choices=Doel)
    wijze = models.CharField("hoe is de toestemming gegeven", max_length=10, choices=Wijze)
    # None = the whole file; otherwise keys of hoofdstukken.
    hoofdstukken = models.JSONField(null=True, blank=True)
    geldig_van = models.DateTimeField(default=timezone.now)
    geldig_tot = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    vastgelegd_op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering = ["-vastgelegd_op"]
        constraints = [models.CheckConstraint(name="toestemming_ends_after_it_begins", condition=Q(geldig_tot__gt=F("geldig_van")))]

    @property
    def einde(self) -> str:
        """The end in words."""
        return until_text(self.geldig_tot)

    def is_valid(self, at: datetime | None = None) -> bool:
        """Whether it holds at this moment (now if left out)."""
        moment = at or timezone.now()
        return self.ingetrokken_op is None and self.geldig_van <= moment < self.geldig_tot


class LinkRecht(models.TextChoices):
    """What a link lets its guest do (besluiten-vooraf 8; `voorstellen` comes with sharing)."""

    LEZEN = "lezen", "lezen"
    SCHRIJVEN = "schrijven", "lezen en schrijven"


class ToegangslinkQuerySet(models.QuerySet["Toegangslink"]):
    """Questions about links."""

    def valid(self, at: datetime | None = None) -> "ToegangslinkQuerySet":
        """Links that open something at this moment: in their period, not withdrawn, not locked, on a toestemming that holds.

        The end is exclusive: at `geldig_tot` itself the link is over.
        """
        moment = at or timezone.now()
        return self.filter(
            ingetrokken_op__isnull=True,
            geldig_van__lte=moment,
            geldig_tot__gt=moment,
            fouten__lt=MAX_FOUTEN,
            fouten_totaal__lt=MAX_FOUTEN_TOTAAL,
            toestemming__ingetrokken_op__isnull=True,
            toestemming__geldig_van__lte=moment,
            toestemming__geldig_tot__gt=moment,
        )


class Toegangslink(PrivateModel):
    """A way in for one guest: an address that is mailed and a pincode that goes by another way. Rights on a link never change."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="toegangslinks")
    toestemming = models.ForeignKey(Toestemming, on_delete=models.PROTECT, related_name="toegangslinks")
    # The keyless user that holds this link's guardian rows, so that one question serves staff, parents and guests.
    gebruiker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="toegangslink")
    ontvanger_naam = models.CharField("naam van de ontvanger", max_length=120)
    # Sealed with the file's key.
    ontvanger_email = models.TextField("e-mailadres van de ontvanger")
    recht = models.CharField("de ontvanger mag", max_length=10, choices=LinkRecht)
    hoofdstukken = models.JSONField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    pincode_hash = models.CharField(max_length=200)
    geldig_van = models.DateTimeField(default=timezone.now)
    geldig_tot = models.DateTimeField("geldig tot")
    fouten = models.PositiveSmallIntegerField(default=0)
    fouten_totaal = models.PositiveSmallIntegerField(default=0)
    generatie = models.PositiveIntegerField(default=1)
    uitgegeven_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uitgegeven_op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    eerste_gebruik = models.DateTimeField(null=True, blank=True)
    laatste_gebruik = models.DateTimeField(null=True, blank=True)
    aantal_sessies = models.PositiveIntegerField(default=0)

    unguarded = ToegangslinkQuerySet.as_manager()

    class Meta(PrivateModel.Meta):
        verbose_name = "toegangslink"
        verbose_name_plural = "toegangslinks"
        ordering = ["-uitgegeven_op"]
        constraints = [
            models.CheckConstraint(name="link_ends_after_it_begins", condition=Q(geldig_tot__gt=F("geldig_van"))),
            models.CheckConstraint(name="link_has_a_pincode", condition=~Q(pincode_hash="") & ~Q(token_hash="")),
            models.CheckConstraint(
                name="link_errors_are_counted", condition=Q(fouten__lte=MAX_FOUTEN, fouten_totaal__lte=MAX_FOUTEN_TOTAAL)
            ),
            models.CheckConstraint(name="link_right_is_known", condition=Q(recht__in=LinkRecht.values)),
        ]

    @property
    def einde(self) -> str:
        """The end in words."""
        return until_text(self.geldig_tot)

    @property
    def op_slot(self) -> bool:
        """Closed by wrong codes."""
        return self.fouten >= MAX_FOUTEN or self.fouten_totaal >= MAX_FOUTEN_TOTAAL

    def over_by_time(self, at: datetime | None = None) -> bool:
        """Whether its period is what ended it: nobody took it back. Text that was being typed is kept only then (besluiten-vooraf 10)."""
        return self.state(at) == "verlopen"

    def state(self, at: datetime | None = None) -> str:
        """One word for the list, derived from the facts: ingetrokken, op slot, verlopen, nog niet gebruikt or actief."""
        moment = at or timezone.now()
        if self.ingetrokken_op or self.toestemming.ingetrokken_op:
            return "ingetrokken"
        if moment >= self.geldig_tot or moment >= self.toestemming.geldig_tot:
            return "verlopen"
        if self.op_slot:
            return "op slot"
        return "actief" if self.eerste_gebruik else "nog niet gebruikt"
