"""The spider of DG Migration and Home Affairs, news."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/dg-home.yaml` names."""

    name = "dg-home"
