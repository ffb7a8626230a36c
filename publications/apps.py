from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from publications.models.frozen import protect_versions
        from publications.models.generation import watch_names
        from publications.search import engine

        post_migrate.connect(protect_versions, sender=self)
        post_migrate.connect(engine.prepare, sender=self, dispatch_uid="search")
        watch_names()
