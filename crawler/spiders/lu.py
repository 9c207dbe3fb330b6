"""The spider of Legilux, données ouvertes du Journal officiel."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/lu.yaml` names."""

    name = "lu"
