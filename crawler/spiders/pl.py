"""The spider of ELI API of the Sejm (Dziennik Ustaw)."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/pl.yaml` names."""

    name = "pl"
