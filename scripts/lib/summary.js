/**
 * The closing line of a test run, e.g. `12 passed, 0 failed`.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests?: number, numTodoTests?: number } | undefined} report vitest's JSON report
 * @param {number} code vitest's exit code
 */
export function summaryLine(report, code) {
  if (!report) return '0 passed, 1 failed';
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  // A file that cannot be loaded, or an error outside of tests, has no failed test and must not look like success.
  const failed = report.numFailedTests || (code === 0 ? 0 : 1);
  return `${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
