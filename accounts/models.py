"""People and organisations. Whoever holds a role in a school, holds it from one day until another; a role is never a flag on a person."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

# Django finds the models of an app in this module.
from .models_uitnodiging import Aanmelding, Uitnodiging  # noqa: F401


class Soort(models.TextChoices):
    """Why a person has an account. Rights follow from roles, gezag and links, never from this alone."""

    MEDEWERKER = "medewerker", "medewerker"
    OUDER = "ouder", "ouder of verzorger"
    LEERLING = "leerling", "leerling"
    REDACTEUR = "redacteur", "redacteur"
    GAST = "gast", "gast"


class People(UserManager):
    """Finds people who can sign in; a guest's keyless user is left out of every list made with it."""

    def persons(self) -> models.QuerySet["User"]:
        """Every user that is a person with an account."""
        return self.exclude(soort=Soort.GAST)


class User(AbstractUser):
    """A person who may sign in, or the keyless holder of a guest's grants (`Soort.GAST`), which never signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField("soort", max_length=20, choices=Soort, default=Soort.MEDEWERKER)
    email = models.EmailField("e-mailadres", blank=True)
    # Since when the account is not active: what somebody answered for goes on for some days then (besluiten-vooraf 5).
    gedeactiveerd_op = models.DateTimeField("niet actief sinds", null=True, blank=True, editable=False)
    # Since when signing in asks for a second step; set by `inloggen.tweede_stap` alone. Sessions that passed an earlier one are worth nothing.
    tweede_stap_sinds = models.DateTimeField("tweede stap sinds", null=True, blank=True, editable=False)

    # What this person chose to read in; empty: nothing chosen. Who works here reads Dutch whatever stands here (accounts.talen).
    taal = models.CharField("taal", max_length=5, blank=True, default="", choices=settings.LANGUAGES, editable=False)

    objects = People()

    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.CheckConstraint(
                name="gast_is_keyless",
                condition=~Q(soort=Soort.GAST) | Q(is_staff=False, is_superuser=False, password__startswith="!"),
            ),
        ]

    def __str__(self) -> str:
        # Names stay out of logs and admin messages that fall back on str(); screens use get_full_name().
        return f"gebruiker {str(self.pk)[:8]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Remember since when an account is not active."""
        if self.is_active == (self.gedeactiveerd_op is not None):
            self.gedeactiveerd_op = None if self.is_active else timezone.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "gedeactiveerd_op"}
        super().save(*args, **kwargs)

    @property
    def is_keyless(self) -> bool:
        """True for the user that a Toegangslink owns: nobody can sign in as it."""
        return self.soort == Soort.GAST


class Samenwerkingsverband(models.Model):
    """A regional association of school boards (swv), with its own website."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    naam = models.CharField("naam", max_length=150, unique=True)
    site = models.OneToOneField("wagtailcore.Site", on_delete=models.PROTECT, verbose_name="website", related_name="samenwerkingsverband")
    link_standaard_dagen = models.PositiveSmallIntegerField("een link geldt standaard (dagen)", default=14)
    link_maximum_lezen = models.PositiveSmallIntegerField("een leeslink geldt hoogstens (dagen)", default=92)
    link_maximum_schrijven = models.PositiveSmallIntegerField("een schrijflink geldt hoogstens (dagen)", default=31)
    # Who is told of every emergency opening, and gets the anchors of the journaal.
    fg_email = models.EmailField("e-mailadres van de functionaris gegevensbescherming", blank=True)

    pincode_per_mail = models.BooleanField(
        "een pincode mag per mail",
        default=False,
        help_text="Naar een ander adres dan de link. Veiliger is voorlezen, een brief of een sms.",
    )
    # Policy adds to the law and never takes away: the law's own rule (BW 1:253i, WEC 41a) stands in `opp.instemming`.
    altijd_beide_ouders = models.BooleanField(
        "alle gezaghouders tekenen het handelingsdeel",
        default=False,
        help_text="Zonder dit mag één gezaghouder tekenen, zolang de school geen bezwaar van de ander kent (BW 1:253i lid 1).",
    )
    leerling_tekent_mee = models.BooleanField(
        "een leerling van 16 of ouder tekent mee",
        default=False,
        help_text="Dan is ook het akkoord van de leerling nodig. Vanaf 18 jaar tekent de leerling altijd zelf.",
    )

    class Meta:
        verbose_name = "samenwerkingsverband"
        verbose_name_plural = "samenwerkingsverbanden"
        constraints = [
            models.CheckConstraint(
                name="link_periods_are_sensible",
                condition=Q(
                    link_standaard_dagen__gte=1,
                    link_maximum_lezen__gte=F("link_standaard_dagen"),
                    link_maximum_schrijven__gte=F("link_standaard_dagen"),
                    link_maximum_lezen__lte=366,
                    link_maximum_schrijven__lte=366,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class Bestuur(models.Model):
    """The bevoegd gezag of one or more schools: the legal duty-bearer (dossier 1.1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    naam = models.CharField("naam", max_length=150, unique=True)
    # The number of the bevoegd gezag with DUO; an OPP asks for it beside the name.
    nummer = models.CharField("bestuursnummer", max_length=10, blank=True)

    class Meta:
        verbose_name = "bestuur"
        verbose_name_plural = "besturen"

    def __str__(self) -> str:
        return self.naam


class Onderwijstype(models.TextChoices):
    """Kinds of education that the law on passend onderwijs tells apart (WPO, WEC, WVO 2020)."""

    BAO = "bao", "basisonderwijs"
    SBO = "sbo", "speciaal basisonderwijs"
    SO = "so", "speciaal onderwijs"
    VSO = "vso", "voortgezet speciaal onderwijs"
    VO = "vo", "voortgezet onderwijs"
    PRO = "pro", "praktijkonderwijs"


class School(models.Model):
    """One vestiging: locations under one BRIN number are schools of their own here (dossier 8.29)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    samenwerkingsverband = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="scholen")
    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, related_name="scholen")
    naam = models.CharField("naam", max_length=150)
    brin = models.CharField(
        "BRIN", max_length=4, validators=[RegexValidator(r"^[0-9]{2}[A-Z]{2}$", "Een BRIN is twee cijfers en twee hoofdletters.")]
    )
    vestiging = models.CharField(
        "vestiging", max_length=2, default="00", validators=[RegexValidator(r"^[0-9]{2}$", "Een vestiging is twee cijfers.")]
    )
    # The code of the school in the register of institutions and education (RIO); empty as long as nobody wrote it down.
    rio = models.CharField(
        "RIO-code",
        max_length=7,
        blank=True,
        default="",
        validators=[RegexValidator(r"^[0-9]{3}[A-Z][0-9]{3}$", "Een RIO-code is drie cijfers, een hoofdletter en drie cijfers.")],
    )
    onderwijstype = models.CharField("onderwijstype", max_length=3, choices=Onderwijstype)
    adres = models.CharField("adres", max_length=150, blank=True, help_text="Straat, postcode en plaats.")
    telefoon = models.CharField("telefoon", max_length=20, blank=True)

    class Meta:
        verbose_name = "school"
        verbose_name_plural = "scholen"
        ordering = ["naam"]
        constraints = [models.UniqueConstraint(fields=["brin", "vestiging"], name="one_school_per_vestiging")]
        permissions = [
            ("begeleiden", "Alle groeidocumenten van de school begeleiden"),
            ("beheren", "De mensen en rollen van de school beheren"),
        ]

    def __str__(self) -> str:
        return self.naam


class SchoolUserPermission(UserObjectPermissionBase):
    """guardian's table for grants on a school to one person. Not written yet; guardian wants the pair."""

    content_object = models.ForeignKey(School, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class SchoolGroupPermission(GroupObjectPermissionBase):
    """guardian's table for grants on a school to the group of one role in that school."""

    content_object = models.ForeignKey(School, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


class Rol(models.TextChoices):
    """What somebody does in a school or in the samenwerkingsverband (dossier 1.1)."""

    IB = "ib", "intern begeleider"
    OC = "oc", "ondersteuningscoördinator"
    LEERKRACHT = "leerkracht", "leerkracht of mentor"
    DIRECTEUR = "directeur", "directeur"
    REDACTEUR = "redacteur", "redacteur"
    BEHEERDER = "beheerder", "beheerder"


# Roles that carry the one grant per school (besluiten-vooraf 1).
BEGELEIDERS = (Rol.IB, Rol.OC)
SCHOOL_ROLLEN = (Rol.IB, Rol.OC, Rol.LEERKRACHT, Rol.DIRECTEUR)


class LidmaatschapQuerySet(models.QuerySet["Lidmaatschap"]):
    """Questions about memberships."""

    def valid(self, on: date | None = None) -> "LidmaatschapQuerySet":
        """Memberships that hold on this day in Amsterdam; the last day still counts."""
        day = on or timezone.localdate()
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=day), van__lte=day)


class Lidmaatschap(models.Model):
    """One person, one role, one school (or the samenwerkingsverband itself), from a day until and including a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="lidmaatschappen")
    rol = models.CharField("rol", max_length=12, choices=Rol)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="lidmaatschappen")
    samenwerkingsverband = models.ForeignKey(
        Samenwerkingsverband, null=True, blank=True, on_delete=models.CASCADE, related_name="lidmaatschappen"
    )
    groep = models.ForeignKey(Group, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="lidmaatschappen")
    van = models.DateField("van", default=timezone.localdate)
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = LidmaatschapQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        indexes = [models.Index(fields=["gebruiker", "rol"])]
        constraints = [
            models.CheckConstraint(name="membership_ends_after_it_begins", condition=Q(tot__isnull=True) | Q(tot__gte=F("van"))),
            models.CheckConstraint(
                name="membership_of_one_organisation",
                condition=Q(school__isnull=False, samenwerkingsverband__isnull=True)
                | Q(school__isnull=True, samenwerkingsverband__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rol_display()} {str(self.pk)[:8]}"

    def clean(self) -> None:
        """Refuse a period that ends before it begins, a guest as member, and a role in the wrong kind of organisation."""
        if self.tot and self.tot < self.van:
            raise ValidationError({"tot": "De einddatum ligt vóór de begindatum."})
        if self.gebruiker_id and self.gebruiker.is_keyless:
            raise ValidationError({"gebruiker": "Een gast kan geen rol hebben."})
        if self.gebruiker_id and self.school_id and self.gebruiker.soort != Soort.MEDEWERKER:
            raise ValidationError({"gebruiker": "Alleen een medewerker kan een rol op een school hebben."})
        if (self.rol in SCHOOL_ROLLEN) != (self.school_id is not None):
            raise ValidationError({"rol": "Deze rol hoort bij een school, of juist bij het samenwerkingsverband."})
