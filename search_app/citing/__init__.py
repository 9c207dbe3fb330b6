"""How provisions, cells, pages and datasets are cited: national forms, BibTeX, RIS, CSL-JSON."""
