/** What comes from outside in a form that is not known for sure, and is looked at before it is used. */

/** Where a run is to be shown from: arguments of a code lens are a file and a tick, or a file and a cue. */
export interface From {
  readonly uri: string | undefined;
  readonly at: number | string | undefined;
}

/** The arguments of "run from here": `[uri, tick]`, `[uri, cue]`, or one object with these. */
export function readFrom(args: readonly unknown[]): From {
  const [first, second] = args;
  if (isRecord(first) && !("scheme" in first)) {
    return { uri: textOf(first["uri"] ?? first["file"]), at: placeOf(first["tick"] ?? first["cue"]) };
  }
  return { uri: textOf(first), at: placeOf(second) };
}

/** The transcript in an answer of the language server: a text, or an object with one. */
export function readTranscript(answer: unknown): string | undefined {
  if (typeof answer === "string") {
    return answer;
  }
  return isRecord(answer) ? textOf(answer["transcript"] ?? answer["text"]) : undefined;
}

/** The code of a diagnostic: `TN210`, whether it has a page to go with it or not. */
export function readCode(code: unknown): string | undefined {
  const text = isRecord(code) ? textOf(code["value"]) : textOf(code);
  return text !== undefined && isCode(text) ? text.toUpperCase() : undefined;
}

/** Whether somebody typed a code: `TN210`, `tn210`, `210`. */
export function isCode(text: string): boolean {
  return /^(?:tn)?\d{3}$/i.test(text.trim());
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

function placeOf(value: unknown): number | string | undefined {
  return typeof value === "number" || typeof value === "string" ? value : undefined;
}
