"""What an swv keeps once and uses in many formats: lists of answers, banks to pick from, and texts that help. Editors of formats keep them.

A format takes them over when it is published: a change here changes no published version, only what is published after it.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.models import Site

from .blocks import BlokkenField
from .blocks.bankgroep import BankgroepBlock
from .options import read_items, read_lines, read_options, write_items, write_options
from .schema import Bankitem, Optiegroep, limits
from .text import clean_text


def default_site() -> Any:
    """The site of a product with one swv."""
    site = Site.objects.filter(is_default_site=True).first() or Site.objects.first()
    return site.pk if site else None


class Bezit(models.Model):
    """What belongs to one site and has a name there."""

    site = models.ForeignKey("wagtailcore.Site", verbose_name="website", default=default_site, on_delete=models.CASCADE, related_name="+")
    naam = models.CharField("naam", max_length=200)

    class Meta:
        abstract = True
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam

    def clean(self) -> None:
        """Names are cleaned as all typed text is."""
        super().clean()
        self.naam = clean_text(self.naam)


class Lijst(Bezit):
    """Answers to choose from that several formats share, as the kinds of uitstroom."""

    uitleg = models.TextField("uitleg", blank=True, max_length=2000, help_text="Waar is deze lijst voor? Alleen redacteuren zien dit.")
    waarden = models.TextField(
        "antwoorden",
        help_text="Zet elk antwoord op een eigen regel. Begin een regel met # voor een tussenkop.",
    )

    class Meta(Bezit.Meta):
        verbose_name = "lijst"
        verbose_name_plural = "lijsten"
        constraints = [models.UniqueConstraint(fields=["site", "naam"], name="one_lijst_per_name")]

    @property
    def opties(self) -> tuple[str, ...]:
        """The answers."""
        return read_options(self.waarden)[0]

    @property
    def groepen(self) -> tuple[Optiegroep, ...]:
        """The headings over the answers, if there are any."""
        return read_options(self.waarden)[1]

    @property
    def aantal(self) -> int:
        """How many answers it has."""
        return len(self.opties)

    def clean(self) -> None:
        """Refuse what no format could be published with.

        Raises:
            ValidationError: for fewer than two answers, too many of them, one that is there twice, or one that is too long.
        """
        super().clean()
        opties = self.opties
        seen = [line for line in read_lines(self.waarden) if not line.startswith("#")]
        double = [optie for optie in dict.fromkeys(seen) if seen.count(optie) > 1]
        if len(opties) < 2:
            raise ValidationError({"waarden": "Zet er ten minste twee antwoorden in, elk op een eigen regel."})
        if len(opties) > limits.OPTIES:
            raise ValidationError({"waarden": f"Er passen hoogstens {limits.OPTIES} antwoorden in een lijst; dit zijn er {len(opties)}."})
        if double and not self.groepen:
            raise ValidationError({"waarden": f"Het antwoord ‘{double[0]}’ staat er twee keer."})
        if any(len(optie) > limits.TEKST for optie in opties):
            raise ValidationError({"waarden": f"Een antwoord is hoogstens {limits.TEKST} tekens lang."})


class Banksoort(models.TextChoices):
    """What is in a bank."""

    FACTOREN = "factoren", "factoren"
    DOELEN = "doelen", "doelen"
    VOORBEELDZINNEN = "voorbeeldzinnen", "voorbeeldzinnen"
    MATERIALEN = "materialen", "materialen"


class Bank(Bezit):
    """Things to pick from, as factoren or doelen; people pick what fits and may add their own words."""

    soort = models.CharField("wat zit erin?", max_length=20, choices=Banksoort, default=Banksoort.FACTOREN)
    uitleg = models.TextField("uitleg", blank=True, max_length=2000, help_text="Waar is deze bank voor? Alleen redacteuren zien dit.")
    groepen = BlokkenField(
        [("groep", BankgroepBlock())],
        verbose_name="wat u kunt kiezen",
        collapsed=True,
        help_text="Een groep heeft een gebied, bijvoorbeeld ‘taakgedrag’, en daaronder op elke regel één ding om te kiezen.",
    )

    class Meta(Bezit.Meta):
        verbose_name = "bank"
        verbose_name_plural = "banken"
        constraints = [models.UniqueConstraint(fields=["site", "naam"], name="one_bank_per_name")]

    @property
    def items(self) -> tuple[Bankitem, ...]:
        """Everything in it, in order."""
        return read_items(child.value for child in self.groepen)

    @property
    def aantal(self) -> int:
        """How many things it has."""
        return len(self.items)

    def clean(self) -> None:
        """Refuse what no format could be published with.

        Raises:
            ValidationError: for an empty bank, too many things, one that is there twice, or one that is too long.
        """
        super().clean()
        labels = [item.label for item in self.items]
        double = [label for label in dict.fromkeys(labels) if labels.count(label) > 1]
        if not labels:
            raise ValidationError({"groepen": "Zet er ten minste één ding in om te kiezen."})
        if len(labels) > limits.BANKITEMS:
            raise ValidationError({"groepen": f"Er passen hoogstens {limits.BANKITEMS} dingen in een bank; dit zijn er {len(labels)}."})
        if double:
            raise ValidationError({"groepen": f"‘{double[0]}’ staat er twee keer."})
        if any(not label or len(label) > limits.TEKST for label in labels):
            raise ValidationError({"groepen": f"Elke regel heeft een tekst van hoogstens {limits.TEKST} tekens."})


class Hulptekst(Bezit):
    """A text that explains something in several formats; a format takes it over when it is published."""

    tekst = models.TextField(
        "tekst", max_length=limits.TEKSTEN["hulptekst"], help_text="Met **vet**, *schuin* en regels die met - beginnen maakt u de tekst op."
    )

    class Meta(Bezit.Meta):
        verbose_name = "hulptekst"
        verbose_name_plural = "hulpteksten"
        constraints = [models.UniqueConstraint(fields=["site", "naam"], name="one_hulptekst_per_name")]


@transaction.atomic
def store_lijst(*, site: Any, naam: str, opties: Any, groepen: Any = (), uitleg: str = "") -> Lijst:
    """The list with this name on this site, with these answers; made when it is missing.

    Raises:
        ValidationError: for a list that no format could be published with.
    """
    lijst = Lijst.objects.filter(site=site, naam=naam).first() or Lijst(site=site, naam=naam)
    lijst.uitleg, lijst.waarden = uitleg, write_options(tuple(opties), tuple(groepen))
    lijst.full_clean()
    lijst.save()
    return lijst


@transaction.atomic
def store_bank(*, site: Any, naam: str, soort: str, items: Any, uitleg: str = "") -> Bank:
    """The bank with this name on this site, with these items (schema.Bankitem); made when it is missing.

    Raises:
        ValidationError: for a bank that no format could be published with.
    """
    bank = Bank.objects.filter(site=site, naam=naam).first() or Bank(site=site, naam=naam)
    bank.uitleg, bank.soort = uitleg, soort
    bank.groepen = [("groep", group) for group in write_items(items)]  # type: ignore[assignment]  # Wagtail takes pairs
    bank.full_clean()
    bank.save()
    return bank
