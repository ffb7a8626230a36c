import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory

from publications.models import Series
from publications.models.issn import validate_issn
from tests.factories import make_series


@pytest.mark.parametrize("issn", ["0317-8471", "2434-561X", "0000-0000", "1050-124X"])
def test_what_is_an_issn(issn):
    validate_issn(issn)


@pytest.mark.parametrize(
    "issn", ["0317-847", "0317.8471", "03178471", "X317-8471", "2434-561x", "０３１７-8471"]
)
def test_what_looks_otherwise_is_refused(issn):
    with pytest.raises(ValidationError, match="looks like 0317-8471"):
        validate_issn(issn)


@pytest.mark.parametrize("issn", ["0317-8472", "0317-847X", "3017-8471", "2434-5610"])
def test_a_wrong_last_character_and_digits_that_changed_places_are_found(issn):
    with pytest.raises(ValidationError, match="wrong digit"):
        validate_issn(issn)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written",
    ["2434-561X", " 2434-561x ", "2434561X", "ISSN 2434-561X", "ISSN: 2434-561X", "e-ISSN 2434–561X"],
)
def test_a_series_keeps_its_issn_without_what_people_copy_with_it(written):
    series = make_series(issn=written)
    series.full_clean()
    assert series.issn == "2434-561X"


@pytest.mark.django_db
def test_a_form_has_room_for_what_people_copy_with_it():
    form = modelform_factory(Series, fields=["issn"])({"issn": " e-ISSN: 2434–561X "}, instance=make_series())
    assert form.is_valid(), form.errors
    assert form.save().issn == "2434-561X"
    assert int(form["issn"].field.widget.attrs["maxlength"]) >= len(" e-ISSN: 2434–561X ")


@pytest.mark.django_db
def test_a_series_needs_none_and_takes_no_wrong_one():
    make_series().full_clean()
    with pytest.raises(ValidationError):
        make_series(issn="2434-5611").full_clean()
