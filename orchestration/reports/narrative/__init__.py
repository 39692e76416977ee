"""Reading prose: `read_prose` gives the records of a document's paragraphs."""

from orchestration.reports.narrative.reader import read_prose

__all__ = ["read_prose"]
