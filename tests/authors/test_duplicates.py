import pytest

from authors.duplicates import Names, alternatives, folded, keys, pinyin, sought, words
from authors.models import Author
from tests.factories import make_author

SPELLINGS = [
    "赵龙",
    "趙龍",
    "Zhao Long",
    "Long Zhao",
    "ZHAO Long",
    "Zhao, Long",
    "Zhào Lóng",
    "zhao-long",
    "赵 龙",
]


def one(display: str = "", family: str = "", given: str = "") -> list[Names]:
    return [Names(display, family, given)]


def meet(stored: str, new: str) -> bool:
    return bool(keys(one(stored)) & sought(one(new)))


@pytest.mark.parametrize("stored", SPELLINGS)
@pytest.mark.parametrize("new", SPELLINGS)
def test_one_person_is_known_under_every_spelling(stored, new):
    assert meet(stored, new)


@pytest.mark.parametrize(
    ("stored", "new"),
    [
        ("Zhang Xiaoming", "Xiao-Ming ZHANG"),
        ("张晓明", "Zhang Xiao Ming"),
        ("欧阳小明", "Xiaoming Ouyang"),
        ("歐陽小明", "Ouyang Xiaoming"),
        ("单田芳", "Shan Tianfang"),
        ("曾国藩", "Zeng Guofan"),
        ("吕洞宾", "Lü Dongbin"),
        ("吕洞宾", "Lyu Dongbin"),
        ("吕洞宾", "Lv Dongbin"),
        ("Søren Åkerblom", "Soren Akerblom"),
        ("Maria K. Lund", "Maria Lund"),
        ("Maria Lund", "Lund, M."),
        ("M. Lund", "Maria Lund"),
        ("M. K. Lund", "M. Lund"),
        ("赵龙", "Zhao L."),
        ("Анна Морозова", "Морозова Анна"),
    ],
)
def test_spellings_that_may_be_one_person_meet_both_ways(stored, new):
    assert meet(stored, new)
    assert meet(new, stored)


@pytest.mark.parametrize(
    ("stored", "new"),
    [
        ("Zhao Long", "Zhao Li"),
        ("赵龙", "赵丽"),
        ("Maria Lund", "Max Lund"),
        ("Maria Lund", "Maria Berg"),
        ("M. Lund", "Anna Lund"),
        ("", "Maria Lund"),
    ],
)
def test_different_people_do_not_meet(stored, new):
    assert not meet(stored, new)


def test_the_parts_of_a_name_count_as_a_spelling():
    assert keys(one("Dr Maria Lund", "Lund", "Maria")) & sought(one("Maria Lund"))
    assert not keys(one("", "Lund")) & sought(one("Lund"))


def test_no_key_holds_a_space():
    assert not any(" " in key for key in keys(one("Maria K. Lund 赵 龙", "Lund", "Maria")))


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("赵龙", ["zhao", "long"]),
        ("歐陽小明", ["ouyang", "xiaoming"]),
        ("单田芳", ["shan", "tianfang"]),
        ("吕蒙", ["lu", "meng"]),
        ("Maria", []),
        ("", []),
    ],
)
def test_a_chinese_name_is_read_with_its_surname_first(name, read):
    assert pinyin(name) == read


def test_words_are_without_accents_and_marks():
    assert words("Ngũgĩ wa Thiong’o, Łukasz Ægir-Jón") == ["ngugi", "wa", "thiongo", "lukasz", "aegirjon"]


def test_a_search_in_one_script_has_ways_into_the_other():
    assert alternatives("趙龍") == [["赵龙"], ["@", "zhao", "long"]]
    assert alternatives("Zhào") == [["zhao"]]
    assert alternatives("…") == []
    assert folded(one("趙龍")) == "赵龙 zhao long zhaolong"


@pytest.mark.django_db
class TestDatabase:
    @pytest.mark.parametrize(
        "query", ["zhao", "Zhao Long", "long zhao", "zhaolong", "赵", "趙龍", "龙", "Zhào", "zhao-long"]
    )
    def test_a_search_finds_a_person_by_any_name_in_any_script(self, query):
        found = [
            make_author(name_zh_hant="趙龍"),
            make_author(name_en="Zhao Long", name_zh_hans="赵龙"),
        ]
        make_author(name_en="Maria Lund")
        assert list(Author.objects.named(query)) == found

    @pytest.mark.parametrize("query", ["赵龙", "Zhao"])
    def test_a_chinese_search_finds_a_name_that_is_known_in_letters_only(self, query):
        author = make_author(name_en="Long Zhao")
        assert list(Author.objects.named(query)) == [author]

    def test_a_chinese_search_does_not_find_other_characters_of_the_same_sound(self):
        make_author(name_en="Yu Zhixing", name_zh_hans="庾知行")
        assert not Author.objects.named("余")

    def test_a_search_takes_no_sign_for_a_wildcard(self):
        make_author(slug="lund")
        assert not Author.objects.named("%")
        assert not Author.objects.named("赵_")

    def test_names_are_folded_again_when_they_change(self):
        author = make_author(name_en="Maria Lund")
        author.name_en = "Maria Berg"
        author.save(update_fields=["name_en"])
        assert list(Author.objects.like(one("Berg, Maria"))) == [author]
        assert not Author.objects.like(one("Lund, Maria"))

    def test_authors_made_many_at_once_are_found_as_well(self):
        Author.objects.bulk_create([Author(slug="zhao", name_zh_hans="赵龙")])
        assert Author.objects.like(one("Zhao Long")).exists()

    def test_nobody_is_like_no_name(self):
        make_author()
        assert not Author.objects.like(one())

    def test_among_two_thousand_the_likely_ones_take_one_query(self, django_assert_num_queries):
        Author.objects.bulk_create(
            Author(slug=f"a-{number}", name_en=f"Berg {number}") for number in range(2000)
        )
        author = make_author(name_en="Zhao Long")
        with django_assert_num_queries(1):
            assert list(Author.objects.like(one("赵龙"))) == [author]
