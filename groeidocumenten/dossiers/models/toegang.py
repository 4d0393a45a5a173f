"""The links that guests come in with. A link is worth what its ground, its period, its lock and whoever answers for it say now."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from accounts.models import BEGELEIDERS, Lidmaatschap, Soort

from .bereik import Bereik, MetBereik, bereik_is_said
from .blokkade import Blokkadeadres
from .groeidocument import Groeidocument
from .private import PrivateModel
from .toestemming import Grondslag, Toestemming, Toestemmingsantwoord

# Five wrong codes close a link until it gets a new code; fifteen over its life close it for good (gasten 2.2, B2 and B4).
MAX_FOUTEN = 5
MAX_FOUTEN_TOTAAL = 15
# How long a link goes on after whoever answers for it left, unless a successor confirms it (besluiten-vooraf 5).
BEVESTIGEN_DAGEN = 14


class LinkRecht(models.TextChoices):
    """What a link lets its guest do (besluiten-vooraf 8)."""

    LEZEN = "lezen", "lezen"
    VOORSTELLEN = "voorstellen", "lezen en iets voorstellen"
    SCHRIJVEN = "schrijven", "lezen en schrijven"


class ToegangslinkQuerySet(models.QuerySet["Toegangslink"]):
    """Questions about links."""

    def valid(self, at: datetime | None = None) -> "ToegangslinkQuerySet":
        """Links that open something at this moment.

        In their period, not withdrawn, not locked, on a ground that holds, with somebody who answers for them (or answered until at most
        fourteen days ago), and not to an address that an order blocks. The end is exclusive: at `geldig_tot` itself the link is over.
        """
        moment = at or timezone.now()
        return self.filter(
            grond_houdt(moment),
            Exists(begeleid(moment, BEVESTIGEN_DAGEN)),
            ~Exists(geblokkeerd(moment)),
            ingetrokken_op__isnull=True,
            geldig_van__lte=moment,
            geldig_tot__gt=moment,
            fouten__lt=MAX_FOUTEN,
            fouten_totaal__lt=MAX_FOUTEN_TOTAAL,
        )

    def over_by_time(self, at: datetime | None = None) -> "ToegangslinkQuerySet":
        """Links that time alone ended: nobody took them or their ground back, and no codes locked them.

        Only then text that a guest was typing is kept for the school (besluiten-vooraf 10).
        """
        taken_back = Toestemmingsantwoord.unguarded.against().filter(toestemming=OuterRef("toestemming"))
        ground = Q(toestemming__ingetrokken_op__isnull=True, grondslag__ingetrokken_op__isnull=True)
        return self.filter(
            ~Exists(taken_back),
            ground,
            ingetrokken_op__isnull=True,
            geldig_tot__lte=at or timezone.now(),
            fouten__lt=MAX_FOUTEN,
            fouten_totaal__lt=MAX_FOUTEN_TOTAAL,
        )

    def with_facts(self, at: datetime | None = None) -> "ToegangslinkQuerySet":
        """Every link with what its state follows from, for lists: `grond_nu`, `begeleid_nu`, `begeleid_nog` and `geblokkeerd_nu`."""
        moment = at or timezone.now()
        return self.annotate(
            grond_nu=Case(When(grond_houdt(moment), then=Value(True)), default=Value(False)),
            begeleid_nu=Exists(begeleid(moment, 0)),
            begeleid_nog=Exists(begeleid(moment, BEVESTIGEN_DAGEN)),
            geblokkeerd_nu=Exists(geblokkeerd(moment)),
        )


def grond_houdt(moment: datetime) -> Q:
    """Whether the ground of a link holds: its toestemming, or its other ground."""
    given = Toestemming.unguarded.holding(moment).filter(pk=OuterRef("toestemming"))
    other = Grondslag.unguarded.holding(moment).filter(pk=OuterRef("grondslag"))
    return Q(Exists(given)) | Q(Exists(other))


def begeleid(moment: datetime, dagen: int) -> models.QuerySet[Lidmaatschap]:
    """That whoever answers for a link guides its school now, or did until at most so many days ago. An account without dates ends it at once."""
    today = timezone.localdate(moment)
    active = Q(gebruiker__is_active=True)
    if dagen:
        active |= Q(gebruiker__gedeactiveerd_op__gt=moment - timedelta(days=dagen))
    return Lidmaatschap.objects.filter(
        active,
        Q(tot__isnull=True) | Q(tot__gte=today - timedelta(days=dagen)),
        van__lte=today,
        rol__in=BEGELEIDERS,
        gebruiker__soort=Soort.MEDEWERKER,
        gebruiker=OuterRef("contact"),
        school=OuterRef("groeidocument__school"),
    )


def geblokkeerd(moment: datetime) -> models.QuerySet[Blokkadeadres]:
    """That an order about this pupil blocks the address that a link went to."""
    orders = Blokkadeadres.unguarded.in_force(timezone.localdate(moment))
    return orders.filter(adres_hash=OuterRef("adres_hash"), blokkade__leerling=OuterRef("groeidocument__leerling"))


class Toegangslink(MetBereik):
    """A way in for one guest: an address that is mailed and a pincode that goes by another way. Rights and scope of a link never change."""

    class Reden(models.TextChoices):
        KLAAR = "klaar", "het is klaar"
        VERGISSING = "vergissing", "het was een vergissing"
        GELEKT = "gelekt", "iemand anders heeft de link of de pincode gezien"
        TOESTEMMING = "toestemming", "de toestemming is ingetrokken"
        GEZAG = "gezag", "het gezag is veranderd"
        AFGESLOTEN = "afgesloten", "het groeidocument is afgesloten"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="toegangslinks")
    # Exactly one of the two: why this guest may come in.
    toestemming = models.ForeignKey(Toestemming, null=True, on_delete=models.PROTECT, related_name="toegangslinks")
    grondslag = models.ForeignKey(Grondslag, null=True, on_delete=models.PROTECT, related_name="toegangslinks")
    # The keyless user that holds this link's guardian rows, so that one question serves staff, parents and guests.
    gebruiker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="toegangslink")
    ontvanger_naam = models.CharField("naam van de ontvanger", max_length=120)
    # Sealed with the file's key.
    ontvanger_email = models.TextField("e-mailadres van de ontvanger")
    # Keyed hash of the address in its normal form (dossiers.adressen): the same person over links, and orders that block an address.
    adres_hash = models.CharField(max_length=64, db_index=True, default="")
    # For the IB'er only; sealed with the file's key.
    notitie = models.TextField(blank=True, default="")
    recht = models.CharField("de ontvanger mag", max_length=11, choices=LinkRecht)
    token_hash = models.CharField(max_length=64, unique=True)
    pincode_hash = models.CharField(max_length=200)
    geldig_van = models.DateTimeField(default=timezone.now)
    geldig_tot = models.DateTimeField("geldig tot")
    maximum_bezoeken = models.PositiveSmallIntegerField("hoogstens zo vaak", null=True, blank=True)
    maximum_apparaten = models.PositiveSmallIntegerField("op hoogstens zo veel apparaten", null=True, blank=True)
    fouten = models.PositiveSmallIntegerField(default=0)
    fouten_totaal = models.PositiveSmallIntegerField(default=0)
    # Goes up when a link gets another code or period: sessions and codes of before are worth nothing then.
    generatie = models.PositiveIntegerField(default=1)
    uitgegeven_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uitgegeven_op = models.DateTimeField(default=timezone.now)
    # Who answers for it: who made it, until a successor confirms it.
    contact = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    bevestigd_op = models.DateTimeField(null=True, blank=True)
    vernieuwd_op = models.DateTimeField(null=True, blank=True)
    # The reminder for the present end was sent.
    herinnerd_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ingetrokken_reden = models.CharField("waarom", max_length=12, choices=Reden, blank=True, default="")
    eerste_gebruik = models.DateTimeField(null=True, blank=True)
    laatste_gebruik = models.DateTimeField(null=True, blank=True)
    aantal_sessies = models.PositiveIntegerField(default=0)

    # Brought along by `with_facts`.
    grond_nu: bool
    begeleid_nu: bool
    begeleid_nog: bool
    geblokkeerd_nu: bool

    unguarded = ToegangslinkQuerySet.as_manager()

    class Meta(MetBereik.Meta):
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
            models.CheckConstraint(
                name="link_has_one_ground",
                condition=Q(toestemming__isnull=False, grondslag__isnull=True) | Q(toestemming__isnull=True, grondslag__isnull=False),
            ),
            bereik_is_said("link_says_how_much"),
            # One document is there to be read; one formulier to be read or filled in.
            models.CheckConstraint(
                name="link_to_one_thing_fits",
                condition=Q(bereik__in=[Bereik.HEEL, Bereik.HOOFDSTUKKEN])
                | Q(recht=LinkRecht.LEZEN)
                | Q(bereik=Bereik.FORMULIER, recht=LinkRecht.SCHRIJVEN),
            ),
        ]

    @property
    def grond(self) -> Toestemming | Grondslag:
        """The ground of this link, whichever it is."""
        return self.toestemming or self.grondslag  # type: ignore[return-value]  # a constraint says that there is one

    @property
    def op_slot(self) -> bool:
        """Closed by wrong codes."""
        return self.fouten >= MAX_FOUTEN or self.fouten_totaal >= MAX_FOUTEN_TOTAAL

    def state(self, at: datetime | None = None) -> str:
        """One word for the list, derived from the facts that `with_facts` brought along.

        Ingetrokken, verlopen, geblokkeerd, zonder grond, niet bevestigd, op slot, begint later, te bevestigen, nog niet gebruikt or actief.

        Raises:
            AttributeError: the link was not read through `with_facts`; asking for them here would cost a question per row of a list.
        """
        moment = at or timezone.now()
        words = {
            "ingetrokken": self.ingetrokken_op is not None,
            "verlopen": moment >= self.geldig_tot,
            "geblokkeerd": self.geblokkeerd_nu,
            "zonder grond": not self.grond_nu,
            "niet bevestigd": not self.begeleid_nog,
            "op slot": self.op_slot,
            "begint later": moment < self.geldig_van,
            "te bevestigen": not self.begeleid_nu,
            "nog niet gebruikt": self.eerste_gebruik is None,
        }
        return next((word for word, holds in words.items() if holds), "actief")


class Linkapparaat(PrivateModel):
    """A browser that came in with a link, known by a keyed hash of a cookie that is another one for every link."""

    link = models.ForeignKey(Toegangslink, on_delete=models.CASCADE, related_name="apparaten")
    # A link with a new pincode begins anew: every browser counts again, and agrees again.
    generatie = models.PositiveIntegerField(default=1)
    kenmerk = models.CharField(max_length=64)
    eerste_op = models.DateTimeField(default=timezone.now)
    laatste_op = models.DateTimeField(default=timezone.now)
    # When the guest said to be the person of the link, and to keep the rules of the house.
    akkoord_op = models.DateTimeField(null=True, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "apparaat van een link"
        verbose_name_plural = "apparaten van een link"
        constraints = [models.UniqueConstraint(fields=["link", "generatie", "kenmerk"], name="one_row_per_device")]
