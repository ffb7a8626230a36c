"""The public site as files that need no server: the copy that outlives the software."""

from publications.copying.folder import Unfit
from publications.copying.making import Report, copy_site
from publications.copying.plan import KINDS

__all__ = ["KINDS", "Report", "Unfit", "copy_site"]
