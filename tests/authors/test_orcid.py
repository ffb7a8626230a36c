import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory

from authors.models import Author
from authors.orcid import validate_orcid
from tests.factories import make_author


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0002-1694-233X"])
def test_an_identifier_with_a_right_checksum_passes(orcid):
    validate_orcid(orcid)


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0098", "0000-0002-1694-2330"])
def test_a_wrong_digit_is_told(orcid):
    with pytest.raises(ValidationError, match="checksum"):
        validate_orcid(orcid)


@pytest.mark.parametrize("orcid", ["0000000218250097", "0000-0002-1825-009x", "https://example.org", ""])
def test_another_shape_is_told(orcid):
    with pytest.raises(ValidationError, match="looks like"):
        validate_orcid(orcid)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written",
    [
        "https://orcid.org/0000-0002-1694-233X",
        "http://www.orcid.org/0000-0002-1694-233x/",
        "orcid.org/0000-0002-1694-233X",
        " ORCID: 0000-0002-1694-233X ",
    ],
)
def test_the_address_that_people_copy_is_taken_for_its_identifier(written):
    form = modelform_factory(Author, fields=["orcid"])({"orcid": written}, instance=make_author())
    assert form.is_valid(), form.errors
    assert form.save().orcid == "0000-0002-1694-233X"
    assert int(form["orcid"].field.widget.attrs["maxlength"]) >= len(written)
