"""What the pages promise to programs: parameters, JSON and CSV of each page family, as models.

A page family (`search_app.web.family`) names one model for its parameters, one for its JSON and
one for a row of its CSV. Requests are validated by the first, responses are written from the other
two, and the reference is printed from all three.
"""
