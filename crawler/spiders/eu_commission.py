"""The spider of Documents of the European Commission, from Cellar."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/eu-commission.yaml` names."""

    name = "eu-commission"
