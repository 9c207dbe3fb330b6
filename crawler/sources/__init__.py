"""What is collected from where: a folder per source with its terms, its instruments, its parser.

`<name>/source.yaml` says who publishes, under which terms, and what is wanted; `<name>/format.py`
reads the responses where no other source has the same format; `<name>/answers/` are self-written
responses with the result they must give, for the tests. A dash in the name of a source is an
underscore in the name of its folder, so that `format.py` can be imported.
"""

from crawler.sources.loading import load_source, sources
from crawler.sources.model import Limits, SourceFile, Start, WantedInstrument

__all__ = ["Limits", "SourceFile", "Start", "WantedInstrument", "load_source", "sources"]
