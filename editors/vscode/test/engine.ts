/** The engine that colours in VS Code, with our grammars. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, Registry, parseRawGrammar, type IGrammar } from "vscode-textmate";

export const HERE = process.cwd();
export const HOUSE = join(HERE, "..", "..");

const FILES: Record<string, string> = {
  "source.townlet": "townlet",
  "text.townlet.transcript": "transcript",
};

/** A piece of a line and its innermost scope; an empty one where there is no colour. */
export type Piece = readonly [text: string, scope: string];

let ready: Promise<void> | undefined;

async function prepared(): Promise<void> {
  const wasm = createRequire(join(HERE, "package.json")).resolve("vscode-oniguruma/release/onig.wasm");
  await loadWASM(readFileSync(wasm));
}

/** The grammar of a scope. */
export async function grammarOf(scope: string): Promise<IGrammar> {
  ready ??= prepared();
  await ready;
  const grammars = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (name) => {
      const file = FILES[name];
      if (file === undefined) {
        return null;
      }
      const path = join(HERE, "syntaxes", `${file}.tmLanguage.json`);
      return parseRawGrammar(readFileSync(path, "utf8"), path);
    },
  });
  const grammar = await grammars.loadGrammar(scope);
  if (grammar === null) {
    throw new Error(`there is no grammar ${scope}`);
  }
  return grammar;
}

/** The pieces of each line of a text. */
export function tokenise(grammar: IGrammar, text: string): Piece[][] {
  let state = INITIAL;
  return text.split("\n").map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => {
      const scope = scopes.at(-1) ?? "";
      const plain = /^(?:meta|source|text\.townlet)/.test(scope);
      return [line.slice(startIndex, endIndex), plain ? "" : scope] as const;
    });
  });
}
