"""With ALLEEN_DATABASE=1 the suite leaves out what asks for no database, and nothing else."""

import pytest

from tests.which import needs_no_database


def test_who_asks_for_nothing_runs_once(request):
    assert needs_no_database(request.node)


def test_who_asks_for_rows_runs_beside_every_database(request, world):
    assert not needs_no_database(request.node)


@pytest.mark.django_db
def test_so_does_who_asks_with_a_mark(request):
    assert not needs_no_database(request.node)


def test_whoever_asks_for_nothing_gets_no_rows():
    """The ground of the rule: pytest-django refuses the database to a test that asks for none."""
    from accounts.models import User

    with pytest.raises(RuntimeError, match="Database access not allowed"):
        User.objects.exists()
