"""Pictures of pages: cleaned, turned upright, their ruled tables found, and their characters recognised.

Recognised characters carry a confidence. Not here: pages of a PDF that hold their text (`readers/pdf`), and
what words and figures mean.
"""

from orchestration.reports.readers.scan.opening import read_image
from orchestration.reports.readers.scan.page import read_page_image

__all__ = ["read_image", "read_page_image"]
