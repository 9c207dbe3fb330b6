"""The spider of CyLaw, Κυπριακή νομοθεσία."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/cy.yaml` names."""

    name = "cy"
