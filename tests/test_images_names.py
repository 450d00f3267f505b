"""Rules and names of pictures: sizes, crops, what a name depends on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leitai.images import Photo, Rule, variants
from leitai.images import variants as make
from leitai.images.pixels import unturned
from leitai.images.rules import crop_of

PHOTO = Photo("content/a.jpg", "0123456789abcdef" * 2, 4000, 3000, "photo")

sides = st.integers(1, 9000)
ratios = st.none() | st.tuples(st.integers(1, 30), st.integers(1, 30))
percents = st.floats(0, 100)
widths = st.lists(st.integers(1, 5000), min_size=1, max_size=6).map(tuple)


def names(photo: Photo = PHOTO, focus: tuple[float, ...] = (), **changes: object) -> set[str]:
    given = {"role": "card", "widths": (480, 960), "ratio": (1, 1), **changes}
    return {variant.name for variant in make(photo, Rule(**given), focus)}  # type: ignore[arg-type]


def test_equal_content_and_rule_give_equal_names() -> None:
    moved = Photo("content/b.jpeg", PHOTO.digest, 4000, 3000, "photo", "#123456")
    assert names() == names(moved) == names(role="other", sizes="50vw") == names(focus=(50, 50))


def test_whatever_changes_the_file_changes_the_name() -> None:
    assert not names() & names(Photo("a.jpg", "f" * 32, 4000, 3000, "photo"))
    assert not names() & names(ratio=None)
    assert not names() & names(focus=(0, 0))
    assert not names() & names(quality={"webp": 50, "jpeg": 51})
    assert not names(formats=("webp",)) & names(formats=("jpeg", "avif"))
    assert len(names() & names(widths=(960, 1600))) == 2


def test_the_encoder_is_in_the_name(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    before = names()
    monkeypatch.setattr("leitai.images.rules.ENCODER", "1/pillow-99.0")
    assert not before & names()


def test_focus_along_the_edge_that_is_not_cut_changes_nothing() -> None:
    assert names(focus=(50, 0)) == names(focus=(50, 100))


def test_near_widths_are_one() -> None:
    def made(width: int, *wanted: int) -> list[int]:
        photo = Photo("a.jpg", "0" * 32, width, 1000, "photo")
        return [variant.width for variant in variants(photo, Rule("x", wanted, formats=("webp",)))]

    assert made(1000, 960, 480, 1600, 480) == [480, 1000]
    assert made(1200, 480, 960, 1600) == [480, 960, 1200]
    assert made(1000, 480, 1000) == [480, 1000]
    assert made(100, 480, 960, 1600) == [100]


@given(sides, sides, ratios, percents, percents, widths)
def test_never_upscaled_and_in_the_right_ratio(
    width: int, height: int, ratio: tuple[int, int] | None, x: float, y: float, wanted: tuple[int, ...]
) -> None:
    photo = Photo("a.jpg", "0" * 32, width, height, "photo")
    made = variants(photo, Rule("x", wanted, ratio), (x, y))
    assert made
    assert len({variant.name for variant in made}) == len(made)
    for variant in made:
        left, top, right, bottom = variant.crop or (0, 0, width, height)
        assert 0 <= left < right <= width and 0 <= top < bottom <= height
        assert 1 <= variant.width <= right - left and 1 <= variant.height <= bottom - top
        across, down = ratio or (width, height)
        expected = max(1, variant.width * down / across)
        # Within half a pixel, but for crops so thin that the ratio cannot be kept.
        assert (
            abs(variant.height - expected) <= 1 or bottom - top < 1.0 + expected or min(right - left, bottom - top) < 4
        )
    assert max(variant.width for variant in made) <= max(wanted)


@given(sides, sides, st.tuples(st.integers(1, 30), st.integers(1, 30)), percents, percents)
def test_a_crop_is_as_large_as_can_be_and_about_its_focus(
    width: int, height: int, ratio: tuple[int, int], x: float, y: float
) -> None:
    left, top, right, bottom = crop_of(width, height, ratio, (x, y)) or (0, 0, width, height)
    assert (left, right) == (0, width) or (top, bottom) == (0, height)
    assert left - 1 <= x * width / 100 <= right + 1
    assert top - 1 <= y * height / 100 <= bottom + 1
    for low, high, size, at in ((left, right, width, x), (top, bottom, height, y)):
        off = abs((low + high) / 2 - size * at / 100)
        assert off <= 1 or low == 0 or high == size


@given(st.integers(1, 8), sides, sides, st.data())
def test_boxes_are_turned_as_pictures_are(turn: int, width: int, height: int, data: st.DataObject) -> None:
    wide, high = (height, width) if turn >= 5 else (width, height)
    left = data.draw(st.integers(0, wide - 1))
    top = data.draw(st.integers(0, high - 1))
    right = data.draw(st.integers(left + 1, wide))
    bottom = data.draw(st.integers(top + 1, high))
    a, b, c, d = unturned((left, top, right, bottom), (width, height), turn)
    assert 0 <= a < c <= width and 0 <= b < d <= height
    assert {c - a, d - b} == {right - left, bottom - top}
