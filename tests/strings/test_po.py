"""Catalogues as PO files: whatever is written is read again, and what translators added stays."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.source import Source
from dsl.strings import Catalogue, Entry
from runner.translation import po
from tests.strings.support import translated

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Cs"])
SAID = st.text(LETTERS, min_size=1, max_size=120).map(lambda text: " ".join(text.split())).filter(bool)
WHOLE = st.builds(
    Entry, SAID, SAID, SAID | st.just(""), st.booleans(), st.just(""), obsolete=st.booleans(),
)  # fmt: skip


def again(data: bytes) -> po.Po:
    read = po.read(Source("x.po", data.decode()))
    assert isinstance(read, po.Po), read
    return read


@settings(max_examples=100)
@given(st.lists(WHOLE, max_size=5, unique_by=lambda entry: entry.id))
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    ordered = sorted(entries, key=lambda entry: entry.obsolete)
    written = po.written(po.Po(Catalogue(tuple(ordered))), "x", "de", "X")
    read = again(written)
    plain = [msgspec.structs.replace(entry, span=None) for entry in read.catalogue.entries]
    assert {each.id: each for each in plain} == {
        each.id: msgspec.structs.replace(each, fuzzy=each.fuzzy and not each.obsolete) for each in ordered
    } or plain == ordered
    assert po.written(read, "x", "de", "X") == written


def test_what_translators_added_stays() -> None:
    text = (
        "# Our fair town.\n# By Mila, for the spring fair.\n"
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Last-Translator: Mila\\n"\n"X-Generator: Poedit\\n"\n\n'
        '# A pun in the original.\n#. A heading.\n#: a.town:3\n#, fuzzy\n#| msgid "Before"\n'
        'msgctxt "scenario/mark/1"\nmsgid "After"\nmsgstr "Danach"\n'
    )
    read = again(text.encode())
    written = po.written(read, "fair", "de", "Fair").decode()
    assert written.startswith("# Our fair town.\n# By Mila, for the spring fair.\n")
    assert '"Last-Translator: Mila\\n"\n"X-Generator: Poedit\\n"\n' in written
    assert written.endswith(text[text.index("# A pun") :])
    assert read.catalogue.entries[0].previous == "Before"
    assert again(written.encode()).catalogue == msgspec.structs.replace(
        read.catalogue, entries=(msgspec.structs.replace(
            read.catalogue.entries[0], span=again(written.encode()).catalogue.entries[0].span),)
    )  # fmt: skip


def test_no_date_is_written_and_no_code_seen_in_a_percentage() -> None:
    entry = msgspec.structs.replace(translated().entries[0], source="Up by 55 % c", translation="Um 55 %")
    written = po.written(po.Po(Catalogue((entry,))), "x", "de", "X").decode()
    assert "Date" not in written
    assert "python" not in written


def test_a_template_is_of_no_language() -> None:
    entries = tuple(msgspec.structs.replace(each, translation="") for each in translated().entries)
    written = po.written(po.Po(Catalogue(entries)), "x", "", "X").decode()
    assert written.startswith("# X: its texts, to be translated.\n")
    assert '"Language: \\n"' in written
