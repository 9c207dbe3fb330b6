"""What changed, to subscribe to: changes of the law and of held texts as feeds, dates as calendar.

`items` gathers the entries, `atom` and `jsonfeed` write them as feeds, `deadlines` gathers the
dates to come, and `calendar` writes those. Entries are in English, whoever asks for them: a feed
has one language.
"""
