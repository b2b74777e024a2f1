"""For build servers: a JUnit report, in which every file, or every check of a run or a rehearsal, is a test."""

from typing import Any, Final, TextIO

from junitparser import Failure, JUnitXml, Skipped, SystemOut, TestCase, TestSuite

from dsl.diagnostic import Diagnostic
from dsl.render import safe, sentence
from runner.formats import Case, Report
from runner.report import in_full

NOT_REACHED: Final = ("TN692", "TN693", "TN694")
"""The codes of checks that nothing can be said about: tests that were skipped, if they do not fail the run."""


def write(report: Report, stream: TextIO) -> None:
    """See `runner.formats`. There are no times and no machine in it: equal reports are equal files."""
    suites: dict[str, list[Case]] = {}
    for case in report.cases:
        suites.setdefault(case.suite, []).append(case)
    whole: Any = JUnitXml("townlet")
    for name, cases in (suites or {"": []}).items():
        suite: TestSuite = TestSuite(safe(name or f"townlet {report.command}"))
        suite.add_testcases([_test(case, report) for case in cases])
        whole.add_testsuite(suite)
    stream.write(f'<?xml version="1.0" encoding="utf-8"?>\n{whole.tostring().decode("utf-8")}\n')


def _test(case: Case, report: Report) -> Any:
    """A test has one result: readers count them. It says all there is to say."""
    test: Any = TestCase(safe(case.name), safe(case.file))
    wrong = [each for each in case.said if each.severity == "error"]
    missed = [each for each in case.said if each.code in NOT_REACHED]
    text = "\n".join(in_full(each, report.sources) for each in case.said)
    if wrong:
        test.result = [_result(Failure, wrong, text)]
    elif missed:
        test.result = [_result(Skipped, missed, text)]
    elif case.said:
        test.append(SystemOut(text))
    return test


def _result(kind: type[Failure] | type[Skipped], said: list[Diagnostic], text: str) -> Failure | Skipped:
    more = f" (and {len(said) - 1} more)" if len(said) > 1 else ""
    result = kind(sentence(said[0].message) + more, said[0].code)
    result.text = text
    return result
