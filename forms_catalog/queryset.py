"""Questions about formulieren: what visitors may know of, what a list shows, and how far a formulier is today."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from wagtail.models import Site

from .keuzes import Status

if TYPE_CHECKING:
    from .models import Formulier  # noqa: F401  named in the class below


class FormulierQuerySet(models.QuerySet["Formulier"]):
    """Questions about formulieren."""

    def known(self) -> "FormulierQuerySet":
        """Everything that visitors may know of, also what another formulier has replaced: all but concepts."""
        return self.exclude(status=Status.CONCEPT)

    def public(self) -> "FormulierQuerySet":
        """Everything that a list may show: no concepts, and nothing whose place was taken by a formulier that visitors can see."""
        return self.known().filter(Q(vervangen_door__isnull=True) | Q(vervangen_door__status=Status.CONCEPT))

    def on_site(self, site: Site | int | None) -> "FormulierQuerySet":
        """Those of one samenwerkingsverband; none without a site."""
        return self.none() if site is None else self.filter(site=site)

    def with_stand(self, today: date | None = None) -> "FormulierQuerySet":
        """With `stand_nu`: what `Formulier.stand` says, for filters and counts in the database."""
        today = today or timezone.localdate()
        return self.annotate(
            stand_nu=Case(
                When(status=Status.GELDEND, geldig_tot__lt=today, then=Value(Status.VERLOPEN.value)),
                When(status=Status.GELDEND, geldig_van__gt=today, then=Value(Status.VOORBEREIDING.value)),
                default="status",
                output_field=models.CharField(),
            )
        )

    def downloadable(self, today: date | None = None) -> "FormulierQuerySet":
        """Those whose files are offered today."""
        return self.public().with_stand(today).filter(stand_nu=Status.GELDEND)

    def with_details(self) -> "FormulierQuerySet":
        """With everything that a list shows, in a number of queries that does not grow."""
        return self.prefetch_related("doelgroepen", "onderwijstypen", "themas", "bestanden__document")
