"""The door for the web server: stored pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django = get_wsgi_application()

from config.pagestore import in_front_of  # noqa: E402  needs the settings and models that are loaded above

application = in_front_of(django)
