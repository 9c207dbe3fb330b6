"""Measures the tagger: against labels, against texts written for measuring, and by what readers
said of its tags.

`demandside evaluate --publish` writes the figures (`figures.json`), `demandside docs` their page
and its tables, and the site shows them on `/accuracy`. The labels, provisions and sentences that
the figures rest on are in `labels/`, `written/` and `buyers/`, each with a README.
"""
