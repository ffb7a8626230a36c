import pytest

from publications.languages import byline, convert, convert_body, names, post, reading_minutes


@pytest.mark.parametrize(
    ("position", "institute", "language", "expected"),
    [
        ("Senior Fellow", "Ferry Point Institute", "en", "Senior Fellow, Ferry Point Institute"),
        ("Senior Fellow", "", "en", "Senior Fellow"),
        ("", "Ferry Point Institute", "en", "Ferry Point Institute"),
        ("", "", "en", ""),
        ("高级研究员", "渡口国际研究院", "zh-hans", "渡口国际研究院高级研究员"),
        ("資深研究員", "", "zh-hant", "資深研究員"),
        ("", "渡口國際研究院", "zh-hant", "渡口國際研究院"),
        ("Fellow", "Chatham", "zh-hans", "Chatham Fellow"),
        ("研究员", "MIT", "zh-hans", "MIT研究员"),
    ],
)
def test_a_post_follows_the_grammar_of_its_language(position, institute, language, expected):
    assert post(position, institute, language) == expected


@pytest.mark.parametrize(
    ("signature", "language", "expected"),
    [
        (("Zhou Yan", "Fellow", "Harbour Institute"), "en", "Zhou Yan, Fellow, Harbour Institute"),
        (("Zhou Yan", "", ""), "en", "Zhou Yan"),
        (("周彦", "研究员", "港湾研究院"), "zh-hans", "周彦　港湾研究院研究员"),
        (("周彥", "", ""), "zh-hant", "周彥"),
    ],
)
def test_a_byline_leaves_no_stray_mark(signature, language, expected):
    assert byline(*signature, language) == expected


@pytest.mark.parametrize(
    ("several", "language", "expected"),
    [
        (["Ann"], "en", "Ann"),
        (["Ann", "Ben"], "en", "Ann and Ben"),
        (["Ann", "Ben", "Cao"], "en", "Ann, Ben and Cao"),
        (["周彦", "林岸"], "zh-hans", "周彦、林岸"),
        ([], "en", ""),
    ],
)
def test_names_are_listed_as_the_language_lists_them(several, language, expected):
    assert names(several, language) == expected


WORDS = {"中俄关系": "中俄關係", "战略伙伴": "戰略夥伴", "于宏源": "于宏源"}


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("皇后与后天，头发与发展", "皇后與後天，頭髮與發展"),
        ("中俄关系与战略伙伴", "中俄關係與戰略夥伴"),
        ("于宏源于上海", "于宏源於上海"),
        ("“一带一路”与‘关系’", "「一帶一路」與『關係』"),
        ("“No Ceiling” 与 China’s", "“No Ceiling” 與 China’s"),
        ("见 https://example.cn/发展 。", "見 https://example.cn/发展 。"),
    ],
)
def test_text_is_converted_from_one_script_to_the_other_and_back(simplified, traditional):
    assert convert(simplified, "zh-hant", "tw", WORDS) == traditional
    assert convert(traditional, "zh-hans", "tw", WORDS) == simplified


def test_the_kind_of_traditional_characters_is_chosen():
    assert [convert("台湾里", "zh-hant", variant, {}) for variant in ("tw", "hk", "plain")] == [
        "臺灣裡",
        "台灣裏",
        "臺灣裏",
    ]


def test_a_body_is_converted_in_its_text_alone():
    body = (
        '<p>皇<em>后</em>与后<strong>天</strong><span data-footnote="k7x2m9qa">见<a href="https://x.cn/发展">关系</a>。'
        '</span>，<code>发展</code><span lang="ja">発展会</span></p><ul><li>头发</li></ul>'
    )
    assert convert_body(body, "zh-hant", "tw", {}) == (
        '<p>皇<em>后</em>與後<strong>天</strong><span data-footnote="k7x2m9qa">見<a href="https://x.cn/发展">關係</a>。'
        '</span>，<code>发展</code><span lang="ja">発展会</span></p><ul><li>頭髮</li></ul>'
    )


def test_what_a_picture_is_said_to_show_is_converted_and_its_address_is_not():
    body = (
        '<figure><img src="/media/figures/码头.png" alt="码头与航道"><figcaption>码头</figcaption></figure>'
    )
    converted = convert_body(body, "zh-hant", "tw", {})
    assert 'alt="碼頭與航道"' in converted
    assert "/media/figures/码头.png" in converted


def test_what_a_picture_is_said_to_show_in_another_language_is_left_alone():
    body = '<p lang="en"><img alt="后"></p><p><img alt="后台" lang="ja"></p>'
    assert convert_body(body, "zh-hant", "tw", {}) == body


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [
        (0, "en", 1),
        (238, "en", 1),
        (2380, "en", 10),
        (332, "zh-hans", 1),
        (3320, "zh-hant", 10),
        (500, "zh-hans", 2),
    ],
)
def test_how_long_a_text_takes_to_read(words, language, minutes):
    assert reading_minutes(words, language) == minutes
