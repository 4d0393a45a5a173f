"""What editors keep beside the pages: preview links, where live pages lead to, and whether the addresses elsewhere answered. Only for the admin."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, Revision


class VoorbeeldlinkQuerySet(models.QuerySet["Voorbeeldlink"]):
    """Questions about preview links."""

    def running(self) -> "VoorbeeldlinkQuerySet":
        """Links that are not over and were not withdrawn."""
        return self.filter(ingetrokken_op__isnull=True, geldig_tot__gt=timezone.now())


class Voorbeeldlink(models.Model):
    """Lets somebody without an account read one draft of one page, until a moment. The secret itself is not kept, only its hash."""

    pagina = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="voorbeeldlinks")
    # None: always the newest draft. A revision that is thrown away takes its links along.
    versie = models.ForeignKey(Revision, null=True, on_delete=models.CASCADE, related_name="+")
    weergave = models.CharField(max_length=80, blank=True)
    hash = models.CharField(max_length=64, unique=True)
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    geldig_tot = models.DateTimeField()
    ingetrokken_op = models.DateTimeField(null=True)

    objects = VoorbeeldlinkQuerySet.as_manager()

    class Meta:
        verbose_name = "voorbeeldlink"
        verbose_name_plural = "voorbeeldlinks"
        ordering: ClassVar = ["geldig_tot", "pk"]
        # The admin asks for rights on the page; nobody gets rights on the rows themselves.
        default_permissions = ()

    def __str__(self) -> str:
        return f"voorbeeldlink {self.pk}"

    @property
    def is_running(self) -> bool:
        """True as long as the link opens the draft."""
        return self.ingetrokken_op is None and self.geldig_tot > timezone.now()


class Soort(models.TextChoices):
    """What a link on a page leads to."""

    PAGINA = "pagina", "pagina"
    DOCUMENT = "document", "document"
    AFBEELDING = "afbeelding", "afbeelding"
    ADRES = "adres", "webadres"


class Verwijzing(models.Model):
    """One link on a live page, written down when the page goes live: so a list of broken links asks no page to be read again."""

    pagina = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="verwijzingen")
    soort = models.CharField(max_length=10, choices=Soort)
    # Not a foreign key: that what it leads to is gone is what we want to know.
    doel = models.BigIntegerField(null=True)
    adres = models.CharField(max_length=1000, blank=True)
    tekst = models.CharField(max_length=200, blank=True)
    plaats = models.CharField(max_length=200)

    class Meta:
        verbose_name = "verwijzing"
        verbose_name_plural = "verwijzingen"
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["soort", "doel"])]

    def __str__(self) -> str:
        return f"verwijzing {self.pk}"


class WebadresQuerySet(models.QuerySet["Webadres"]):
    """Questions about addresses elsewhere."""

    def broken(self) -> "WebadresQuerySet":
        """What did not answer at the last look."""
        return self.exclude(fout="")

    def due(self, days: int) -> "WebadresQuerySet":
        """Never looked at, or longer ago than this many days."""
        return self.filter(Q(gecontroleerd_op__isnull=True) | Q(gecontroleerd_op__lt=timezone.now() - timedelta(days=days)))


class Webadres(models.Model):
    """An address on another site, and what the command `check_links` found there."""

    adres = models.CharField(max_length=1000, unique=True)
    gecontroleerd_op = models.DateTimeField(null=True)
    fout = models.CharField(max_length=200, blank=True)

    objects = WebadresQuerySet.as_manager()

    class Meta:
        verbose_name = "webadres"
        verbose_name_plural = "webadressen"
        default_permissions = ()

    def __str__(self) -> str:
        return self.adres


class Paginacontrole(models.Model):
    """What the checks found on a live page when it went live, so that the report over all pages reads no page again."""

    pagina = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="controle")
    bevindingen = models.JSONField(default=list)

    class Meta:
        verbose_name = "controle van een pagina"
        verbose_name_plural = "controles van pagina's"
        default_permissions = ()

    def __str__(self) -> str:
        return f"controle van pagina {self.pk}"
