import re

import pytest

from publications.body.sources import host, with_hosts


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.reuters.com/world", "reuters.com"),
        ("http://Archive.Example:8080/", "archive.example"),
        ("https://bank.example@evil.example/", "evil.example"),
        ("mailto:a@b.example", ""),
        ("/media/x.png", ""),
        ("https://[::1", ""),
    ],
)
def test_the_host_of_an_address(address, expected):
    assert host(address) == expected


def test_all_but_the_host_of_a_written_address_may_be_left_out():
    assert with_hosts(
        '<a href="https://www.x.example/a?b=1&amp;c">https://www.x.example/a?b=1&amp;c</a>.'
    ) == (
        '<a href="https://www.x.example/a?b=1&amp;c"><span class="address-rest">https://www.</span>x.example'
        '<span class="address-rest">/a?b=1&amp;c</span></a>.'
    )


def test_a_link_of_other_words_names_its_host():
    assert with_hosts('<a href="https://x.example/a">The <em>Log</em></a>') == (
        '<a href="https://x.example/a" data-host="x.example">The <em>Log</em></a>'
    )


def test_an_address_that_leads_elsewhere_than_it_says_names_the_true_host():
    assert 'data-host="evil.example"' in with_hosts(
        '<a href="https://evil.example/">https://bank.example/</a>'
    )


def test_a_link_within_the_site_and_a_mail_stay_as_they_are():
    for link in ('<a href="/en/">Home</a>', '<a href="mailto:a@b.example">a@b.example</a>', "No link."):
        assert with_hosts(link) == link


def test_the_text_of_a_note_stays_the_same():
    html = 'See <a href="https://x.example/">https://x.example/</a>, <a href="https://y.example/赵">赵</a>'
    assert re.sub("<[^>]+>", "", with_hosts(html)) == re.sub("<[^>]+>", "", html)
