"""The coded law as tables: a row per version of an offence or scheme, per penalty, per absence."""
