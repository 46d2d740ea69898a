"""JUnit XML: a suite for each file, a test case for each check, for the test pages of CI.

JUnit knows no warning. One is a skipped case with its message, so that it is seen and the build
stays green; where warnings fail the run, it is a failure.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from salesops.render.cases import Case, by_file, cases, place
from salesops.render.safe import visible
from salesops.render.view import View
from salesops.result import Answer
from salesops.verdicts import Outcome


def render(answer: Answer, view: View) -> bytes:
    """The report; it has no times, so that the same files give the same bytes."""
    found = cases(answer, "junit")
    root = Element("testsuites", name=f"salesops {visible(answer.report.command)}")
    for file, of_file in by_file(found).items():
        root.append(_suite(file, of_file, view))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, 0)) for suite in root)))
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(file: str, of_file: Sequence[Case], view: View) -> Element:
    suite = Element("testsuite", name=visible(file), tests=str(len(of_file)))
    for name, case in zip(_names(of_file), of_file, strict=True):
        suite.append(_case(name, case, view))
    suite.set("failures", str(len(suite.findall("*/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("*/skipped"))))
    return suite


def _names(of_file: Sequence[Case]) -> Iterator[str]:
    """A name of its own for each: GitLab shows only the first of several that are called alike."""
    seen: dict[str, int] = {}
    for case in of_file:
        count = seen[case.name] = seen.get(case.name, 0) + 1
        yield visible(case.name if count == 1 else f"{case.name} ({count})")


def _case(name: str, case: Case, view: View) -> Element:
    verdict = case.verdict
    element = Element("testcase", classname=visible(verdict.file), name=name)
    if verdict.outcome == Outcome.PASSED:
        SubElement(element, "system-out").text = _measured(case)
    elif verdict.outcome == Outcome.ERROR or (verdict.failed and view.fail_on == "warning"):
        failure = SubElement(element, "failure", type=visible(verdict.check))
        failure.set("message", visible(verdict.message))
        failure.text = _body(case)
    else:
        message = f"{verdict.outcome}: {verdict.message}"
        SubElement(element, "skipped", message=visible(message)).text = _body(case)
    return element


def _measured(case: Case) -> str:
    return f"measured: {visible(case.verdict.measured)}"


def _body(case: Case) -> str:
    """What was measured and wanted, and the rows; no line begins with text from a file."""
    broken = [f"rows: {case.broken}"] if case.broken else []
    rows = (f"at {place(row)} {row.column} {row.value}" for row in case.rows)
    wanted = f"wanted: {visible(case.verdict.wanted)}"
    return "\n".join(chain((_measured(case), wanted), broken, map(visible, rows)))
