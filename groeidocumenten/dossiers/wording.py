"""How ends of access are put into words."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format


def until_text(moment: datetime) -> str:
    """An exclusive end as people say it: midnight is "tot en met" the day before, any other moment has its time."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (0, 0):
        return f"tot en met {date_format(local - timedelta(seconds=1), 'j F Y')}"
    return f"tot {date_format(local, 'j F Y H:i')} uur"
