/** The extension: commands, pages, and the language server. */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { Actions } from "./actions";
import { RUN_FROM_HERE, runsFromHere, startClient } from "./client";
import { Pages } from "./pages";

let client: LanguageClient | undefined;
let ownRunFromHere: vscode.Disposable | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Townlet", { log: true });
  const actions = new Actions(Pages.register(context), log);
  const commands: Record<string, (...args: never[]) => Promise<void>> = {
    "townlet.run": (uri?: vscode.Uri) => actions.run(uri),
    "townlet.runHere": () => actions.runHere(),
    "townlet.check": (uri?: vscode.Uri) => actions.check(uri),
    "townlet.watch": (uri?: vscode.Uri) => actions.watch(uri),
    "townlet.explain": (code?: unknown) => actions.explain(code),
    "townlet.graph": (uri?: vscode.Uri) => actions.graph(uri),
    "townlet.restart": () => restart(log, actions),
  };
  context.subscriptions.push(log, { dispose: () => ownRunFromHere?.dispose() });
  for (const [name, act] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, act));
  }
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("townlet.command") || change.affectsConfiguration("townlet.languageServer")) {
        void restart(log, actions);
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void restart(log, actions)),
  );
  await start(log, actions);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function restart(log: vscode.LogOutputChannel, actions: Actions): Promise<void> {
  ownRunFromHere?.dispose();
  ownRunFromHere = undefined;
  await deactivate();
  await start(log, actions);
}

/** Starts the server where it may be started; "run from here" is ours where the server does not bring it. */
async function start(log: vscode.LogOutputChannel, actions: Actions): Promise<void> {
  const wanted = vscode.workspace.getConfiguration("townlet").get("languageServer", true);
  if (wanted && vscode.workspace.isTrusted) {
    client = await startClient(log, (transcript, args) => actions.show(transcript, args));
  }
  if (!runsFromHere(client)) {
    ownRunFromHere = vscode.commands.registerCommand(RUN_FROM_HERE, (...args: unknown[]) => actions.runFrom(...args));
  }
}
