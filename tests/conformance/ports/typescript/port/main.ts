/** The adapter: speaks version 2 of the conformance protocol over its standard input and output. */

import { createInterface } from "node:readline";
import { type Outcome, type Step, runCase } from "./case.js";

const PROTOCOL = 2;

interface Command {
  readonly cmd?: unknown;
  readonly seq?: unknown;
  readonly case?: { readonly steps: readonly Step[] };
}

const INTRODUCTION = {
  protocol: PROTOCOL,
  name: "hyperparameter-typescript",
  language: "TypeScript",
  version: "0.2.0",
  spec: "2.0",
  // Not objects: no thread has those of another, so that none can be published.
  capabilities: ["threads", "tasks", "freeze", "definitions", "bigint"],
  host: `Node.js ${process.version}`,
};

async function answer(command: Command): Promise<object> {
  switch (command.cmd) {
    case "start":
      return INTRODUCTION;
    case "run":
      return { seq: command.seq, ...(await outcome(command.case?.steps)) };
    default:
      throw new Error(`no such command: ${JSON.stringify(command.cmd)}`);
  }
}

async function outcome(steps: readonly Step[] | undefined): Promise<Outcome> {
  try {
    if (steps === undefined) throw new Error("a command to run without steps");
    return await runCase(steps);
  } catch (error) {
    return { errored: error instanceof Error ? error.message : String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line) as Command;
  if (command.cmd === "stop") break;
  process.stdout.write(`${JSON.stringify(await answer(command))}\n`);
}
