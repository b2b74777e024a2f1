"""The texts of a script under ids that survive edits, and catalogues of their translations, as values.

    script ─texts→ Texts ─merged (with a Catalogue)→ Catalogue ─judged→ diagnostics
                                                         └─lookup→ what a run is told in

How a catalogue stands in a file (gettext PO) is the runner's business.
"""

from dsl.strings.catalogue import Catalogue, Entry, merged
from dsl.strings.judged import judged
from dsl.strings.lookup import Lookup, lookup, lookup_alone
from dsl.strings.texts import Text, texts

__all__ = ["Catalogue", "Entry", "Lookup", "Text", "judged", "lookup", "lookup_alone", "merged", "texts"]
