"""How a town's events are put into words: `table` says which are told and how urgently, the rest is words.

A wording is a template over named slots (`{who} says hello to {whom}.`). Each kind of event has one function,
filed by what it is about, that chooses a set of wordings and fills the slots; `townlet.page` picks one.
"""
