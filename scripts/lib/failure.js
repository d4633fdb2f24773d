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
  const known = error instanceof Failure ? error : new Failure(error instanceof Error ? error.message : String(error));
  console.error(`\n✗ ${known.message}`);
  if (known.command) console.error(`  command: ${known.command}`);
  if (known.tail.length > 0) console.error(`  its last lines:\n${known.tail.map((line) => `    ${line}`).join('\n')}`);
  if (known.todo.length > 0) console.error(`  what to do: ${known.todo.join('\n              ')}`);
  if (!(error instanceof Failure) && error instanceof Error && process.env.SHELFCAST_DEBUG) console.error(error.stack);
}

/** Runs a script's main function; a failure is printed and becomes exit code 1. @param {() => Promise<void>} main */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    printFailure(error);
    process.exit(1);
  }
}
