/** The language server: `townlet lsp`, for as long as the extension lives. */

import * as vscode from "vscode";
import { LanguageClient, type Executable, type LanguageClientOptions } from "vscode-languageclient/node";
import { readTranscript } from "./answers";
import { townletCommand } from "./workspace";

/** What "run from here" is called by the server, in its code lenses. */
export const RUN_FROM_HERE = "townlet.runFromHere";

/** Shows the transcript that the server gave, for the arguments of the code lens. */
export type Show = (transcript: string, args: readonly unknown[]) => Promise<void>;

/** Starts the server; undefined if it cannot be started, which is said once. */
export async function startClient(log: vscode.LogOutputChannel, show: Show): Promise<LanguageClient | undefined> {
  const server: Executable = { command: townletCommand(), args: ["lsp"] };
  const client = new LanguageClient("townlet", "Townlet", { run: server, debug: server }, options(log, show));
  try {
    await client.start();
    return client;
  } catch (error) {
    log.error(`The language server did not start: ${String(error)}`);
    void offerHelp(log);
    return undefined;
  }
}

/** Whether the server runs from here itself, and so has given the command its name already. */
export function runsFromHere(client: LanguageClient | undefined): boolean {
  const commands = client?.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
  return commands.includes(RUN_FROM_HERE);
}

function options(log: vscode.LogOutputChannel, show: Show): LanguageClientOptions {
  return {
    documentSelector: [
      { scheme: "file", language: "townlet" },
      { scheme: "untitled", language: "townlet" },
      { scheme: "file", language: "yaml", pattern: "**/towns/*.{yaml,yml}" },
    ],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{town,yaml,yml}") },
    outputChannel: log,
    middleware: {
      executeCommand: async (command, args, next) => {
        const answer: unknown = await next(command, args);
        const transcript = command === RUN_FROM_HERE ? readTranscript(answer) : undefined;
        if (transcript !== undefined) {
          await show(transcript, args);
        }
        return answer;
      },
    },
  };
}

async function offerHelp(log: vscode.LogOutputChannel): Promise<void> {
  const settings = "Settings";
  const details = "Details";
  const words =
    "Townlet's language server did not start, so there are colours and snippets only. " +
    'It is installed with `pip install "townlet[lsp]"`; where the command is, a setting can say.';
  const chosen = await vscode.window.showWarningMessage(words, settings, details);
  if (chosen === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "townlet.command");
  } else if (chosen === details) {
    log.show();
  }
}
