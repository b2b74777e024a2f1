/** Where the `townlet` command is. Nothing here knows of VS Code. */

import { join } from "node:path";

/** What there is to go by: the setting, the folders of the workspace, and whether a file is there. */
export interface Surroundings {
  readonly setting: string;
  readonly folders: readonly string[];
  readonly windows: boolean;
  readonly exists: (path: string) => boolean;
}

/** The first of: the setting, the `.venv` of a folder of the workspace, the search path. */
export function findCommand({ setting, folders, windows, exists }: Surroundings): string {
  const wanted = setting.trim();
  if (wanted !== "") {
    return fromSetting(wanted, folders, exists);
  }
  const within = windows ? join(".venv", "Scripts", "townlet.exe") : join(".venv", "bin", "townlet");
  return folders.map((folder) => join(folder, within)).find(exists) ?? "townlet";
}

/** A setting may be a name, a whole path, or a path within a folder of the workspace. */
function fromSetting(wanted: string, folders: readonly string[], exists: (path: string) => boolean): string {
  const first = folders[0];
  if (first !== undefined && wanted.includes("${workspaceFolder}")) {
    return wanted.replaceAll("${workspaceFolder}", first);
  }
  return folders.map((folder) => join(folder, wanted)).find((path) => /[\\/]/.test(wanted) && exists(path)) ?? wanted;
}
