"""What the product is built from: every requirement is locked to a hash, none says where to fetch it, and known holes stay closed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")
FLOORS = {"wagtail": "8.0.1", "django": "5.2.19", "django-guardian": "3.5.2"}
NOT_OURS = {".git", ".venv", "venv", "var", "dist", "build", "__pycache__", ".hypothesis"}
# Put together here, so that this file does not contain what it looks for.
REGISTRIES = (
    *(
        "py" + "pi.org",
        "python" + "hosted.org",
        "npm" + "js.org",
        "npm" + "js.com",
        "un" + "pkg.com",
        "js" + "delivr.net",
        "cdn" + "js.com",
    ),
    *("ruby" + "gems.org", "crates" + ".io", "ana" + "conda.org", "docker" + ".io", "ghcr" + ".io", "quay" + ".io"),
)
PINNED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[^\s;\\]+)")


def entries(text: str) -> Iterator[str]:
    """Logical lines of a lock file: continued lines joined, comments dropped."""
    joined = re.sub(r"\\\n\s*", " ", text)
    yield from (line for line in (raw.split(" #")[0].strip() for raw in joined.splitlines()) if line and not line.startswith("#"))


def loose(text: str) -> list[str]:
    """Lines that are no exact version with at least one hash: options, addresses, ranges, unlocked packages."""
    return [line for line in entries(text) if not PINNED.match(line) or " --hash=sha256:" not in line or "://" in line or "--index" in line]


def too_old(text: str) -> list[str]:
    """Packages locked below the first version in which a known hole is closed, or not locked at all."""
    locked = {found["name"]: Version(found["version"]) for line in entries(text) if (found := PINNED.match(line))}
    return [name for name, floor in FLOORS.items() if name not in locked or locked[name] < Version(floor)]


def files(root: Path) -> Iterator[Path]:
    """Every file that belongs to the project."""
    for path in sorted(root.iterdir()):
        if path.name in NOT_OURS or path.name.endswith("_cache"):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from files(path)
        elif path.is_file():
            yield path


def naming_a_registry(root: Path) -> list[str]:
    """Files in which the address of a package registry or script network stands."""
    return [str(path.relative_to(root)) for path in files(root) if any(host.encode() in path.read_bytes() for host in REGISTRIES)]


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_locked_to_a_hash_and_names_no_index(name):
    assert loose((ROOT / name).read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/simple",
        "--extra-index-url https://example.org/simple",
        "--find-links /opt/wheels",
        "django==5.2.19",
        "django>=5.2 --hash=sha256:00",
        "django @ https://example.org/django.whl --hash=sha256:00",
        "-r other.txt",
    ],
)
def test_a_loose_requirement_is_found(line):
    good = "wagtail==8.0.1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\n    # via groeiportaal\n"
    assert loose(good) == []
    assert loose(good + line + "\n") == [line]


def test_locked_versions_are_at_or_above_the_floors():
    assert too_old((ROOT / "requirements.txt").read_text()) == []


def test_a_version_below_a_floor_is_found():
    assert too_old("wagtail==8.0 --hash=sha256:0\ndjango==5.2.20 --hash=sha256:0\n") == ["wagtail", "django-guardian"]


def test_the_development_lock_contains_the_runtime_lock():
    runtime, development = ({line.split(" --hash")[0].strip() for line in entries((ROOT / name).read_text())} for name in LOCKS)
    assert runtime <= development


def test_no_file_names_a_package_registry():
    assert naming_a_registry(ROOT) == []


def test_a_registry_in_a_file_is_found(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "install.md").write_text(f"pip install --index-url https://{REGISTRIES[0]}/simple x")
    (tmp_path / "README.md").write_text("make demo")
    assert naming_a_registry(tmp_path) == ["docs/install.md"]
