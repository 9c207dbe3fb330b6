"""Coded law: general rules, offences, schemes and absences of a state, each bound to words."""
