/** Finding one's way in a transcript: the line at which a cue or a tick begins. Lines count from 0. */

const DAY = 24 * 60;
const STORY = /^(\d\d):(\d\d) [·~!*] /;
const CLOSING = /^-- (\d\d):(\d\d), tick (\d+), /;
const NEW_DAY = /^-- Day (\d+) --$/;
const ORIGIN = / ‹([^›]*)›$/;
const MARK = /^== .* ==$/;

/** The first line that a cue brought about, or the mark right above it; undefined if it brought about none. */
export function lineOfCue(lines: readonly string[], cue: string): number | undefined {
  const at = lines.findIndex((line) => {
    const origin = STORY.test(line) ? ORIGIN.exec(line)?.[1] : undefined;
    return origin !== undefined && (origin === cue || origin.startsWith(`${cue}/`));
  });
  return at < 0 ? undefined : withMark(lines, at);
}

/** The first line told at a tick or later; undefined if the story is over by then. */
export function lineAtTick(lines: readonly string[], tick: number): number | undefined {
  const opening = openingOf(lines);
  if (opening === undefined) {
    return undefined;
  }
  let day = 0;
  for (const [number, line] of lines.entries()) {
    day = dayOf(line) ?? day;
    const clock = STORY.exec(line);
    if (clock !== null && day * DAY + minuteOf(clock) - opening >= tick) {
      return withMark(lines, number);
    }
  }
  return undefined;
}

/** The minute of the first day at which the run began: the last line says when it ended and after how many ticks. */
function openingOf(lines: readonly string[]): number | undefined {
  const closing = lines.map((line) => CLOSING.exec(line)).findLast((found) => found !== null);
  if (closing === undefined || closing === null) {
    return undefined;
  }
  const began = minuteOf(closing) - Number(closing[3]);
  return ((began % DAY) + DAY) % DAY;
}

function dayOf(line: string): number | undefined {
  const found = NEW_DAY.exec(line);
  return found === null ? undefined : Number(found[1]) - 1;
}

function minuteOf(clock: RegExpExecArray): number {
  return Number(clock[1]) * 60 + Number(clock[2]);
}

function withMark(lines: readonly string[], at: number): number {
  return at > 0 && MARK.test(lines[at - 1] ?? "") ? at - 1 : at;
}
