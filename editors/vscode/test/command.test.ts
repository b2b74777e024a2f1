import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { isCode, readCode, readFrom, readTranscript } from "../src/answers";
import { findCommand } from "../src/command";
import { run } from "../src/running";

const found = (setting: string, there: readonly string[] = [], windows = false): string =>
  findCommand({ setting, folders: ["one", "two"], windows, exists: (path) => there.includes(path) });

test("the command is looked for in the setting, in the workspace, on the search path", () => {
  const own = join("two", ".venv", "bin", "townlet");
  assert.equal(found(""), "townlet");
  assert.equal(found("", [own]), own);
  assert.equal(found("  ", [own, join("one", ".venv", "bin", "townlet")]), join("one", ".venv", "bin", "townlet"));
  assert.equal(found("other", [own]), "other");
  assert.equal(found("tools/townlet", [join("two", "tools", "townlet")]), join("two", "tools", "townlet"));
  assert.equal(found("${workspaceFolder}/t"), "one/t");
  assert.equal(found("", [join("one", ".venv", "Scripts", "townlet.exe")], true), join("one", ".venv", "Scripts", "townlet.exe"));
});

test("a code lens may say where to run from in several ways", () => {
  assert.deepEqual(readFrom(["file:///a.town", 40]), { uri: "file:///a.town", at: 40 });
  assert.deepEqual(readFrom(["file:///a.town", "arrival"]), { uri: "file:///a.town", at: "arrival" });
  assert.deepEqual(readFrom([{ uri: "file:///a.town", tick: 0 }]), { uri: "file:///a.town", at: 0 });
  assert.deepEqual(readFrom([{ file: "a.town", cue: "arrival" }]), { uri: "a.town", at: "arrival" });
  assert.deepEqual(readFrom([{ uri: "file:///a.town", tick: null, cue: "after-1" }]), { uri: "file:///a.town", at: "after-1" });
  assert.deepEqual(readFrom([]), { uri: undefined, at: undefined });
  assert.deepEqual(readFrom([{ scheme: "file", toString: () => "file:///a.town" }]), { uri: "file:///a.town", at: undefined });
});

test("an answer with a transcript is told from one without", () => {
  assert.equal(readTranscript("# A Story"), "# A Story");
  assert.equal(readTranscript({ transcript: "t" }), "t");
  assert.equal(readTranscript({ text: "t" }), "t");
  assert.equal(readTranscript(null), undefined);
  assert.equal(readTranscript({ opened: true }), undefined);
});

test("codes", () => {
  assert.equal(readCode("tn210"), "TN210");
  assert.equal(readCode({ value: "TN210", target: {} }), "TN210");
  assert.equal(readCode(undefined), undefined);
  assert.equal(readCode("E501"), undefined);
  assert.deepEqual(["TN210", "tn210", "210", " 210 ", "21", "TN2100", ""].map(isCode), [true, true, true, true, false, false, false]);
});

test("a command is run to its end, whatever that is", async () => {
  const said = await run(process.execPath, ["-e", "console.log('ä'); console.error('b'); process.exit(1)"], undefined);
  assert.deepEqual(said, { status: 1, out: "ä\n", err: "b\n" });
  await assert.rejects(run("there-is-no-such-command", [], undefined));
});
