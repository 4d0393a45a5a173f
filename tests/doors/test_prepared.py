"""The questions of which the text is written once are, at every moment and for every link, the ones that Django writes anew."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groeidocumenten.dossiers import access, guests
from groeidocumenten.dossiers.models import Toegangslink
from groeidocumenten.dossiers.prepared import Prepared

# Around midnight in Amsterdam in winter and in summer, and around both changes of the clock.
MOMENTS = [
    datetime(2026, 1, 1, 22, 59, 59, 999999, tzinfo=UTC),
    datetime(2026, 7, 1, 22, 0, 0, 1, tzinfo=UTC),
    datetime(2028, 2, 29, 12, 30, tzinfo=UTC),
    *(datetime(2026, month, day, hour, 30, tzinfo=UTC) for month, day in ((3, 29), (10, 25)) for hour in (0, 1, 22, 23)),
]
QUESTIONS = {"visit": guests._VALID, "rows": access._ROWS_OF_LINK}


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_kept_text_is_the_text_that_django_writes_anew(name, moment, db):
    question = QUESTIONS[name]
    values = {name: uuid.uuid4() if kind is uuid.UUID else 3 for name, kind in question._names.items()}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        question.ask(moment, **values)
        list(question._build(moment, **values))
    kept, anew = [query["sql"] for query in asked.captured_queries]
    assert kept.replace("::int2", "").replace("::int4", "") == anew.replace("::int2", "").replace("::int4", "")


def test_every_asking_reads_again(world):
    link = world.guests["gast_leest_alles"].link
    here = {"pk": link.pk, "generatie": link.generatie}
    assert [one.pk for one in guests._VALID.ask(timezone.now(), **here)] == [link.pk]
    assert guests._VALID.ask(timezone.now(), **here | {"generatie": 99}) == []
    Toegangslink.unguarded.filter(pk=link.pk).update(ingetrokken_op=timezone.now())
    assert guests._VALID.ask(timezone.now(), **here) == []
    Toegangslink.unguarded.filter(pk=link.pk).update(ingetrokken_op=None)
    assert len(guests._VALID.ask(timezone.now(), **here)) == 1


def test_who_is_nobody_gets_nothing(world):
    assert guests._VALID.ask(timezone.now(), pk=None, generatie=1) == []
    with pytest.raises(TypeError):
        guests._VALID.ask(timezone.now(), pk=str(uuid.uuid4()), generatie=1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda moment, pk: Toegangslink.unguarded.filter(pk=pk, geldig_tot__gt=moment.replace(minute=0)),
        lambda moment, pk: Toegangslink.unguarded.filter(pk=pk, geldig_tot__gt=moment - timedelta(hours=3)),
        lambda moment, pk: Toegangslink.unguarded.filter(pk=pk, **({"fouten": 0} if moment.month < 3 else {})),
        lambda moment, pk: Toegangslink.unguarded.filter(pk=pk).annotate(uur=Value(moment.hour)),
    ],
    ids=["rounded", "hours", "another text", "a part of it"],
)
def test_a_question_that_hangs_on_more_than_its_values_is_refused(wrong, db):
    with pytest.raises(RuntimeError, match="depends on more"):
        Prepared(wrong, pk=uuid.UUID).ask(timezone.now(), pk=uuid.uuid4())
