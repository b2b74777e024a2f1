/** The bundle as VS Code would load it: an editor made of nothing, in which it must wake up and offer its commands. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import Module, { createRequire } from "node:module";
import { join } from "node:path";
import { before, test } from "node:test";
import { HERE } from "./engine";

interface Extension {
  activate(context: { subscriptions: unknown[] }): Promise<void>;
  deactivate(): Promise<void>;
}

const registered = new Map<string, (...args: unknown[]) => unknown>();
const said: string[] = [];
const trusted = true;

/** Anything: it can be called, constructed, extended and asked for more. */
function anything(): any {
  return new Proxy(class {}, {
    get: (target: any, name) => (name in target || typeof name === "symbol" ? target[name] : anything()),
    apply: () => anything(),
  });
}

function editor(): Record<string, unknown> {
  const own: Record<string, Record<string, unknown>> = {
    commands: {
      registerCommand: (name: string, act: () => unknown) => {
        assert.ok(!registered.has(name), `${name} is registered twice`);
        registered.set(name, act);
        return { dispose: () => registered.delete(name) };
      },
    },
    workspace: {
      get isTrusted() {
        return trusted;
      },
      workspaceFolders: undefined,
      getConfiguration: () => ({ get: (name: string, otherwise: unknown) => (name === "languageServer" ? false : otherwise) }),
      registerTextDocumentContentProvider: () => ({ dispose: () => undefined }),
      onDidCloseTextDocument: () => ({ dispose: () => undefined }),
      onDidChangeConfiguration: () => ({ dispose: () => undefined }),
      onDidGrantWorkspaceTrust: () => ({ dispose: () => undefined }),
    },
    window: {
      activeTextEditor: undefined,
      createOutputChannel: () => ({ error: () => undefined, show: () => undefined, dispose: () => undefined }),
      showInformationMessage: (words: string) => said.push(words),
    },
  };
  class EventEmitter {
    readonly event = (): void => undefined;
    fire(): void {}
    dispose(): void {}
  }
  return new Proxy({ ...own, EventEmitter } as Record<string, unknown>, {
    get: (target, name) => (typeof name === "string" && name in target ? target[name] : anything()),
  });
}

function load(): Extension {
  const loader = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown };
  const plain = loader._load;
  const vscode = editor();
  loader._load = (name, ...rest) => (name === "vscode" ? vscode : plain(name, ...rest));
  try {
    return createRequire(join(HERE, "package.json"))("./dist/extension.js") as Extension;
  } finally {
    loader._load = plain;
  }
}

before(() => {
  execFileSync(process.execPath, ["build.mjs"], { cwd: HERE });
});

test("it wakes up, offers its commands and goes to sleep", async () => {
  const extension = load();
  const context = { subscriptions: [] as { dispose(): void }[] };
  await extension.activate(context);
  const { contributes } = createRequire(join(HERE, "package.json"))("./package.json");
  const offered: string[] = contributes.commands.map((each: { command: string }) => each.command);
  assert.deepEqual([...registered.keys()].toSorted(), [...offered, "townlet.runFromHere"].toSorted());
  await registered.get("townlet.run")?.();
  assert.deepEqual(said, ["Open a script (`.town`) first."]);
  await registered.get("townlet.restart")?.();
  assert.ok(registered.has("townlet.runFromHere"));
  await extension.deactivate();
  context.subscriptions.forEach((each) => each.dispose());
  assert.deepEqual([...registered.keys()], []);
});
