"""What can be wrong outside a text (files, the command line, schedules, disks): diagnostics like the rest.

`Span`s of whole files have line 0: there is no line to show, and the report leaves it out.
"""

from typing import Final

from dsl.codes import STATEMENTS, Code
from dsl.diagnostic import Diagnostic
from dsl.source import Span

FILES: Final = "files and the command line"
PERFORMANCES: Final = "how a performance went"

CODES: Final[dict[str, Code]] = {
    "TN001": Code(FILES, "There is no such file, and no script of this name ships."),
    "TN002": Code(FILES, "A folder stands where a file is wanted."),
    "TN003": Code(FILES, "A file cannot be opened."),
    "TN004": Code(FILES, "A file is not text in UTF-8."),
    "TN005": Code(FILES, "A file is empty."),
    "TN006": Code(FILES, "A file is larger than any script or town needs."),
    "TN010": Code(FILES, "A file is not a compiled schedule that this version can perform."),
    "TN011": Code(FILES, "A compiled schedule has its values already."),
    "TN012": Code(FILES, "The town of a compiled schedule cannot be found, or is not sound."),
    "TN013": Code(FILES, "A town file has changed since the schedule was compiled."),
    "TN014": Code(FILES, "A file cannot be written."),
    "TN015": Code(FILES, "A value given with --set is not of the form NAME=VALUE."),
    "TN016": Code(FILES, "A line was asked about that is no line of the story, or of which nothing can come."),
    "TN017": Code(FILES, "The command line cannot be read."),
    "TN020": Code(FILES, "A file is not a snapshot, or none that can be read."),
    "TN021": Code(FILES, "A snapshot was cut short, or is not as it was saved."),
    "TN022": Code(FILES, "A snapshot is of a later version than this Townlet writes."),
    "TN023": Code(FILES, "A snapshot is of another script or another town, or they were edited since."),
    "TN024": Code(FILES, "A snapshot does not say what it is of, or another version of Townlet saved it."),
    "TN025": Code(FILES, "A moment to save at that the run does not come to."),
    "TN026": Code(FILES, "A snapshot stands where a script is wanted."),
    "TN027": Code(FILES, "What is to be written would take the place of what is read, or of something else written."),
    "TN030": Code(FILES, "A golden is not whole, or holds two versions that were not merged."),
    "TN031": Code(FILES, "A folder has no scenario in it."),
    "TN032": Code(FILES, "Seeds cannot be read, or there are more runs than one rehearsal performs."),
    "TN033": Code(FILES, "Nothing waits for a decision, or not this passage."),
    "TN034": Code(FILES, "What waits was told by another script, town or seed than today's, or edited by hand."),
    "TN035": Code(FILES, "Somebody else is deciding about a golden at this moment."),
    "TN036": Code(FILES, "A file is no store of a rehearsal, or one of something else."),
    "TN037": Code(FILES, "A cluster cannot be reached, or what it needs is not installed."),
    "TN038": Code(FILES, "A script needs mending before its story can be decided about."),
    "TN039": Code(FILES, "A golden belongs to no script."),
    "TN040": Code(FILES, "What is to be put into form is no script."),
    "TN041": Code(FILES, "Lines that cannot be read were not put into form."),
    "TN042": Code(FILES, "A new script would take the place of a file that is there."),
    "TN043": Code(FILES, "A script cannot have this name."),
    "TN044": Code(FILES, "A picture is to go into a file of a kind that holds none."),
    "TN045": Code(FILES, "A chart is larger than Mermaid draws unasked."),
    "TN046": Code(FILES, "What is named with --python is no Python that can be used."),
    "TN047": Code(FILES, "Another Python cannot run Townlet."),
    "TN048": Code(FILES, "Another Python has another Townlet."),
    "TN049": Code(FILES, "Another process stopped before it had performed."),
    "TN050": Code(FILES, "A library that a command needs is not installed."),
    "TN051": Code(FILES, "A script has no golden yet."),
    "TN052": Code(FILES, "A golden was told by a later Townlet than this, and by this one otherwise."),
    "TN053": Code(FILES, "A rehearsal did not come to all that `cover` asks for."),
    "TN054": Code(FILES, "Too few runs kept every promise, or none could be judged."),
    "TN055": Code(FILES, "A story is not the one that was approved."),
    "TN056": Code(FILES, "What made a story another than the one that was approved."),
    "TN057": Code(FILES, "The record beside a golden is missing, of another run, or cannot be read."),
    "TN058": Code(FILES, "Two runs cannot be held against each other."),
    "TN059": Code(FILES, "A golden names another seed, or other values, than those that tell its story."),
    "TN060": Code(FILES, "Options about telemetry do not go together."),
    "TN061": Code(FILES, "The address of a consumer of telemetry cannot be read."),
    "TN062": Code(FILES, "Telemetry would leave this machine as plain text."),
    "TN063": Code(FILES, "A consumer of telemetry cannot be reached."),
    "TN064": Code(FILES, "A consumer of telemetry does not speak TLS."),
    "TN065": Code(FILES, "The certificate of a consumer of telemetry is not to be trusted."),
    "TN066": Code(FILES, "A file of certificates cannot be used."),
    "TN067": Code(FILES, "A consumer did not get all of the telemetry."),
    "TN068": Code(FILES, "The name of a file for telemetry does not say in which form it is written."),
    "TN069": Code(FILES, "A consumer of telemetry is gone, and is called again while the run goes on."),
    "TN070": Code(FILES, "A file is not a recording, or none that can be read."),
    "TN071": Code(FILES, "A recording was cut short, or its run was interrupted."),
    "TN072": Code(FILES, "A recording is not as it was recorded."),
    "TN073": Code(FILES, "A recording is of a later version than this Townlet writes."),
    "TN074": Code(FILES, "What a recording stands on cannot be performed any more, or was by another Townlet."),
    "TN075": Code(FILES, "Performed again, a run is not the one that was recorded."),
    "TN076": Code(FILES, "A moment that a recording does not come to."),
    "TN077": Code(FILES, "Nobody of this name is in a recording."),
    "TN078": Code(FILES, "A recording cannot be made into a script."),
    "TN079": Code(FILES, "A recording stands where a script is wanted."),
    "TN081": Code(STATEMENTS, "A statement is for a moment that is past, or lies outside the run."),
    "TN084": Code(STATEMENTS, "Two statements have one id."),
    "TN085": Code(STATEMENTS, "There are more statements than one run listens to."),
    "TN086": Code(STATEMENTS, "Statements are for a run of a script, and this is none."),
    "TN690": Code(PERFORMANCES, "Something that was to come true did not."),
    "TN691": Code(PERFORMANCES, "A check could never be judged."),
    "TN692": Code(PERFORMANCES, "A check was never reached."),
    "TN693": Code(PERFORMANCES, "A block was not played, because what it assumes did not hold."),
    "TN694": Code(PERFORMANCES, "The run was over before a check was."),
    "TN695": Code(PERFORMANCES, "A law of the town was broken, which is a fault of ours."),
    "TN696": Code(PERFORMANCES, "A run that was saved and restored went another way, which is a fault of ours."),
    "TN697": Code(PERFORMANCES, "A cue never began."),
    "TN698": Code(PERFORMANCES, "Two runs that should be the same were not, which is a fault of ours."),
    "TN699": Code(PERFORMANCES, "Where a line of the transcript comes from."),
}


def whole(name: str) -> Span:
    """The place of something that concerns a file as a whole."""
    return Span(name, 0, 0, 0, 0)


def trouble(code: str, name: str, message: str, hint: str) -> Diagnostic:
    """An error about a file as a whole."""
    return Diagnostic(code, message, whole(name), hint=hint)
