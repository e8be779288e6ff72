const { writeFileSync } = require('node:fs')

/** Leaves the totals of a run for scripts/test.mjs, which prints them last. A file that cannot run has failed. */
module.exports = class TallyReporter {
  onRunComplete(_contexts, results) {
    const tally = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    }
    writeFileSync(process.env.LINLI_TALLY_FILE, JSON.stringify(tally))
  }
}
