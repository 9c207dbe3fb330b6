"""The spider of the source greta."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/greta.yaml` names."""

    name = "greta"
