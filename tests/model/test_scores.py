"""The arithmetic of the score: against a table made by hand, and by what must hold for all ratings."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from jdgen.model.scores import Confirmation, Rating, Scores, Seat, tally

ADA, BO, CY = (Seat(stage, name) for stage, name in (("screen", "Ada"), ("design", "Bo"), ("design", "Cy")))

# By hand; – is no evidence, a blank cell was never rated:
#
#             weight   Ada   Bo    Cy    mean     spread
#   design         3         4     3     7/2      1
#   craft          2   1     3     2     2        2   (wide: two points or more)
#   operations     2         2     1     3/2      1   (a must-have's, below 2: the gate)
#   review         1   –     –                        (nobody observed it)
#   learning       0   4                 4        0   (does not count)
#
# weights that were rated: 3 + 2 + 2 = 7 of 8, so the coverage is 7/8
# score: (3 × 7/2 + 2 × 2 + 2 × 3/2) / 7 = (21/2 + 4 + 3) / 7 = (35/2) / 7 = 5/2
WEIGHTS = {"design": 3, "craft": 2, "operations": 2, "review": 1}
MUSTS = frozenset(("design", "operations", "review"))
TABLE = Scores(
    (ADA, BO, CY),
    (
        Rating(BO, "design", 4), Rating(CY, "design", 3),
        Rating(ADA, "craft", 1), Rating(BO, "craft", 3), Rating(CY, "craft", 2),
        Rating(BO, "operations", 2), Rating(CY, "operations", 1),
        Rating(ADA, "review", None), Rating(BO, "review", None),
        Rating(ADA, "learning", 4),
    ),
    (
        Confirmation(BO, "r-led", False), Confirmation(CY, "r-led", True), Confirmation(CY, "r-led", False),
        Confirmation(ADA, "r-tests", None), Confirmation(BO, "r-tests", True),
    ),
)  # fmt: skip


def test_the_table_by_hand() -> None:
    means = {key: TABLE.mean(key) for key in (*WEIGHTS, "learning", "nothing")}
    assert means == {
        "design": Fraction(7, 2), "craft": Fraction(2), "operations": Fraction(3, 2), "review": None,
        "learning": Fraction(4), "nothing": None,
    }  # fmt: skip
    assert [TABLE.spread(key) for key in (*WEIGHTS, "learning")] == [1, 2, 1, 0, 0]
    found = tally(TABLE, WEIGHTS, MUSTS)
    assert (found.score, found.coverage) == (Fraction(5, 2), Fraction(7, 8))
    assert (found.wide, found.gates, found.denied) == (("craft",), ("operations",), ("r-led",))
    assert found.unseen == ("review",)


def test_a_mean_at_the_gate_passes_and_a_gate_is_one_of_must_haves_only() -> None:
    at = tally(Scores((ADA,), (Rating(ADA, "design", 2), Rating(ADA, "craft", 1))), WEIGHTS, MUSTS)
    assert at.gates == ()
    below = Scores((ADA, BO), (Rating(ADA, "design", 2), Rating(BO, "design", 1)))
    assert tally(below, WEIGHTS, MUSTS).gates == ("design",)


def test_without_a_rating_there_is_no_score() -> None:
    found = tally(Scores((ADA,), (Rating(ADA, "design", None),)), WEIGHTS, MUSTS)
    assert (found.score, found.coverage, found.gates, found.wide) == (None, 0, (), ())


KEYS = ("design", "craft", "operations", "review", "learning")
SEATS = (ADA, BO, CY, Seat("screen", "Bo"))
GRIDS = st.dictionaries(
    st.tuples(st.sampled_from(SEATS), st.sampled_from(KEYS)), st.none() | st.integers(1, 4), max_size=16
)
WEIGHINGS = st.fixed_dictionaries(dict.fromkeys(KEYS, st.integers(1, 9)))


def scored(grid: dict[tuple[Seat, str], int | None]) -> Scores:
    return Scores(SEATS, tuple(Rating(seat, key, value) for (seat, key), value in grid.items()))


@given(GRIDS, WEIGHINGS, st.randoms())
def test_the_order_of_ratings_does_not_matter(grid, weights, random) -> None:
    shuffled = list(grid.items())
    random.shuffle(shuffled)
    one, other = tally(scored(grid), weights, MUSTS), tally(scored(dict(shuffled)), weights, MUSTS)
    assert (one.score, one.coverage, one.wide, one.gates) == (other.score, other.coverage, other.wide, other.gates)


@given(GRIDS, WEIGHINGS, st.integers(2, 1000))
def test_scaling_all_weights_changes_nothing(grid, weights, times) -> None:
    scaled = {key: weight * times for key, weight in weights.items()}
    assert tally(scored(grid), weights, MUSTS) == tally(scored(grid), scaled, MUSTS)


@given(GRIDS, st.data())
def test_one_cell_less_moves_no_other_mean(grid, data) -> None:
    assume(grid)
    gone = data.draw(st.sampled_from(sorted(grid, key=str)))
    for less in (grid | {gone: None}, {cell: value for cell, value in grid.items() if cell != gone}):
        before, after = scored(grid), scored(less)
        others = [key for key in KEYS if key != gone[1]]
        assert [before.mean(key) for key in others] == [after.mean(key) for key in others]
        # Not observed and never asked are the same, and neither is a zero.
        left = [value for (_, key), value in less.items() if key == gone[1] and value is not None]
        assert after.mean(gone[1]) == (Fraction(sum(left), len(left)) if left else None)


@given(GRIDS, WEIGHINGS)
def test_coverage_is_whole_exactly_when_everything_is_rated(grid, weights) -> None:
    rated = {key for (_, key), value in grid.items() if value is not None}
    found = tally(scored(grid), weights, MUSTS)
    assert (found.coverage == 1) == (rated == set(KEYS))
    assert (found.coverage == 0) == (not rated)
    assert found.coverage == Fraction(sum(weights[key] for key in rated), sum(weights.values()))


@given(GRIDS, WEIGHINGS)
def test_a_score_lies_between_the_lowest_and_the_highest_rating(grid, weights) -> None:
    values = [value for value in grid.values() if value is not None]
    score = tally(scored(grid), weights, MUSTS).score
    assert (score is None) == (not values)
    if score is not None:
        assert 1 <= min(values) <= score <= max(values) <= 4


@given(GRIDS, WEIGHINGS, st.sampled_from(KEYS), st.integers(1, 9))
def test_what_nobody_observed_has_no_weight(grid, weights, key, weight) -> None:
    unseen = {cell: None if cell[1] == key else value for cell, value in grid.items()}
    assert tally(scored(unseen), weights, MUSTS).score == tally(scored(unseen), weights | {key: weight}, MUSTS).score
