import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch

from publications import oai, workflow
from publications.exporters import jats
from publications.models import Edition
from tests.factories import make_article, make_author, make_topic, published, withdrawn

pytestmark = pytest.mark.django_db

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"


def ask(**arguments):
    answer = Client().get("/oai", {name.removesuffix("_"): value for name, value in arguments.items()})
    assert answer.status_code == 200
    return etree.fromstring(answer.content)


def error(**arguments):
    found = ask(**arguments).find(f"{OAI}error")
    return found.get("code") if found is not None else None


def identifiers(**arguments):
    page = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", **arguments)
    return [each.text for each in page.iter(f"{OAI}identifier")]


def identifier(version):
    return f"oai:127.0.0.1:{version.edition_id}"


def test_it_says_who_it_is():
    published(make_article())
    said = ask(verb="Identify").find(f"{OAI}Identify")
    assert said.find(f"{OAI}protocolVersion").text == "2.0"
    assert said.find(f"{OAI}deletedRecord").text == "persistent"


def test_a_record_says_what_the_page_says():
    author, topic = make_author(name_en="Zhou Yan"), make_topic(slug="sea", name_en="Sea")
    version = published(make_article(title_en="Tides", by=[author], topics=[topic], date="2022-06-16"))
    record = ask(verb="GetRecord", identifier=identifier(version), metadataPrefix="oai_dc")
    assert [each.text for each in record.iter(f"{DC}title")] == ["Tides"]
    assert [each.text for each in record.iter(f"{DC}creator")] == ["Zhou Yan"]
    assert [each.text for each in record.iter(f"{DC}date")] == ["2022-06-16"]
    assert [each.text for each in record.iter(f"{OAI}setSpec")] == ["language:en", "topic:sea"]


def test_the_whole_text_is_given_as_jats():
    version = published(make_article(body_en="<p>The tide turns.</p>", title_en="Tides"))
    record = ask(verb="GetRecord", identifier=identifier(version), metadataPrefix="jats")
    article = record.find(f".//{OAI}metadata/{{{jats.NAMESPACE}}}article")
    assert "The tide turns." in "".join(article.find(f"{{{jats.NAMESPACE}}}body").itertext())


def test_a_correction_is_the_same_record_with_a_later_moment():
    article = make_article(title_en="Tides")
    published(article)
    article.title_en = "Tides and Currents"
    article.save()
    version = published(article, change="correction", note="The title was wrong.")
    assert identifiers() == [identifier(version)]
    record = ask(verb="GetRecord", identifier=identifier(version), metadataPrefix="oai_dc")
    assert record.find(f".//{DC}title").text == "Tides and Currents"


def test_what_was_withdrawn_is_told_as_deleted():
    edition = withdrawn(make_article())
    record = ask(verb="GetRecord", identifier=f"oai:127.0.0.1:{edition.pk}", metadataPrefix="oai_dc")
    assert record.find(f".//{OAI}header").get("status") == "deleted"
    assert record.find(f".//{OAI}metadata") is None


def test_drafts_and_the_scheduled_are_not_told_at_all():
    make_article()
    later = make_article()
    edition = Edition.objects.get(article=later, language="en")
    workflow.publish(edition, at=timezone.now() + datetime.timedelta(days=1))
    assert error(verb="ListIdentifiers", metadataPrefix="oai_dc") == "noRecordsMatch"
    assert (
        error(verb="GetRecord", identifier=f"oai:127.0.0.1:{edition.pk}", metadataPrefix="oai_dc")
        == "idDoesNotExist"
    )


def test_sets_are_languages_and_topics():
    article = make_article(title_en="Tides", title_zh_hans="潮汐", topics=[make_topic(slug="sea")])
    english, chinese = published(article), published(article, "zh-hans")
    other = published(make_article())
    assert identifiers(set="language:zh-hans") == [identifier(chinese)]
    assert set(identifiers(set="topic:sea")) == {identifier(english), identifier(chinese)}
    assert identifier(other) in identifiers(set="language:en")
    specs = [each.text for each in ask(verb="ListSets").iter(f"{OAI}setSpec")]
    languages = ["language", "language:en", "language:zh-hans", "language:zh-hant"]
    assert specs == [*languages, "topic", "topic:sea"]


def test_a_set_holds_what_the_sets_below_it_hold():
    both = [make_topic(slug="sea"), make_topic(slug="ice")]
    filed, other = published(make_article(topics=both)), published(make_article())
    assert identifiers(set="topic") == [identifier(filed)]
    assert identifiers(set="language") == [identifier(filed), identifier(other)]


def test_a_harvest_can_begin_where_the_last_one_ended():
    published(make_article())
    today, tomorrow = timezone.now().date(), timezone.now().date() + datetime.timedelta(days=1)
    assert len(identifiers(from_=today.isoformat(), until=today.isoformat())) == 1
    assert error(verb="ListRecords", metadataPrefix="oai_dc", from_=tomorrow.isoformat()) == "noRecordsMatch"


def test_a_long_list_comes_in_pages_that_leave_nothing_out(monkeypatch):
    monkeypatch.setattr(oai, "PER_PAGE", 2)
    versions = [published(make_article()) for _ in range(5)]
    page = ask(verb="ListRecords", metadataPrefix="oai_dc")
    found = [each.text for each in page.iter(f"{OAI}identifier")]
    while (token := page.find(f".//{OAI}resumptionToken")) is not None and token.text:
        page = ask(verb="ListRecords", resumptionToken=token.text)
        found += [each.text for each in page.iter(f"{OAI}identifier")]
    assert found == [identifier(version) for version in versions]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Steal"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListSets", "set": ["x", "x"]}, "badArgument"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "yesterday"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": ""}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2022-13-45"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "colour:red"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "topic:\0"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "nonsense"}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "nonsense"}, "badResumptionToken"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:x:1"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "nothing"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": f"oai:127.0.0.1:{10**30}"}, "idDoesNotExist"),
    ],
)
def test_what_the_protocol_does_not_know_is_answered_as_it_wants(arguments, code):
    published(make_article())
    assert error(**arguments) == code


@pytest.mark.parametrize(
    "token",
    [
        oai.Listing("oai_dc", after=("2022-06-16T08:00:00", 1)).token(),
        oai.Listing("oai_dc", after=("2022-06-16T08:00:00+00:00", 10**30)).token(),
        "\x01" + oai.Listing("oai_dc", after=("2022-06-16T08:00:00+00:00", 1)).token(),
    ],
)
def test_a_token_that_was_mangled_on_its_way_is_refused(token):
    published(make_article())
    assert error(verb="ListIdentifiers", resumptionToken=token) == "badResumptionToken"


def test_a_harvest_may_end_with_the_calendar():
    published(make_article())
    assert len(identifiers(until="9999-12-31")) == 1
    assert len(identifiers(until="9999-12-31T23:59:59Z")) == 1


def test_a_list_of_many_costs_what_one_of_few_costs():
    for _ in range(3):
        published(make_article(topics=[make_topic()]))
    with CaptureQueriesContext(connection) as queries:
        assert len(identifiers()) == 3
    assert len(queries) == 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_harvesters_own_client_reads_it_all(live_server, settings):
    versions = [published(make_article(title_en=f"Article {number}")) for number in range(3)]
    withdrawn(make_article())
    client = Sickle(f"{live_server.url}/oai")
    assert client.Identify().protocolVersion == "2.0"
    records = list(client.ListRecords(metadataPrefix="oai_dc"))
    assert [record.deleted for record in records] == [False, False, False, True]
    assert records[0].metadata["title"] == ["Article 0"]
    assert {each.metadataPrefix for each in client.ListMetadataFormats()} == {"oai_dc", "jats"}
    assert len(list(client.ListSets())) == 5
    assert len(versions) == 3
    with pytest.raises(NoRecordsMatch):
        client.ListIdentifiers(metadataPrefix="oai_dc", set="language:zh-hant")
