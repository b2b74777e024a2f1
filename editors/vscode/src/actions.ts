/** What the commands of the palette do. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import { isCode, readCode, readFrom } from "./answers";
import type { Pages } from "./pages";
import { run, type Said } from "./running";
import { cueAt } from "./script";
import { lineAtTick, lineOfCue } from "./transcript";
import { folderOf, scriptAtHand, townletCommand } from "./workspace";

const MEND = 2;

export class Actions {
  constructor(
    private readonly pages: Pages,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Performs the script and shows the transcript. */
  async run(uri?: vscode.Uri): Promise<void> {
    const script = await scriptAtHand(uri);
    if (script !== undefined) {
      await this.perform(script, () => 0);
    }
  }

  /** The same from the cue at the cursor on. */
  async runHere(): Promise<void> {
    const script = await scriptAtHand();
    const at = vscode.window.activeTextEditor?.selection.active.line ?? 0;
    const cue = script === undefined ? undefined : cueAt(script.getText().split(/\r?\n/), at);
    if (script !== undefined) {
      await this.perform(script, (lines) => (cue === undefined ? 0 : (lineOfCue(lines, cue.id) ?? 0)));
    }
  }

  /** The same from where a code lens says: a tick, or a cue. */
  async runFrom(...args: readonly unknown[]): Promise<void> {
    const { uri, at } = readFrom(args);
    const script = await scriptAtHand(uri === undefined ? undefined : addressOf(uri));
    if (script !== undefined) {
      await this.perform(script, (lines) => placeIn(lines, at));
    }
  }

  /** Shows a transcript that the language server made. */
  async show(transcript: string, args: readonly unknown[]): Promise<void> {
    const { uri, at } = readFrom(args);
    const name = transcriptName(uri ?? "story.town");
    await this.pages.show(name, transcript, placeIn(transcript.split("\n"), at));
  }

  /** Says all there is to say, in a terminal. */
  async check(uri?: vscode.Uri): Promise<void> {
    await this.inTerminal("check", uri);
  }

  /** Performs again on each save, in a terminal. */
  async watch(uri?: vscode.Uri): Promise<void> {
    await this.inTerminal("watch", uri);
  }

  /** Shows the page behind a code: the one at the cursor, or the one that is asked for. */
  async explain(code?: unknown): Promise<void> {
    const wanted = readCode(code) ?? codeAtCursor() ?? (await askForCode());
    if (wanted === undefined) {
      return;
    }
    const said = await this.townlet(["explain", wanted]);
    if (said?.status === 0) {
      await this.pages.show(`${wanted.trim().toUpperCase()}.txt`, said.out);
    } else if (said !== undefined) {
      this.complain(`I know nothing of the code ${wanted}.`, said);
    }
  }

  /** Draws the cues as a picture. */
  async graph(uri?: vscode.Uri): Promise<void> {
    const script = await scriptAtHand(uri);
    if (script === undefined) {
      return;
    }
    const folder = await mkdtemp(join(tmpdir(), "townlet-"));
    try {
      const picture = join(folder, "graph.svg");
      const said = await this.townlet(["graph", script.uri.fsPath, "--gantt", "-o", picture], script.uri);
      if (said?.status === 0) {
        showPicture(basename(script.uri.fsPath), await readFile(picture));
      } else if (said !== undefined) {
        this.complain("This script cannot be drawn yet.", said);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async perform(script: vscode.TextDocument, place: (lines: readonly string[]) => number): Promise<void> {
    const said = await this.townlet(["run", script.uri.fsPath], script.uri);
    if (said === undefined) {
      return;
    }
    if (said.status >= MEND || said.status < 0) {
      this.complain("This script cannot be performed yet.", said);
      return;
    }
    await this.pages.show(transcriptName(script.uri.fsPath), said.out, place(said.out.split("\n")));
  }

  /** Runs the command; undefined when there is none, which is said. */
  private async townlet(args: readonly string[], uri?: vscode.Uri): Promise<Said | undefined> {
    const command = townletCommand(uri);
    try {
      return await run(command, args, uri === undefined ? undefined : folderOf(uri));
    } catch (error) {
      this.log.error(`${command} ${args.join(" ")}: ${String(error)}`);
      void vscode.window.showErrorMessage(
        `I cannot start \`${command}\`. Install Townlet, or say in the setting \`townlet.command\` where it is.`,
      );
      return undefined;
    }
  }

  private complain(words: string, said: Said): void {
    this.log.error(`${words}\n${said.err}${said.out}`);
    void vscode.window.showErrorMessage(words, "Details").then((chosen) => {
      if (chosen !== undefined) {
        this.log.show();
      }
    });
  }

  private async inTerminal(what: "check" | "watch", uri?: vscode.Uri): Promise<void> {
    const script = await scriptAtHand(uri);
    if (script === undefined) {
      return;
    }
    const scope = vscode.workspace.getWorkspaceFolder(script.uri) ?? vscode.TaskScope.Workspace;
    const execution = new vscode.ProcessExecution(townletCommand(script.uri), [what, script.uri.fsPath], {
      cwd: folderOf(script.uri),
    });
    const name = `${what} ${basename(script.uri.fsPath)}`;
    const task = new vscode.Task({ type: "process", what, file: script.uri.fsPath }, scope, name, "townlet", execution);
    task.isBackground = what === "watch";
    task.presentationOptions = { clear: true, focus: false, showReuseMessage: false };
    await vscode.tasks.executeTask(task);
  }
}

/** A file as the language server names it: an address, or a path. */
function addressOf(text: string): vscode.Uri {
  return /^[a-z][a-z+.-]+:/i.test(text) ? vscode.Uri.parse(text, true) : vscode.Uri.file(text);
}

function placeIn(lines: readonly string[], at: number | string | undefined): number {
  const found = typeof at === "number" ? lineAtTick(lines, at) : at === undefined ? 0 : lineOfCue(lines, at);
  return found ?? 0;
}

function transcriptName(script: string): string {
  return `${basename(script).replace(/\.\w+$/, "")}.transcript`;
}

function codeAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return undefined;
  }
  const at = editor.selection.active;
  const said = vscode.languages.getDiagnostics(editor.document.uri);
  const near = said.find(({ range }) => range.contains(at)) ?? said.find(({ range }) => range.start.line === at.line);
  return readCode(near?.code);
}

async function askForCode(): Promise<string | undefined> {
  return await vscode.window.showInputBox({
    prompt: "Which code?",
    placeHolder: "TN210",
    validateInput: (text) => (isCode(text) ? undefined : "A code is TN and three digits, as in TN210."),
  });
}

/** The picture as an image, so that nothing in it can run. */
function showPicture(name: string, svg: Buffer): void {
  const panel = vscode.window.createWebviewPanel("townlet.graph", `Graph of ${name}`, vscode.ViewColumn.Beside, {});
  const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
  panel.webview.html = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}"><title>Graph</title>
<style>body { background: white; padding: 0 } img { max-width: none }</style></head>
<body><img alt="The cues of the script, as a graph" src="data:image/svg+xml;base64,${svg.toString("base64")}"></body></html>`;
}
