"""The documents keep up with the code: every room is on the map, every setting in beheer.md, every link leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
SETTING = re.compile(r"""\benv(?:\.\w+)?\(\s*["']([A-Z][A-Z0-9_]+)["']""")
FENCE = re.compile(r"```.*?```", re.DOTALL)


def rooms(root: Path) -> list[str]:
    """Top-level packages, and the rooms of the private house, as the map writes them: `groeidocumenten/delen`."""
    tops = [path for top in (root, root / "site") if top.is_dir() for path in top.iterdir() if (path / "__init__.py").exists()]
    inside = [path for path in (root / "groeidocumenten").glob("*") if (path / "__init__.py").exists()]
    return sorted(path.name if path in tops else f"{path.parent.name}/{path.name}" for path in {*tops, *inside})


def not_on_the_map(root: Path) -> list[str]:
    """Rooms whose name does not stand as code in docs/kaart.md."""
    text = (root / "docs" / "kaart.md").read_text(encoding="utf-8")
    return [room for room in rooms(root) if f"`{room}" not in text]


def undocumented_settings(root: Path) -> list[str]:
    """Names that the settings read from the environment and docs/beheer.md does not explain."""
    text = (root / "docs" / "beheer.md").read_text(encoding="utf-8")
    found = {
        name for path in (root / "site/groeiportaal/settings").glob("*.py") for name in SETTING.findall(path.read_text(encoding="utf-8"))
    }
    return sorted(name for name in found if f"`{name}`" not in text)


def documents(root: Path) -> Iterator[Path]:
    """Every document of the project."""
    yield from sorted(root.glob("*.md"))
    yield from sorted((root / "docs").rglob("*.md"))


def dead_links(root: Path) -> list[str]:
    """Relative links in documents that lead to no file."""
    return [
        f"{path.relative_to(root)}: {target}"
        for path in documents(root)
        for target in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8")))
        if not (path.parent / target).exists()
    ]


def test_every_room_is_on_the_map():
    assert not_on_the_map(ROOT) == []


def test_every_setting_from_the_environment_is_in_beheer():
    assert undocumented_settings(ROOT) == []


def test_no_link_in_a_document_is_dead():
    assert dead_links(ROOT) == []


def test_every_decision_says_what_is_worse_now():
    decisions = sorted((ROOT / "docs" / "besluiten").glob("[0-9]*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    assert [path.name for path in decisions if "## What is worse now" not in path.read_text(encoding="utf-8")] == []


@pytest.fixture
def planted(tmp_path):
    for folder in ("docs", "formats", "groeidocumenten/delen", "site/groeiportaal/settings"):
        (tmp_path / folder).mkdir(parents=True)
    for package in ("formats", "groeidocumenten", "groeidocumenten/delen"):
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "site/groeiportaal/settings/base.py").write_text('A = env.str("KNOWN")\nB = env.list(\n    "NEW_ONE", default=[])\n')
    (tmp_path / "docs" / "kaart.md").write_text("`formats` and `groeidocumenten`, [a](beheer.md) [b](weg.md) [c](https://example.org/)")
    (tmp_path / "docs" / "beheer.md").write_text("`KNOWN` [top](kaart.md#arrows)")
    return tmp_path


def test_a_room_off_the_map_is_found(planted):
    assert not_on_the_map(planted) == ["groeidocumenten/delen"]


def test_a_setting_nobody_explains_is_found(planted):
    assert undocumented_settings(planted) == ["NEW_ONE"]


def test_a_dead_link_is_found(planted):
    assert dead_links(planted) == ["docs/kaart.md: weg.md"]
