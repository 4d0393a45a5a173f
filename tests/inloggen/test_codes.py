"""Codes of half a minute, by the examples of RFC 6238, and how far a clock may be off."""

import base64

import pytest
import time_machine

from accounts.inloggen.codes import code_at, half_minute, new_secret, step_of, typed

RFC = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(("moment", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")])
def test_codes_are_those_of_the_rfc(moment, code):
    assert code_at(RFC, moment // 30) == code


@pytest.mark.parametrize(("off", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(off, good):
    with time_machine.travel(1_800_000_000, tick=False):
        assert (step_of(RFC, code_at(RFC, half_minute() + off)) is not None) == good


def test_what_was_used_and_everything_before_it_is_no_code_any_more():
    with time_machine.travel(1_800_000_000, tick=False):
        now = half_minute()
        assert step_of(RFC, code_at(RFC, now), after=now - 1) == now
        assert step_of(RFC, code_at(RFC, now), after=now) is None
        assert step_of(RFC, code_at(RFC, now - 1), after=now) is None
        assert step_of(RFC, code_at(RFC, now + 1), after=now) == now + 1


def test_secrets_differ_and_hold_twenty_bytes():
    assert len({new_secret() for _ in range(20)}) == 20 and len(base64.b32decode(new_secret())) == 20


@pytest.mark.parametrize(
    ("said", "meant"), [("123 456", "123456"), ("12-34 56.", "123456"), ("١٢٣", ""), ("1" * 40, "1" * 16), ("abc", "")]
)
def test_people_type_spaces_and_dashes(said, meant):
    assert typed(said) == meant
