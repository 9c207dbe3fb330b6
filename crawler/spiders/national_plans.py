"""The spider of National action plans and rapporteurs, pages of the states."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/national-plans.yaml` names."""

    name = "national-plans"
