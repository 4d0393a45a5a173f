"""Anchors: where each chain ended, kept outside the database. They show a tail that was cut off, and a chain that was written anew."""

import uuid
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError

from accounts.models import Samenwerkingsverband
from groeidocumenten.dossiers.chain import anchors, read_anchors, verify
from groeidocumenten.dossiers.models import Journaalhoofd, Journaalregel
from tests.toezicht.chains import complaint, line, run


@pytest.fixture
def kept(regenboog, tmp_path) -> Path:
    """Anchors in a file, written by the command; and lines that came after."""
    file = tmp_path / "ankers.txt"
    run("anker_journaal", "--bestand", str(file))
    for _ in range(3):
        line(regenboog)
    run("anker_journaal", "--bestand", str(file))
    return file


def test_anchors_are_added_to_a_file_and_agree_with_an_untouched_journaal(kept, regenboog):
    assert len(read_anchors(kept.read_text())) == 2 * len(anchors())
    told = run("controleer_journaal", "--ankers", str(kept))
    assert "De Regenboog: klopt." in told and "2 ankers vergeleken" in told


def test_a_tail_that_was_cut_off_with_its_end_mended_is_found_by_an_anchor(kept, regenboog, without_triggers):
    head = Journaalhoofd.unguarded.get(school=regenboog)
    Journaalregel.unguarded.filter(school=regenboog, volgnummer__gt=head.volgnummer - 2).delete()
    last = Journaalregel.unguarded.filter(school=regenboog).order_by("-volgnummer").first()
    Journaalhoofd.unguarded.filter(pk=head.pk).update(volgnummer=last.volgnummer, hash=last.hash)
    assert not verify(regenboog).aantal, "without an anchor nobody can tell"
    assert f"Regel {head.volgnummer} is weg: een anker zegt dat die er was." in complaint("--ankers", str(kept))


def test_a_journaal_that_was_rewritten_with_the_key_is_found_by_an_anchor(kept, regenboog, without_triggers):
    Journaalregel.unguarded.filter(school=regenboog).delete()
    Journaalhoofd.unguarded.filter(school=regenboog).delete()
    for _ in range(read_anchors(kept.read_text())[-1].volgnummer + 200):
        line(regenboog)
    assert not verify(regenboog).aantal
    assert "het journaal is herschreven" in complaint("--ankers", str(kept))


def test_an_anchor_is_read_out_of_a_forwarded_mail(kept, regenboog, tmp_path):
    forwarded = tmp_path / "mail.txt"
    forwarded.write_text("Van: iemand\n" + "".join(f"> {one}\n" for one in kept.read_text().splitlines()))
    assert "2 ankers vergeleken" in run("controleer_journaal", "--ankers", str(forwarded))


def test_a_file_without_an_anchor_or_that_is_not_there_is_an_error(world, tmp_path):
    (tmp_path / "leeg").write_text("niets")
    for name in ("leeg", "weg"):
        with pytest.raises(CommandError):
            run("controleer_journaal", "--ankers", str(tmp_path / name))
    with pytest.raises(CommandError):
        run("anker_journaal", "--bestand", str(tmp_path / "geen" / "map"))


def test_an_anchor_of_a_school_that_is_gone_is_a_fault(kept):
    with kept.open("a") as file:
        file.write(f"{uuid.UUID(int=5)} 3 {'a' * 64}\n")
    assert "die school is er niet meer" in complaint("--ankers", str(kept))


def test_anchors_are_mailed_to_the_fg_without_a_name(regenboog, django_capture_on_commit_callbacks):
    with pytest.raises(CommandError):
        run("anker_journaal", "--mail")
    Samenwerkingsverband.objects.update(fg_email="fg@swv.example")
    with django_capture_on_commit_callbacks(execute=True):
        run("anker_journaal", "--mail")
    [sent] = mail.outbox
    assert sent.to == ["fg@swv.example"] and {str(one) for one in read_anchors(sent.body)} == {str(one) for one in anchors()}
    assert "Regenboog" not in sent.body


def test_anchors_go_to_the_screen_when_nothing_is_chosen(regenboog):
    assert len(read_anchors(run("anker_journaal"))) == len(anchors())
