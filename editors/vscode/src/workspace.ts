/** The command and the folders, as VS Code has them. */

import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { findCommand } from "./command";

/** The `townlet` command to use for a file, or for the workspace. */
export function townletCommand(uri?: vscode.Uri): string {
  const own = uri === undefined ? undefined : vscode.workspace.getWorkspaceFolder(uri);
  const folders = [...(own === undefined ? [] : [own]), ...(vscode.workspace.workspaceFolders ?? [])];
  return findCommand({
    setting: vscode.workspace.getConfiguration("townlet", uri ?? null).get("command", ""),
    folders: folders.map((folder) => folder.uri.fsPath),
    windows: process.platform === "win32",
    exists: existsSync,
  });
}

/** The folder to run in: that of the workspace, or else that of the file, so that messages have short names. */
export function folderOf(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? vscode.Uri.joinPath(uri, "..").fsPath;
}

/** The script that a command is about: the one it was called with, or the one at hand. Saved, because files are run. */
export async function scriptAtHand(uri?: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const document = uri === undefined ? active : await vscode.workspace.openTextDocument(uri);
  if (document === undefined || document.languageId !== "townlet" || document.uri.scheme !== "file") {
    void vscode.window.showInformationMessage("Open a script (`.town`) first.");
    return undefined;
  }
  if (document.isDirty && !(await document.save())) {
    return undefined;
  }
  return document;
}
