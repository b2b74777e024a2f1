import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cueAt, cuesOf } from "../src/script";
import { lineAtTick, lineOfCue } from "../src/transcript";
import { HOUSE } from "./engine";

const read = (name: string): string[] => readFileSync(join(HOUSE, "scenarios", name), "utf8").split("\n");
const coffee = read("coffee-too-dear.town");
const story = read("coffee-too-dear.transcript");

test("cues have the names that their lines have in a transcript", () => {
  assert.deepEqual(
    cuesOf(coffee).map(({ id }) => id),
    ["warm-up", "at-1", "arrival", "after-1", "after-2", "price-rise", "grumble", "whenever-1", "makeup"],
  );
});

test("every cue of every script that ships, as far as it told anything, is found in its transcript", () => {
  for (const name of ["coffee-too-dear", "lend-a-hand", "lights-out", "one-shower", "a-wet-afternoon"]) {
    const origins = new Set(
      read(`${name}.transcript`).flatMap((line) => /^\d\d:\d\d .* ‹([^›/]+)\/[^›]*›$/.exec(line)?.[1] ?? []),
    );
    const cues = new Set(cuesOf(read(`${name}.town`)).map(({ id }) => id));
    origins.delete("town");
    origins.delete("stage");
    assert.deepEqual([...origins].filter((origin) => !cues.has(origin)), [], name);
  }
});

test("a line belongs to the cue that it stands in", () => {
  const at = (text: string): string | undefined => cueAt(coffee, coffee.findIndex((line) => line.includes(text)))?.id;
  assert.equal(at('mark "Three coins?"'), "price-rise");
  assert.equal(at("release Avery, newcomer"), "makeup");
  assert.equal(at("direct newcomer to meet Avery"), "after-1");
  assert.equal(at("at tick 40 as arrival:"), "arrival");
  assert.equal(at("expect eventually"), undefined);
  assert.equal(at("golden: 4242"), undefined);
  assert.equal(at("cast:"), undefined);
  assert.equal(at("use "), undefined);
});

test("what looks like a cue and is none is none", () => {
  const lines = ["vignette v:", "    at tick 3:", 'scenario "S":', "    at tick 4 as b:", '        mark "x"', "        at tick 9:"];
  assert.deepEqual(cuesOf(lines), [{ id: "b", line: 3 }]);
  assert.deepEqual(cuesOf([]), []);
});

test("a cue is found with the mark above its first line", () => {
  assert.equal(story[lineOfCue(story, "price-rise") ?? -1], "== Three coins? ==");
  assert.match(story[lineOfCue(story, "after-2") ?? -1] ?? "", /^08:20 !/);
  assert.equal(lineOfCue(story, "price"), undefined);
  assert.equal(lineOfCue([], "price-rise"), undefined);
});

test("a tick is found by the clock that the last line tells", () => {
  assert.equal(story[lineAtTick(story, 0) ?? -1], "== Warm-up ==");
  assert.equal(story[lineAtTick(story, 60) ?? -1], "== Three coins? ==");
  assert.match(story[lineAtTick(story, 61) ?? -1] ?? "", /^08:36 !/);
  assert.equal(lineAtTick(story, 149), undefined);
  assert.equal(lineAtTick(["08:00 ·  No end."], 0), undefined);
});

test("days are counted", () => {
  const lines = ["23:50 ·  Late.", "", "-- Day 2 --", "00:10 ·  Early.", "", "-- 01:00, tick 90, state 0, events 0 --"];
  assert.equal(lineAtTick(lines, 20), 0);
  assert.equal(lineAtTick(lines, 21), 3);
});
