"""Which tests run, and in which order: what says nothing about a database is not run again beside PostgreSQL, and what takes long begins first."""

import pytest

# Every fixture that gives rows, in this process or in a demo of its own, stands on one of these.
DATABASE = {"db", "transactional_db", "django_db_setup", "stage"}
# Files that take minutes, longest first. With the last of them begun at the end, all other processes would wait for it.
LONG = ("tests/doors/test_matrix.py", "tests/journeys/test_gast.py", "tests/quality/test_every_page.py", "tests/journeys/test_opp_cases.py")


def needs_no_database(item: pytest.Item) -> bool:
    """Whether a test has the same outcome beside every database, by what it asks for: no fixture with rows, and no program of its own.

    Whoever is in doubt runs: a file that names the address of a database, or starts a program (which may read it), is not left out.
    """
    module = vars(getattr(item, "module", None) or object)
    return not (
        DATABASE & set(getattr(item, "fixturenames", ()))
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
