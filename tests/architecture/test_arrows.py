"""Which way each room may look. The table reads like the one in docs/kaart.md; imports are read from the source, wherever they stand."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# room → the rooms it may import. Nobody imports groeiportaal or demo; nothing public imports groeidocumenten.
ARROWS = {
    "sleutels": "",
    "post": "sleutels",
    "accounts": "post sleutels",
    "formats": "",
    "website": "",
    "opp_pages": "formats website",
    "forms_catalog": "formats website",
    "handleidingen": "forms_catalog formats website",
    "redactie": "opp_pages handleidingen forms_catalog formats website",
    "headless": "opp_pages handleidingen forms_catalog formats website",
    "groeidocumenten.dossiers": "formats accounts post sleutels",
    "groeidocumenten.inhoud": "groeidocumenten.dossiers formats accounts",
    "groeidocumenten.delen": (
        "groeidocumenten.vragen groeidocumenten.documenten groeidocumenten.inhoud groeidocumenten.dossiers formats accounts post"
    ),
    "groeidocumenten.berichten": "groeidocumenten.dossiers formats accounts post",
    "groeidocumenten.toegangscodes": "groeidocumenten.delen groeidocumenten.dossiers formats accounts post sleutels",
    "groeidocumenten.doelen": "groeidocumenten.inhoud groeidocumenten.dossiers formats accounts",
    "groeidocumenten.gesprekken": "groeidocumenten.inhoud groeidocumenten.dossiers formats accounts post",
    "groeidocumenten.documenten": "groeidocumenten.inhoud groeidocumenten.dossiers formats accounts",
    "groeidocumenten.vragen": "groeidocumenten.documenten groeidocumenten.inhoud groeidocumenten.dossiers formats accounts",
    "groeidocumenten.toezicht": "groeidocumenten.dossiers formats accounts post",
    "groeidocumenten.opp": (
        "groeidocumenten.doelen groeidocumenten.gesprekken groeidocumenten.documenten groeidocumenten.inhoud groeidocumenten.dossiers "
        "formats accounts"
    ),
    "groeidocumenten.termijnen": "groeidocumenten.opp groeidocumenten.inhoud groeidocumenten.dossiers formats accounts",
    "groeidocumenten.rod": "groeidocumenten.opp groeidocumenten.inhoud groeidocumenten.dossiers formats accounts",
    "groeidocumenten.inlezen": "groeidocumenten.dossiers accounts sleutels",
    "groeidocumenten.cijfers": "groeidocumenten.termijnen groeidocumenten.opp groeidocumenten.dossiers accounts",
    "groeidocumenten.tekenlinks": (
        "groeidocumenten.opp groeidocumenten.delen groeidocumenten.inhoud groeidocumenten.dossiers formats accounts"
    ),
    "groeidocumenten.bewaren": (
        "groeidocumenten.opp groeidocumenten.doelen groeidocumenten.gesprekken groeidocumenten.documenten groeidocumenten.vragen "
        "groeidocumenten.inhoud groeidocumenten.delen groeidocumenten.dossiers formats accounts"
    ),
    "groeidocumenten.drukwerk": (
        "groeidocumenten.bewaren groeidocumenten.opp groeidocumenten.gesprekken groeidocumenten.inhoud groeidocumenten.dossiers formats accounts"
    ),
    "groeidocumenten.beknopt": (
        "groeidocumenten.drukwerk groeidocumenten.opp groeidocumenten.inhoud groeidocumenten.dossiers formats accounts"
    ),
    # The front of the private house (urls, menus) may look into its own rooms; the rooms do not look back.
    "groeidocumenten": (
        "groeidocumenten.tekenlinks groeidocumenten.opp groeidocumenten.doelen groeidocumenten.gesprekken groeidocumenten.documenten "
        "groeidocumenten.vragen "
        "groeidocumenten.inhoud groeidocumenten.delen groeidocumenten.berichten groeidocumenten.toegangscodes "
        "groeidocumenten.toezicht groeidocumenten.termijnen groeidocumenten.rod groeidocumenten.dossiers groeidocumenten.bewaren "
        "groeidocumenten.drukwerk groeidocumenten.beknopt groeidocumenten.inlezen groeidocumenten.cijfers formats accounts"
    ),
}
EVERYTHING = ("groeiportaal", "demo")
PUBLIC = ("website", "formats", "handleidingen", "forms_catalog", "opp_pages", "redactie", "headless")
# A model named in a string ("dossiers.Groeidocument" in a ForeignKey) is an arrow too; this is the room of each app label.
LABELS = {room.rpartition(".")[2]: room for room in (*ARROWS, *EVERYTHING) if room != "groeidocumenten"}
MODEL_STRING = re.compile(rf"^(?:{'|'.join(LABELS)})\.[A-Z]\w+$")
IMPORTERS = {"import_module", "import_string", "__import__"}


def room_of(name: str) -> str | None:
    """The room that a dotted name is in: the longest one in the table, or None for somebody else's code."""
    parts = name.split(".")
    for length in (2, 1):
        if (room := ".".join(parts[:length])) in ARROWS or room in EVERYTHING:
            return room
    return None


def imported(tree: ast.Module, package: str) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything that a module imports, or reaches by a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            stem = ".".join(part for part in (base, node.module) if part)
            # `from groeidocumenten import inhoud` names a room only in its second half.
            yield from ((node.lineno, f"{stem}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in IMPORTERS and isinstance(node.args[0].value, str):
                yield node.lineno, node.args[0].value
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and MODEL_STRING.match(node.value):
            label, _, model = node.value.partition(".")
            yield node.lineno, f"{LABELS[label]}.{model}"


def sources(root: Path) -> Iterator[tuple[Path, str]]:
    """Every module of ours with its dotted name; a package nobody drew in the table has a name too, and is found by it."""
    for top in [root / "site", root]:
        for folder in sorted(top.iterdir()) if top.is_dir() else []:
            if (folder / "__init__.py").exists() and folder.name != "tests":
                for path in sorted(folder.rglob("*.py")):
                    yield path, ".".join(path.relative_to(top).with_suffix("").parts)


def wrong_arrows(root: Path) -> list[str]:
    """Each import that the table forbids, as `file:line: room → room`."""
    wrong = []
    for path, dotted in sources(root):
        room = room_of(dotted)
        if room is None:
            wrong.append(f"{path.relative_to(root)}: no room of the table")
            continue
        if room in EVERYTHING:
            continue
        package = dotted.removesuffix(".__init__") if path.name == "__init__.py" else dotted.rpartition(".")[0]
        for line, name in imported(ast.parse(path.read_text(encoding="utf-8")), package):
            target = room_of(name)
            if target in (None, room) or target in ARROWS[room].split():
                continue
            wrong.append(f"{path.relative_to(root)}:{line}: {room} → {target}")
    return wrong


def test_every_import_follows_an_arrow():
    assert wrong_arrows(ROOT) == []


@pytest.mark.parametrize("room", PUBLIC)
def test_no_public_room_may_ever_get_an_arrow_into_the_private_house(room):
    assert not any(target.startswith("groeidocumenten") for target in ARROWS[room].split())


def test_the_table_has_no_circle():
    settled: set[str] = set()
    while len(settled) < len(ARROWS):
        free = {room for room, targets in ARROWS.items() if set(targets.split()) <= settled} - settled
        assert free, f"a circle among {sorted(set(ARROWS) - settled)}"
        settled |= free


PLANTED = {
    "import groeidocumenten.dossiers.models": "opp_pages",
    "from groeidocumenten import dossiers": "website",
    "def view():\n    from groeidocumenten.dossiers import access": "formats",
    "from demo import content": "handleidingen",
    "from groeiportaal.settings import base": "accounts",
    "import importlib\nimportlib.import_module('groeidocumenten.inhoud.models')": "forms_catalog",
    "from .. import delen": "groeidocumenten/inhoud",
    "from ..bewaren.models import x": "groeidocumenten/delen",
    "key = ForeignKey('dossiers.Groeidocument', on_delete=CASCADE)": "formats",
    "from accounts import models": "website",
}


@pytest.mark.parametrize(("code", "room"), PLANTED.items())
def test_a_planted_wrong_arrow_is_found(tmp_path, code, room):
    folder = tmp_path / ("site/" if room in ("website", "demo", "redactie", "headless") else "") / room
    folder.mkdir(parents=True)
    for package in (folder, *(parent for parent in folder.parents if parent.name == "groeidocumenten")):
        (package / "__init__.py").touch()
    (folder / "views.py").write_text(code)
    assert len(wrong_arrows(tmp_path)) == 1


def test_what_the_table_allows_is_left_alone(tmp_path):
    for package in ("handleidingen", "groeidocumenten", "groeidocumenten/opp"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "handleidingen" / "models.py").write_text("from website.models import BasePage\nimport formats.schema\nimport json")
    (tmp_path / "groeidocumenten" / "opp" / "views.py").write_text("from ..dossiers.access import door\nfrom .models import Opp")
    assert wrong_arrows(tmp_path) == []


def test_a_package_outside_the_table_is_found(tmp_path):
    (tmp_path / "nieuw").mkdir()
    (tmp_path / "nieuw" / "__init__.py").touch()
    assert wrong_arrows(tmp_path) == ["nieuw/__init__.py: no room of the table"]
