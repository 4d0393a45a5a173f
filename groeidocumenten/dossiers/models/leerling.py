"""The record of a child and of who holds gezag over it. A pupil's login, if there is one, is a User beside it."""

from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import School
from groeidocumenten.dossiers.kluis import Kluis

from .private import PrivateModel


class Leerling(PrivateModel):
    """A child at a school. What is written about it lives in its groeidocumenten, encrypted; this row only names it."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="leerlingen")
    gebruiker = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="leerling", verbose_name="eigen account"
    )
    voornaam = models.CharField("voornaam", max_length=60)
    tussenvoegsel = models.CharField("tussenvoegsel", max_length=20, blank=True)
    achternaam = models.CharField("achternaam", max_length=80)
    geboortedatum = models.DateField("geboortedatum")
    groep = models.CharField("groep of klas", max_length=20, blank=True)
    # Counts changes, so that the second of two people who change it at once is told.
    versie = models.PositiveIntegerField(default=0)

    class Meta(PrivateModel.Meta):
        verbose_name = "leerling"
        verbose_name_plural = "leerlingen"
        indexes = [models.Index(fields=["school", "achternaam", "voornaam"])]

    @property
    def naam(self) -> str:
        """First name, prefix and surname, for a screen that the door has opened."""
        return " ".join(part for part in (self.voornaam, self.tussenvoegsel, self.achternaam) if part)

    @property
    def leeftijd(self) -> int:
        """Age in whole years today; who was born on 29 February is a year older on 1 March."""
        today, born = timezone.localdate(), self.geboortedatum
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))

    @cached_property
    def kluis(self) -> Kluis:
        """What opens the texts about this pupil that belong to no single file; `actions.kluis_of` makes it when there is none yet."""
        return Kluis.unwrap(self.sleutel.gewikkeld, owner=self.pk)


class Leerlingsleutel(PrivateModel):
    """The data key of what is written about a pupil outside any file: addresses, notes on gezag, the log of changes."""

    leerling = models.OneToOneField(Leerling, on_delete=models.CASCADE, related_name="sleutel")
    gewikkeld = models.TextField()

    class Meta(PrivateModel.Meta):
        verbose_name = "leerlingsleutel"
        verbose_name_plural = "leerlingsleutels"


class GezagsrelatieQuerySet(models.QuerySet["Gezagsrelatie"]):
    """Questions about gezag."""

    def valid(self, on: date | None = None) -> "GezagsrelatieQuerySet":
        """Relations that hold on this day in Amsterdam; the last day still counts."""
        day = on or timezone.localdate()
        return self.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=day), geldig_van__lte=day)

    def with_gezag(self) -> "GezagsrelatieQuerySet":
        """Relations whose holder decides for the child (BW 1:245, 1:253i)."""
        return self.filter(soort__in=Gezagsrelatie.MET_GEZAG)


class Gezagsrelatie(PrivateModel):
    """Who stands in which legal relation to a child, from when until when, and how the school knows (dossier 1.2, design rule 1)."""

    class Soort(models.TextChoices):
        OUDER_MET_GEZAG = "ouder_met_gezag", "ouder met gezag"
        OUDER_ZONDER_GEZAG = "ouder_zonder_gezag", "ouder zonder gezag"
        VOOGD = "voogd", "voogd"
        PLEEGOUDER = "pleegouder", "pleegouder"
        STIEFOUDER = "stiefouder", "stiefouder of partner"
        GEZINSVOOGD = "gezinsvoogd", "gezinsvoogd"
        OVERIG = "overig", "anders"

    MET_GEZAG = (Soort.OUDER_MET_GEZAG, Soort.VOOGD)

    leerling = models.ForeignKey(Leerling, on_delete=models.CASCADE, related_name="gezagsrelaties")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="gezagsrelaties", verbose_name="account"
    )
    naam = models.CharField("naam", max_length=120)
    soort = models.CharField("relatie tot de leerling", max_length=20, choices=Soort)
    geldig_van = models.DateField("vanaf", default=timezone.localdate)
    geldig_tot = models.DateField("tot en met", null=True, blank=True)
    bron = models.CharField("hoe weet de school dit?", max_length=200)
    gecontroleerd_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    gecontroleerd_op = models.DateField(null=True, blank=True)
    bezwaar_bekend_op = models.DateField("bezwaar tussen gezaghouders bekend sinds", null=True, blank=True)
    # What the objection is about and how the school knows. Sealed with the pupil's key, like the address.
    bezwaar_toelichting = models.TextField(blank=True, default="")
    adres = models.TextField("adres en telefoon", blank=True, default="")
    # A secret address: the school does not give it to the other parent (dossier 1.2, design rule 4).
    adres_afgeschermd = models.BooleanField("afgeschermd adres", default=False)
    versie = models.PositiveIntegerField(default=0)

    unguarded = GezagsrelatieQuerySet.as_manager()

    class Meta(PrivateModel.Meta):
        verbose_name = "gezagsrelatie"
        verbose_name_plural = "gezagsrelaties"
        constraints = [
            models.CheckConstraint(
                name="gezag_ends_after_it_begins", condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=F("geldig_van"))
            )
        ]

    @property
    def geldt(self) -> bool:
        """Whether it holds today; the last day still counts."""
        today = timezone.localdate()
        return self.geldig_van <= today and (self.geldig_tot is None or self.geldig_tot >= today)

    @property
    def met_gezag(self) -> bool:
        """Whether its holder decides for the child, as long as it holds."""
        return self.soort in self.MET_GEZAG
