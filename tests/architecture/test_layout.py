"""Where things live: `site/` is a folder and no package, the tree is the one of docs/kaart.md, and every module says what it is for."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("accounts", "formats", "forms_catalog", "groeidocumenten", "handleidingen", "opp_pages", "post", "site", "sleutels")
MUST_EXIST = (
    *("site/groeiportaal/settings", "site/website", "site/demo", "accounts", "formats", "groeidocumenten"),
    *("forms_catalog", "opp_pages", "handleidingen", "templates", "tests", "docs", "benchmarks"),
    *(".ci/run", "Makefile", "manage.py", "pyproject.toml", "requirements.txt", "requirements-dev.txt"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "publiccode.yml", "Dockerfile", "compose.yaml"),
)
NAMES_OF_NOTHING = {"utils.py", "helpers.py", "common.py", "misc.py", "utils", "helpers", "common", "misc"}


def modules(root: Path, *tops: str) -> Iterator[Path]:
    """Every Python module below these folders, migrations left out: those are written by Django."""
    for top in tops:
        yield from sorted(path for path in (root / top).rglob("*.py") if "migrations" not in path.parts)


def nameless(root: Path, *tops: str) -> list[str]:
    """Files and folders whose name says nothing about what is in them."""
    return sorted(str(path.relative_to(root)) for top in tops for path in (root / top).rglob("*") if path.name in NAMES_OF_NOTHING)


def silent(root: Path, *tops: str) -> list[str]:
    """Modules that do not open with a docstring; an empty `__init__.py` only marks a package and may be silent."""
    found = []
    for path in modules(root, *tops):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        marks_a_package = path.name == "__init__.py" and not tree.body
        if not marks_a_package and not ast.get_docstring(tree):
            found.append(str(path.relative_to(root)))
    return found


def run_python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a debugger does: no frozen modules, and the project's folder first on the path."""
    command = [sys.executable, "-X", "frozen_modules=off", "-c", code]
    return subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": ".", "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("path", MUST_EXIST)
def test_the_tree_has(path):
    assert (ROOT / path).exists()


def test_site_holds_packages_and_is_none():
    assert not list((ROOT / "site").glob("*.py"))


def test_import_site_gives_the_standard_library():
    result = run_python("import site; print(site.__file__)", ROOT)
    assert result.returncode == 0, result.stderr
    assert not Path(result.stdout.strip()).is_relative_to(ROOT / "site")


def test_the_environment_works_for_a_debugger():
    result = run_python("import django, wagtail; print('well')", ROOT)
    assert result.stdout.strip() == "well", result.stderr


def test_an_init_in_site_would_break_both(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "__init__.py").touch()
    assert run_python("import django", tmp_path).returncode != 0
    assert str(tmp_path) in run_python("import site; print(site.__file__)", tmp_path).stdout


def test_no_file_is_called_after_nothing():
    assert nameless(ROOT, *CODE, "tests", "benchmarks") == []


def test_a_file_called_after_nothing_is_found(tmp_path):
    (tmp_path / "formats" / "deep").mkdir(parents=True)
    (tmp_path / "formats" / "deep" / "utils.py").touch()
    (tmp_path / "formats" / "deep" / "schema.py").touch()
    assert nameless(tmp_path, "formats") == ["formats/deep/utils.py"]


def test_every_module_says_what_it_is_for():
    assert silent(ROOT, *CODE, "tests", "benchmarks") == []


def test_a_silent_module_is_found(tmp_path):
    (tmp_path / "app" / "migrations").mkdir(parents=True)
    (tmp_path / "app" / "__init__.py").touch()
    (tmp_path / "app" / "migrations" / "0001_initial.py").write_text("x = 1\n")
    (tmp_path / "app" / "views.py").write_text("x = 1\n")
    (tmp_path / "app" / "models.py").write_text('"""Speaks."""\n')
    assert silent(tmp_path, "app") == ["app/views.py"]
