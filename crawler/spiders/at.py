"""The spider of Rechtsinformationssystem des Bundes (RIS), open data."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/at.yaml` names."""

    name = "at"
