"""How ends of access are put into words."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext


def until_text(moment: datetime) -> str:
    """An exclusive end as people say it: midnight is "tot en met" the day before, any other moment has its time."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (0, 0):
        return gettext("tot en met %(dag)s") % {"dag": date_format(local - timedelta(seconds=1), "j E Y")}
    return gettext("tot %(dag)s %(tijd)s uur") % {"dag": date_format(local, "j E Y"), "tijd": date_format(local, "H:i")}
