"""What is wrong with a file of translations is said at its line."""

import pytest

from dsl.diagnostic import Diagnostic
from dsl.source import Source
from dsl.strings import Text, judged
from runner.translation import po
from tests.strings.support import texts_of

SCRIPT = """\
scenario "Dusk":
    town: riverside
    length: 9 ticks

    cast:
        Ida: balanced, at cafe

    at tick 1:
        Ida: "So {you} say."
"""
HEAD = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n'
TITLE = '\nmsgctxt "scenario/title"\nmsgid "Dusk"\nmsgstr "Dämmerung"\n'


def _id() -> str:
    return next(each.id for each in texts_of(SCRIPT) if each.kind == "say")


def said(translation: str, flag: str = "") -> str:
    return f'\n{flag}msgctxt "{_id()}"\nmsgid "So {{you}} say."\nmsgstr {translation}\n'


def told(text: str, texts: tuple[Text, ...] | None = None) -> list[str]:
    source = Source("de.po", text)
    read = po.read(source)
    if isinstance(read, Diagnostic):
        return [f"{read.code}:{read.span.line}"]
    found = judged(texts if texts is not None else texts_of(SCRIPT), read.catalogue, source)
    head = po.header_fault(read, "de", source)
    return [f"{each.code}:{each.span.line}" for each in (*([head] if head else []), *found)]


GOOD = said('"Sagst {you}."')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + TITLE + GOOD, []),
        (HEAD + TITLE + said('""\n"Sagst "\n"{you}."'), []),
        (HEAD + TITLE, ["TN813:1"]),
        (HEAD + TITLE + said('""'), ["TN810:11"]),
        (HEAD + TITLE + said('" "'), ["TN810:11"]),
        (HEAD + TITLE + said('"Sagst {you}."', "#, fuzzy\n"), ["TN811:12"]),
        (HEAD + TITLE + said('"Sagst\\n{you}."'), ["TN814:11"]),
        (HEAD + TITLE + said('" Sagst {you}."'), ["TN814:11"]),
        (HEAD + TITLE + said('"Sagst du."'), ["TN815:11"]),
        (HEAD + TITLE + said('"Sagst {du}."'), ["TN815:11"]),
        (HEAD + TITLE + said('"Sagst {you}{you}."'), ["TN815:11"]),
        (HEAD + TITLE + said('"„Sagst {you}.“"'), ["TN816:11"]),
        (HEAD + TITLE + said('"Sagst \\"{you}."'), ["TN816:11"]),
        (HEAD + TITLE + GOOD + GOOD, ["TN817:14"]),
        (HEAD + TITLE + GOOD + '\nmsgctxt "scenario/mark/1"\nmsgid "Gone"\nmsgstr "Weg"\n', ["TN812:14"]),
        (HEAD + TITLE + GOOD + '\n#~ msgctxt "scenario/mark/1"\n#~ msgid "Gone"\n#~ msgstr "Weg"\n', ["TN812:14"]),
        (HEAD + TITLE.replace("Dusk", "Dawn") + GOOD, ["TN812:6"]),
        (HEAD.replace("de", "fr") + TITLE + GOOD, ["TN819:3"]),
        (TITLE + GOOD, ["TN819:1"]),
        ("", ["TN819:1", "TN813:1", "TN813:1"]),
        (HEAD + TITLE + said('"Sagst {you}.'), ["TN818:11"]),
        (HEAD + TITLE + said('Sagst {you}.'), ["TN818:11"]),
        (HEAD + TITLE + said('"Sagst "{you}"."'), ["TN818:11"]),
        (HEAD + TITLE + "\nsomething else\n", ["TN818:9"]),
        (HEAD + TITLE + '\nmsgid "Alone"\n\nmsgid "Again"\nmsgstr ""\n', ["TN818:9"]),
        (HEAD.replace("\n", "\r\n") + (TITLE + GOOD).replace("\n", "\r\n"), []),
    ],
)
def test_what_is_said_of_a_file(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('msgstr "Weg', "Every text stands between two quotation marks"),
        ('"Weg', "Every text stands between two quotation marks"),
        ("something else", "A line is a text between quotation marks"),
        ("<<<<<<< HEAD", "Two versions of the file were not merged"),
        ("=======", "Two versions of the file were not merged"),
        (">>>>>>> fair", "Two versions of the file were not merged"),
    ],
)
def test_how_to_mend_a_line_is_said_by_what_it_is(line: str, hint: str) -> None:
    read = po.read(Source("x.po", f"{HEAD}{line}\n"))
    assert isinstance(read, Diagnostic)
    assert (read.hint or "").startswith(hint)


def test_a_language_is_the_same_however_its_tag_is_written() -> None:
    source = Source("x.po", 'msgid ""\nmsgstr ""\n"Language: pt-br\\n"\n')
    read = po.read(source)
    assert isinstance(read, po.Po)
    assert po.header_fault(read, "pt_BR", source) is None
    assert po.header_fault(read, "pt", source) is not None
