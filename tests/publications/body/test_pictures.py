from publications.body.pictures import WIDTHS, pictures, rendition_of, srcset, with_renditions

FOLDER = "/media/figures/"


def test_a_picture_is_offered_in_both_formats_up_to_the_width_that_shows_it_whole():
    html = with_renditions(
        '<p>x</p><img src="/media/figures/a.png" alt="A" width="900" height="9">', FOLDER, "50vw"
    )
    assert html == (
        '<p>x</p><picture><source type="image/avif" srcset="/media/figures/a-480.avif 480w,'
        ' /media/figures/a-800.avif 800w, /media/figures/a-1200.avif 900w" sizes="50vw">'
        '<source type="image/webp" srcset="/media/figures/a-480.webp 480w,'
        ' /media/figures/a-800.webp 800w, /media/figures/a-1200.webp 900w" sizes="50vw">'
        '<img src="/media/figures/a.png" alt="A" width="900" height="9"></picture>'
    )


def test_pictures_of_other_places_or_without_a_width_stay_as_they_are():
    for image in (
        '<img src="/preview/x/figures/a.png" alt="" width="900" height="9">',
        '<img src="/media/figures/a.png" alt="">',
        '<img src="/media/figures/a.png" alt="&lt;img width=&quot;3&quot;&gt;">',
    ):
        assert with_renditions(image, FOLDER, "50vw") == image


def test_a_small_picture_has_one_rendition_and_the_largest_is_the_widest_of_all():
    assert srcset("/a.jpg", 60, "webp") == "/a-480.webp 60w"
    assert srcset("/a.jpg", 480, "webp") == "/a-480.webp 480w"
    assert srcset("/a.jpg", 2400, "webp").endswith("/a-1800.webp 1800w")


def test_names_of_renditions_are_told_from_all_others():
    assert rendition_of("a-480.avif") == ("a", 480, "avif")
    for width in WIDTHS:
        assert rendition_of(f"a_b-c-{width}.webp") == ("a_b-c", width, "webp")
    for other in ("a.png", "a-481.avif", "a-480.png", "-480.avif", "a-480.avif.webp", "a-0480.avif", ""):
        assert rendition_of(other) is None, other


def test_pictures_are_found_in_reading_order():
    assert pictures('<img src="/b.png" alt=""><p>x</p><img src="/a.png" alt="">') == ["/b.png", "/a.png"]
