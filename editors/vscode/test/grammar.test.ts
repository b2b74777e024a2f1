/** VS Code's own engine colours what ships as Townlet's lexer does, to the character. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HOUSE, grammarOf, tokenise, type Piece } from "./engine";

const SAMPLE: readonly (readonly [line: string, ...pieces: Piece[]])[] = [
  ["## What it is about.", ["## What it is about.", "comment.line.documentation.townlet"]],
  [
    'use "people.town"',
    ["use", "keyword.declaration.townlet"],
    ['"people.town"', "string.quoted.double.townlet"],
  ],
  [
    "personality shy extends balanced:",
    ["personality", "keyword.declaration.townlet"],
    ["shy", "entity.name.type.townlet"],
    ["extends", "keyword.other.joint.townlet"],
    ["balanced", "entity.name.type.townlet"],
    [":", "punctuation.separator.townlet"],
  ],
  [
    "        Kai: gruff, works as barista",
    ["Kai", "entity.name.person.townlet"],
    [":", "punctuation.separator.townlet"],
    ["gruff", "variable.other.name.townlet"],
    [",", "punctuation.separator.townlet"],
    ["works", "keyword.other.joint.townlet"],
    ["as", "keyword.other.joint.townlet"],
    ["barista", "variable.other.name.townlet"],
  ],
  [
    "    20 ticks after arrival as rest:",
    ["20", "constant.numeric.townlet"],
    ["ticks", "keyword.other.unit.townlet"],
    ["after", "keyword.control.cue.townlet"],
    ["arrival", "entity.name.label.townlet"],
    ["as", "keyword.other.joint.townlet"],
    ["rest", "entity.name.label.townlet"],
    [":", "punctuation.separator.townlet"],
  ],
  [
    "        60%: direct Kai to chat with Avery about work",
    ["60%", "constant.numeric.townlet"],
    [":", "punctuation.separator.townlet"],
    ["direct", "keyword.other.statement.townlet"],
    ["Kai", "entity.name.person.townlet"],
    ["to", "keyword.other.joint.townlet"],
    ["chat", "keyword.other.activity.townlet"],
    ["with", "keyword.other.joint.townlet"],
    ["Avery", "entity.name.person.townlet"],
    ["about", "keyword.other.joint.townlet"],
    ["work", "variable.other.name.townlet"],
  ],
  ["            > Morning light, at 09:00.", ["> Morning light, at 09:00.", "string.unquoted.prose.townlet"]],
];

test("each kind of line has its colours", async () => {
  const found = tokenise(await grammarOf("source.townlet"), SAMPLE.map(([line]) => line).join("\n"));
  for (const [number, [line, ...pieces]] of SAMPLE.entries()) {
    assert.deepEqual((found[number] ?? []).filter(([, scope]) => scope !== ""), pieces, line);
  }
});

const python = join(HOUSE, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const scenarios = join(HOUSE, "scenarios");
const shipped = [
  ...readdirSync(scenarios).filter((name) => /\.(?:town|transcript)$/.test(name)),
  ...readdirSync(join(scenarios, "library")).map((name) => join("library", name)),
];

test("what ships looks as it does everywhere else", { skip: !existsSync(python) && "no environment" }, async () => {
  const files = shipped.map((name) => join(scenarios, name));
  const options = { cwd: HOUSE, encoding: "utf8", maxBuffer: 1 << 28 } as const;
  const due: Record<string, Piece[]> = JSON.parse(execFileSync(python, ["-m", "runner.highlight", ...files], options));
  const grammars = { town: await grammarOf("source.townlet"), other: await grammarOf("text.townlet.transcript") };
  assert.ok(files.length > 20);
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const seen = tokenise(file.endsWith(".town") ? grammars.town : grammars.other, text);
    assert.deepEqual(characters(seen.flatMap((line) => [...line, ["\n", ""] as const])), characters(due[file] ?? []), file);
  }
});

/** Every character that is no blank and has a colour, with that. */
function characters(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(([text, scope]) => (scope === "" ? [] : [...text].filter((each) => each.trim() !== "").map((each) => `${each} ${scope}`)));
}
