import pytest
from django.core.exceptions import ValidationError

from authors.orcid import validate_orcid


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
