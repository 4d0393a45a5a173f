"""Which tests run, and in which order: what takes long begins first, and with ALLEEN_DATABASE=1 what says nothing about a database is left out.

`.ci/run` says that for its second run, beside PostgreSQL: everything was judged in the first. Whoever names a database to `make test` gets all tests.
"""

import os

import pytest

# Every fixture that gives rows, in this process or in a demo of its own, stands on one of these.
DATABASE = {"db", "transactional_db", "django_db_setup", "stage"}
# What these give is how a page looks and is built. That every page is there says `pages`, which runs again.
LOOKS = {"on_a_desk", "zoomed_in", "without_script", "as_in_production", "html_files"}
# Files that take minutes, longest first. With the last of them begun at the end, all other processes would wait for it.
LONG = ("tests/doors/test_matrix.py", "tests/journeys/test_gast.py", "tests/quality/test_every_page.py", "tests/journeys/test_opp_cases.py")


def only_database() -> bool:
    """Whether everything was judged before, beside another database: then pages are not judged for their looks again either."""
    return os.environ.get("ALLEEN_DATABASE") == "1"


def needs_no_database(item: pytest.Item) -> bool:
    """Whether a test has the same outcome beside every database, by what it asks for: no fixture with rows, and no program of its own.

    pytest-django refuses the database to a test that asks for none. Where there is doubt, a test runs: a file that names the address of a database,
    or starts a program (which may read it), is not left out.
    """
    module = vars(getattr(item, "module", None) or object)
    asks = set(getattr(item, "fixturenames", ()))
    return bool(LOOKS & asks) or not (
        DATABASE & asks
        or item.get_closest_marker("django_db")
        or getattr(item, "cls", None)
        or "subprocess" in module
        or "DATABASE_URL" in _source(item)
    )


def _source(item: pytest.Item) -> str:
    if item.path not in _SOURCES:
        _SOURCES[item.path] = item.path.read_text(encoding="utf-8")
    return _SOURCES[item.path]


_SOURCES: dict[object, str] = {}


def slow_first(items: list[pytest.Item]) -> None:
    """Files that take long before all others, then those with a browser, in which a few tests take long; for the rest as they were."""

    def place(item: pytest.Item) -> int:
        file = item.nodeid.split("::")[0]
        if file in LONG:
            return LONG.index(file)
        return len(LONG) + (item.get_closest_marker("browser") is None)

    items.sort(key=place)
