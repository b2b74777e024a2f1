/** Texts that are shown in an editor and belong to no file: transcripts, and the pages behind codes. */

import * as vscode from "vscode";

const SCHEME = "townlet";

export class Pages implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  static register(context: vscode.ExtensionContext): Pages {
    const pages = new Pages();
    context.subscriptions.push(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, pages),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => pages.texts.delete(uri.toString())),
      pages.changed,
    );
    return pages;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  /** Shows a text under a name such as `story.transcript`; one of the same name is replaced. */
  async show(name: string, text: string, line = 0): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
    const place = new vscode.Range(line, 0, line, 0);
    editor.selection = new vscode.Selection(place.start, place.start);
    editor.revealRange(place, vscode.TextEditorRevealType.AtTop);
  }
}
