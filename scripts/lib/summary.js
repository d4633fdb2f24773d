/**
 * The closing line of a test run, e.g. `12 passed, 0 failed`.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests?: number, numFailedTestSuites?: number } | undefined} report vitest's JSON report
 */
export function summaryLine(report) {
  if (!report) return '0 passed, 1 failed';
  const skipped = report.numPendingTests ?? 0;
  // A file that cannot even be loaded has no failed test, and must not look like success.
  const failed = report.numFailedTests || (report.numFailedTestSuites ? 1 : 0);
  return `${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
