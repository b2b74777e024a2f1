/** What can be told of a script from its lines alone, as long as no language server says more. */

/** A cue, by the name its lines have in a transcript: the one it was given, or its kind and number (`after-2`). */
export interface Cue {
  readonly id: string;
  readonly line: number;
}

const OPENER = /^( +)(?:(at|every|when|whenever|while|after)\b|[\d.]+ \w+ (after)\b)(?!\s*:).*$/;
const NAMED = /\bas ([^\W\d]\w*(?:-\w+)*)\s*:\s*(?:#.*)?$/;
const SCENARIO = /^scenario\b/;
const BLANK = /^\s*(?:#|$)/;

/** The cues of the scenario, in order. Those without a name are numbered by their kind. */
export function cuesOf(lines: readonly string[]): Cue[] {
  const found: Cue[] = [];
  const counts = new Map<string, number>();
  let inside = false;
  let level: number | undefined;
  for (const [number, line] of lines.entries()) {
    if (BLANK.test(line)) {
      continue;
    }
    if (/^\S/.test(line)) {
      inside = SCENARIO.test(line);
      level = undefined;
      continue;
    }
    level ??= indentOf(line);
    const opener = OPENER.exec(line);
    if (!inside || opener === null || indentOf(line) !== level) {
      continue;
    }
    const kind = opener[2] ?? opener[3] ?? "";
    const name = NAMED.exec(line)?.[1];
    if (name === undefined) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    found.push({ id: name ?? `${kind}-${counts.get(kind) ?? 0}`, line: number });
  }
  return found;
}

/** The cue that a line stands in; undefined above the first, and in what stands beside the cues. */
export function cueAt(lines: readonly string[], at: number): Cue | undefined {
  const cue = cuesOf(lines).findLast(({ line }) => line <= at);
  if (cue === undefined) {
    return undefined;
  }
  const level = indentOf(lines[cue.line] ?? "");
  const left = lines.slice(cue.line + 1, at + 1).some((line) => !BLANK.test(line) && indentOf(line) <= level);
  return left ? undefined : cue;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
