"""The spider of Légifrance through PISTE."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/fr.yaml` names."""

    name = "fr"
