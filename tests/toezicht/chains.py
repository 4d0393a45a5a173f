"""What the tests of the chain share: a line, the commands, and what the check complains of."""

import uuid
from datetime import datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import School
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.models import Handeling, Journaalregel

TABLE = Journaalregel._meta.db_table


def run(command: str, *args: str) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out, stderr=out)
    return out.getvalue()


def complaint(*args: str) -> str:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("controleer_journaal", *args, stdout=out, stderr=out)
    return out.getvalue()


def line(school: School, at: datetime | None = None) -> Journaalregel:
    with time_machine.travel(at or timezone.now(), tick=False):
        return journaal.record(Handeling.GEZOCHT, school_id=school.pk, gebruiker_id=uuid.uuid4(), leerling_id=uuid.uuid4())
