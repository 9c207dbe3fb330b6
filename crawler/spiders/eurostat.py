"""The spider of Eurostat, trafficking in human beings."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/eurostat.yaml` names."""

    name = "eurostat"
