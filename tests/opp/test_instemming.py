"""Agreement on a handelingsdeel, derived from acts: whatever people do in whatever order, nobody agrees with what was not shown."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from groeidocumenten.opp.instemming import Betekenis, Getoond, Grond, Kring, Overeenstemming, Tekening, judge, same_text

START = datetime(2026, 9, 1, 9, tzinfo=UTC)
MOEDER, VADER, KIND, JUF = "gezag:moeder", "gezag:vader", "leerling", "gebruiker:juf"
SAMEN = Kring(frozenset({MOEDER, VADER}))
ALLEN = Kring(frozenset({MOEDER, VADER}), allen=True)
A, N, G = Betekenis.AKKOORD, Betekenis.NIET_AKKOORD, Betekenis.GEZIEN
EEN = [Getoond(1, 0, "h1")]


def signed(wie, versie=1, wat=A, minuut=1, kring=SAMEN, telt=True):
    return Tekening(wie, versie, wat, START + timedelta(minutes=minuut), kring, telt)


@st.composite
def histories(draw):
    """Versions with few different handelingsdelen, some of which correct a slip, and acts of any signer on any of them in any circle."""
    count = draw(st.integers(1, 4))
    earlier = {n: st.sampled_from([None, None, *range(1, n)]) for n in range(1, count + 1)}
    versies = [
        Getoond(n, draw(st.sampled_from([0, 1])), draw(st.sampled_from(["h1", "h2", ""])), draw(earlier[n])) for n in range(1, count + 1)
    ]
    kringen = st.builds(
        Kring, st.sets(st.sampled_from([MOEDER, VADER, KIND]), max_size=3).map(frozenset), st.booleans(), st.just(frozenset())
    )
    acts = st.builds(
        signed,
        st.sampled_from([MOEDER, VADER, KIND, JUF]),
        st.integers(1, count),
        st.sampled_from(list(Betekenis)),
        st.integers(1, 50),
        kringen,
        st.booleans(),
    )
    return versies, draw(st.lists(acts, max_size=8)), draw(kringen)


def reads_the_same(versies, nieuw, oud):
    """Whether who was shown `oud` was shown the handelingsdeel of `nieuw`, or that of which `nieuw` corrects an obvious slip."""
    by_number = {one.nummer: one for one in versies}
    now = by_number[nieuw]
    if nieuw == oud:
        return True
    before = {n for n, one in by_number.items() if n < nieuw and one.ronde == now.ronde and one.handelingsdeel == now.handelingsdeel != ""}
    before |= {now.herstelt} if now.herstelt else set()
    return any(reads_the_same(versies, one, oud) for one in before)


@settings(max_examples=150, deadline=None)
@given(histories())
def test_no_sequence_of_acts_gives_akkoord_on_a_handelingsdeel_that_its_signer_was_not_shown(history):
    versies, acts, nu = history
    for versie in versies:
        found = judge(versies, acts, versie.nummer, nu)
        for wie in found.akkoord:
            seen = [one for one in acts if one.wie == wie and one.telt and one.betekenis is A]
            assert any(reads_the_same(versies, versie.nummer, one.versie) for one in seen)
        if found.bereikt:
            assert found.akkoord, "nobody agreed, and yet there is agreement"
            assert not found.tegen


@settings(max_examples=150, deadline=None)
@given(histories())
def test_whoever_decides_and_says_no_last_stands_in_the_way(history):
    versies, acts, nu = history
    for versie in versies:
        found = judge(versies, acts, versie.nummer, nu)
        assert (found.staat is Overeenstemming.NIET) == bool(found.tegen)
        assert found.tegen <= nu.stem


@settings(max_examples=100, deadline=None)
@given(histories())
def test_seeing_and_what_the_school_signs_never_make_agreement(history):
    versies, acts, nu = history
    only = [one for one in acts if one.betekenis is G or one.wie == JUF]
    assert not any(judge(versies, only, versie.nummer, nu).bereikt for versie in versies)


def test_one_of_two_suffices_while_no_objection_is_known_and_the_ground_is_kept():
    found = judge(EEN, [signed(MOEDER)], 1, SAMEN)
    assert found.bereikt and found.grond is Grond.VERMOEDEN


def test_with_a_known_objection_all_must_agree_and_half_is_nothing():
    one = judge(EEN, [signed(MOEDER, kring=ALLEN)], 1, ALLEN)
    assert one.staat is Overeenstemming.OPEN and one.wacht_op == {VADER}
    no = judge(EEN, [signed(MOEDER, kring=ALLEN), signed(VADER, wat=N, minuut=2, kring=ALLEN)], 1, ALLEN)
    assert no.staat is Overeenstemming.NIET and no.tegen == {VADER}
    both = judge(EEN, [signed(MOEDER, kring=ALLEN), signed(VADER, minuut=2, kring=ALLEN)], 1, ALLEN)
    assert both.bereikt and both.grond is Grond.ALLEN


def test_an_objection_after_the_first_signed_leaves_that_agreement_and_asks_both_for_a_new_text():
    versies = [*EEN, Getoond(2, 0, "h2")]
    acts = [signed(MOEDER)]
    assert judge(versies, acts, 1, ALLEN).bereikt
    assert judge(versies, acts, 2, ALLEN).staat is Overeenstemming.OPEN
    acts.append(signed(MOEDER, versie=2, minuut=5, kring=ALLEN))
    assert judge(versies, acts, 2, ALLEN).wacht_op == {VADER}


def test_the_other_parent_who_says_no_to_this_very_text_ends_the_presumption():
    assert judge(EEN, [signed(MOEDER), signed(VADER, wat=N, minuut=2)], 1, SAMEN).staat is Overeenstemming.NIET


def test_another_handelingsdeel_asks_again_and_the_same_one_does_not():
    versies = [*EEN, Getoond(2, 0, "h1"), Getoond(3, 0, "h2"), Getoond(4, 1, "h1")]
    acts = [signed(MOEDER)]
    assert [judge(versies, acts, number, SAMEN).bereikt for number in (1, 2, 3, 4)] == [True, True, False, False]
    assert not judge(versies, [signed(MOEDER, versie=3)], 1, SAMEN).bereikt


def test_a_corrected_slip_keeps_signatures_and_an_own_no_goes_before_them():
    versies = [*EEN, Getoond(2, 0, "h2", herstelt=1)]
    assert judge(versies, [signed(MOEDER)], 2, SAMEN).bereikt
    assert not judge(versies, [signed(MOEDER), signed(MOEDER, versie=2, wat=N, minuut=2)], 2, SAMEN).bereikt
    assert same_text(versies, 1) == {1}


def test_paper_that_nobody_checked_does_not_count():
    assert judge(EEN, [signed(MOEDER, telt=False)], 1, SAMEN).staat is Overeenstemming.OPEN


def test_nobody_with_gezag_is_no_agreement():
    assert judge(EEN, [signed(JUF)], 1, Kring(frozenset())).staat is Overeenstemming.OPEN


def test_the_signature_of_a_former_voogd_stays_and_a_no_of_one_who_decides_no_longer_does_not_block():
    oud, nieuw = Kring(frozenset({"gezag:oud"})), Kring(frozenset({"gezag:nieuw"}))
    assert judge(EEN, [signed("gezag:oud", kring=oud)], 1, nieuw).bereikt
    assert judge(EEN, [signed("gezag:oud", wat=N, kring=oud)], 1, nieuw).staat is Overeenstemming.OPEN


def test_policy_adds_the_pupil_and_takes_no_parent_away():
    kring = Kring(frozenset({MOEDER}), ook=frozenset({KIND}))
    assert judge(EEN, [signed(MOEDER, kring=kring)], 1, kring).wacht_op == {KIND}
    assert not judge(EEN, [signed(KIND, kring=kring)], 1, kring).bereikt
    assert judge(EEN, [signed(MOEDER, kring=kring), signed(KIND, minuut=2, kring=kring)], 1, kring).bereikt
