"""When somebody should walk through a handleiding again: a year after the last time. The start page of editors asks this."""

from datetime import date

from django.db.models import F, Q
from django.utils import timezone
from wagtail.query import PageQuerySet


def a_year_after(day: date) -> date:
    """The same day a year later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


class HandleidingQuerySet(PageQuerySet):
    """Questions about handleidingen."""

    def te_controleren(self, vandaag: date | None = None) -> "HandleidingQuerySet":
        """Live pages that nobody walked through for a year, the longest ago first; a page without a date was never checked.

        Args:
            vandaag: the day of asking; today when nothing is said.
        """
        day = vandaag or timezone.localdate()
        # The day after 28 February last year is as good as 29 February.
        border = day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
        found = self.live().filter(Q(gecontroleerd_op__isnull=True) | Q(gecontroleerd_op__lte=border))
        return found.order_by(F("gecontroleerd_op").asc(nulls_first=True), "path")
