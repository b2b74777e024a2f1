/** What the manifest names is there, and the rules of the languages do what they are for. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HERE } from "./engine";

const json = (name: string): any => JSON.parse(readFileSync(join(HERE, name), "utf8"));
const manifest = json("package.json");
const language = json("language-configuration.json");

test("every file that is named is there", () => {
  const { languages, grammars, snippets } = manifest.contributes;
  const named: string[] = [
    manifest.icon,
    ...languages.flatMap((each: any) => [each.configuration, each.icon.light, each.icon.dark]),
    ...[...grammars, ...snippets].map((each: any) => each.path),
  ];
  assert.ok(named.length >= 11);
  assert.deepEqual(named.filter((name) => !existsSync(join(HERE, name))), []);
});

test("every command is registered, and every one that is registered can be found", () => {
  const offered: string[] = manifest.contributes.commands.map((each: any) => each.command);
  const source = readFileSync(join(HERE, "src", "extension.ts"), "utf8");
  const registered = [...source.matchAll(/^ {4}"(townlet\.\w+)":/gm)].map((found) => found[1]);
  assert.deepEqual(registered.toSorted(), offered.toSorted());
});

test("the version is that of Townlet", () => {
  const project = readFileSync(join(HERE, "..", "..", "pyproject.toml"), "utf8");
  assert.equal(manifest.version, /^version = "(.*)"$/m.exec(project)?.[1]);
});

test("blocks are indented", () => {
  const deeper = new RegExp(language.indentationRules.increaseIndentPattern);
  const back = new RegExp(language.indentationRules.decreaseIndentPattern);
  for (const line of ["    cast:", 'scenario "A" (b = 2):', "    at 09:15:", "        if Kai is near Avery:  # so", "            60%:"]) {
    assert.match(line, deeper);
  }
  for (const line of ["    town: riverside", '        Kai: "So:"', "    # cast:", "            > And then:", "        hold Kai"]) {
    assert.doesNotMatch(line, deeper);
  }
  assert.match("            otherwise:", back);
  assert.match("            otherwise if Kai is near Avery:", back);
  assert.doesNotMatch("            mark \"otherwise\"", back);
});

test("prose goes on with prose", () => {
  const prose = language.onEnterRules.find((rule: any) => rule.action.appendText === "> " && rule.action.indent === "none");
  assert.match("            > And then", new RegExp(prose.beforeText));
  assert.doesNotMatch("            > ", new RegExp(prose.beforeText));
});

test("a word is a whole name", () => {
  const word = new RegExp(language.wordPattern, "g");
  assert.deepEqual("play small-talk(Avery, Kai)".match(word), ["play", "small-talk", "Avery", "Kai"]);
});

test("a line of the concise form is a problem", () => {
  const { regexp } = manifest.contributes.problemMatchers[0].pattern;
  const found = new RegExp(regexp).exec("my-story.town:6:16: error[TN201]: There is nobody called `Idaa` in the cast");
  assert.deepEqual(found?.slice(1, 6), ["my-story.town", "6", "16", "error", "TN201"]);
});

test("a line about a file as a whole is a problem of that file, and no other line is taken for one", () => {
  const [placed, whole] = manifest.contributes.problemMatchers.map((each: any) => each.pattern);
  const missing = "my story.town: error[TN001]: There is no file `my story.town`";
  assert.equal(new RegExp(placed.regexp).exec(missing), null);
  const found = new RegExp(whole.regexp).exec(missing);
  const parts = [whole.file, whole.severity, whole.code, whole.message].map((group: number) => found?.[group]);
  assert.deepEqual(parts, ["my story.town", "error", "TN001", "There is no file `my story.town`"]);
  assert.equal(whole.kind, "file");
  assert.doesNotMatch("my-story.town:6:16: error[TN201]: There is nobody called `Idaa`", new RegExp(whole.regexp));
});
