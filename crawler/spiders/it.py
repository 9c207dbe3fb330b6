"""The spider of Normattiva."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/it.yaml` names."""

    name = "it"
