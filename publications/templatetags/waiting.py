"""What the home page of the admin shows to whoever has signed in."""

from django import template
from django.contrib.auth.models import AbstractBaseUser

from publications.admin import waiting as home

register = template.Library()


@register.simple_tag
def waiting(user: AbstractBaseUser) -> list[home.Section]:
    """What waits for the user, section by section."""
    return home.waiting(user)


@register.simple_tag
def recent(user: AbstractBaseUser) -> list[home.Entry]:
    """What was done last, by anybody."""
    return home.recent(user)
