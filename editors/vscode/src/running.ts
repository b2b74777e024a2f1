/** Running the command and hearing what it says. */

import { spawn } from "node:child_process";

/** What a process said, and its exit status: 0 all well, 1 an `expect` was not met, 2 something must be mended. */
export interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs to the end. Rejects when there is no such command. */
export function run(command: string, args: readonly string[], cwd: string | undefined): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...(cwd === undefined ? {} : { cwd }), env: { ...process.env, NO_COLOR: "1" } });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status: status ?? -1, out, err }));
  });
}
