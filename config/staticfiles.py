"""How static files are served: compressed, under names that follow from their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Scripts import one another under these names too, so that a browser never mixes two releases.

    Django finds an import only where it ends in a semicolon.
    """

    support_js_module_import_aggregation = True
    # A name follows from the content, and so from the names of what is imported: one pass for each step of the
    # longest chain of imports.
    max_post_process_passes = 20
