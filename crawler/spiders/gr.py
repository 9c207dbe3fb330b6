"""The spider of Εθνικό Τυπογραφείο, Εφημερίδα της Κυβερνήσεως."""

from crawler.spider import SourceSpider


class Spider(SourceSpider):
    """Collects what `sources/gr.yaml` names."""

    name = "gr"
