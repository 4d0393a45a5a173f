"""The wheel: hatchling builds it from this tree, and every package and room of the product is in it under its own name."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def packages(root: Path) -> set[str]:
    """Folders with an `__init__.py`, by the name under which they are imported; tests are no part of the product."""
    tops = [path for top in (root, root / "site") for path in top.iterdir() if (path / "__init__.py").exists() and path.name != "tests"]
    return {str(init.parent.relative_to(top.parent)) for top in tops for init in top.rglob("__init__.py")}


def missing(wanted: set[str], names: list[str]) -> set[str]:
    """Packages whose `__init__.py` is not among the names in a wheel."""
    return {package for package in wanted if f"{package}/__init__.py" not in names}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> list[str]:
    """Names of the files in a freshly built wheel: without network, without isolation, nothing written into the tree."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    with zipfile.ZipFile(next(target.glob("*.whl"))) as built:
        return built.namelist()


def test_every_package_and_room_is_in_the_wheel(wheel):
    assert missing(packages(ROOT), wheel) == set()


def test_nothing_is_installed_under_the_name_site_or_tests(wheel):
    assert [name for name in wheel if name.split("/")[0] in ("site", "tests")] == []


def test_the_licence_goes_along(wheel):
    assert any(name.endswith("licenses/LICENSE") for name in wheel)


def test_a_room_left_out_is_found(tmp_path):
    for package in ("formats", "site/website", "groeidocumenten", "groeidocumenten/delen"):
        (tmp_path / package).mkdir(parents=True)
        (tmp_path / package / "__init__.py").touch()
    names = ["formats/__init__.py", "website/__init__.py", "groeidocumenten/__init__.py"]
    assert missing(packages(tmp_path), names) == {"groeidocumenten/delen"}
