"""How the admin writes moments: in the time zone of the site, with what that is in UTC."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext


def zoned(moment: datetime.datetime) -> str:
    """A moment in the site's time zone, with its name and the same moment in UTC where that is another."""
    local, utc = timezone.localtime(moment), moment.astimezone(datetime.UTC)
    written = {
        "local": date_format(local, "DATETIME_FORMAT"),
        "zone": timezone.get_current_timezone_name(),
        "utc": date_format(utc, "H:i" if utc.date() == local.date() else "DATETIME_FORMAT"),
    }
    if local.utcoffset():
        return gettext("%(local)s (%(zone)s; %(utc)s UTC)") % written
    return gettext("%(local)s (UTC)") % written


def time_zone() -> str:
    """The time zone in which moments are typed and shown, its distance from UTC today, and what time it is."""
    now = timezone.localtime()
    offset = now.strftime("%z")
    return gettext("Time zone: %(name)s (UTC%(offset)s). It is now %(now)s.") % {
        "name": timezone.get_current_timezone_name(),
        "offset": f"{offset[:3]}:{offset[3:]}",
        "now": zoned(now),
    }
