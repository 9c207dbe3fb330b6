"""The spider of Riksdagens öppna data, Svensk författningssamling."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/se.yaml` names."""

    name = "se"
