"""The spider of Gesetze im Internet."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/de.yaml` names."""

    name = "de"
