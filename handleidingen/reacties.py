"""The answers to "Heeft dit geholpen?": yes or no, a short remark, the day. Nothing about who answered: no account, address, browser or hour."""

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

MAX_OPMERKING = 500
# More in one day is no reader any more. It bounds what a program can do to the figures of one page, without knowing who sent what.
MAX_PER_DAG = 300


def today() -> Any:
    """The day on the calendar here."""
    return timezone.localdate()


class ReactieQuerySet(models.QuerySet["Reactie"]):
    """Questions about answers."""

    def with_remark(self) -> "ReactieQuerySet":
        """Only those that say something."""
        return self.exclude(opmerking="")


class Reactie(models.Model):
    """One answer about one handleiding, as its text was on `versie`."""

    handleiding = models.ForeignKey(
        "handleidingen.HandleidingPage", verbose_name="handleiding", on_delete=models.CASCADE, related_name="reacties"
    )
    versie = models.DateField("tekst van", null=True)
    geholpen = models.BooleanField("geholpen")
    opmerking = models.TextField("opmerking", blank=True, max_length=MAX_OPMERKING)
    dag = models.DateField("dag", default=today)

    objects = ReactieQuerySet.as_manager()

    class Meta:
        verbose_name = "reactie op een handleiding"
        verbose_name_plural = "reacties op handleidingen"
        ordering = ["-dag", "-pk"]
        indexes = [models.Index(fields=["handleiding", "dag"], name="reactie_per_dag")]

    def __str__(self) -> str:
        return f"{'ja' if self.geholpen else 'nee'} op {self.dag:%d-%m-%Y}"


def store_reactie(*, handleiding: Any, geholpen: bool, opmerking: str = "") -> Reactie | None:
    """Count one answer about the page as it is now; None when this page has had more answers today than readers can give."""
    if Reactie.objects.filter(handleiding=handleiding, dag=today()).count() >= MAX_PER_DAG:
        return None
    published = handleiding.last_published_at
    versie = timezone.localtime(published).date() if published else None
    return Reactie.objects.create(handleiding=handleiding, versie=versie, geholpen=geholpen, opmerking=opmerking)


def with_counts(pages: Any) -> Any:
    """The pages with `ja`, `nee`, `opmerkingen`, and `ja_nu` and `nee_nu` about the text that is live now; one query for all of them."""
    now = Q(reacties__versie=TruncDate("last_published_at"))
    yes, no = Q(reacties__geholpen=True), Q(reacties__geholpen=False)
    return pages.annotate(
        ja=Count("reacties", filter=yes),
        nee=Count("reacties", filter=no),
        ja_nu=Count("reacties", filter=yes & now),
        nee_nu=Count("reacties", filter=no & now),
        opmerkingen=Count("reacties", filter=Q(reacties__isnull=False) & ~Q(reacties__opmerking="")),
    )
