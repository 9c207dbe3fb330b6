-- The building blocks (cues) of each tagged provision, with their first places.
CREATE TABLE cues (
    provision INTEGER PRIMARY KEY REFERENCES provisions (id),
    data      TEXT NOT NULL
) STRICT;
