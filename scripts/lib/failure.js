import { catchSignals } from './signals.js';

/** A step that could not be done, with all a person needs to go on. */
export class Failure extends Error {
  /**
   * @param {string} message what failed
   * @param {{ command?: string, tail?: string[], todo?: string | string[] }} [facts]
   */
  constructor(message, facts = {}) {
    super(message);
    this.name = 'Failure';
    this.command = facts.command;
    this.tail = facts.tail ?? [];
    this.todo = facts.todo === undefined ? [] : [facts.todo].flat();
  }
}

/** Prints a failure in words, never as a bare stack trace. @param {unknown} error */
export function printFailure(error) {
  const known = asFailure(error);
  console.error(`\n✗ ${known.message}`);
  if (known.command) console.error(`  command: ${known.command}`);
  if (known.tail.length > 0) console.error(`  its last lines:\n${known.tail.map((line) => `    ${line}`).join('\n')}`);
  if (known.todo.length > 0) console.error(`  what to do: ${known.todo.join('\n              ')}`);
  if (error !== known && error instanceof Error && process.env.SHELFCAST_DEBUG) console.error(error.stack);
}

/** A failure with words for everything else that may be thrown. @param {unknown} error */
export function asFailure(error) {
  if (error instanceof Failure) return error;
  return new Failure(error instanceof Error ? error.message : String(error), {
    todo: 'run it again with SHELFCAST_DEBUG=1 and report the output',
  });
}

/** Runs a script's main function; whatever fails is printed in words and becomes exit code 1. @param {() => Promise<void>} main */
export async function runMain(main) {
  const leave = (/** @type {unknown} */ error) => {
    printFailure(error);
    process.exit(1);
  };
  // A reader that went away, as in `npm start | head`, is no error of ours.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.on('uncaughtException', leave);
  catchSignals();
  await main().catch(leave);
}
