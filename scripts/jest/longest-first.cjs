const { default: Sequencer } = require('@jest/test-sequencer')

/** The longest files, longest first: a run from a fresh clone knows no durations, and one begun last is waited for. */
const long = [
  'bff/test/fuzz/fuzz.test.ts',
  'bff/test/process-death.test.ts',
  'miniapp/test/browser/resident-pages.test.ts',
  'miniapp/test/browser/gallery/gallery.test.ts',
  'bff/src/modules/polls/polls.attacks.test.ts',
  'bff/src/other-tenant.test.ts',
  'bff/src/modules/demo/demo.seed.test.ts',
  'bff/src/modules/imports/imports.routes.test.ts',
  'bff/src/modules/grants/grants.routes.test.ts',
  'miniapp/test/browser/bookings.test.ts',
  'miniapp/test/browser/bookings-office.test.ts',
  'miniapp/test/browser/resident-flows.test.ts',
  'bff/src/modules/second-factor/second-factor.routes.test.ts',
  'miniapp/test/browser/staff-cases.test.ts',
  'bff/test/start-and-stop.test.ts',
]

/** Then the files that start whole servers, then all others by what jest knows of them. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path, context }) => {
      const place = long.findIndex((file) => path.endsWith(`/${file}`))
      if (place >= 0) return place
      return ['browser', 'weapp'].includes(context.config.displayName?.name) ? long.length : long.length + 1
    }
    return super.sort(tests).sort((one, other) => rank(one) - rank(other))
  }
}
