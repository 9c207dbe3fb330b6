"""The spider of National transposition measures, from Cellar."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/eu-transposition.yaml` names."""

    name = "eu-transposition"
