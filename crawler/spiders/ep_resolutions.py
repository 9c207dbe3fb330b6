"""The spider of Adopted texts of the European Parliament, from Cellar."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/ep-resolutions.yaml` names."""

    name = "ep-resolutions"
