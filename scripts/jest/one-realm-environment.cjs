const { ModernFakeTimers } = require('@jest/fake-timers')
const { ModuleMocker } = require('jest-mock')

/**
 * Test files of a worker run one after the other in the worker's own realm, as the product does: `instanceof` means
 * what it means there, and modules are loaded once (see kept-modules). What a file may have changed outside its
 * modules is put back after it.
 */
module.exports = class OneRealmEnvironment {
  constructor({ projectConfig }) {
    this.global = globalThis
    this.moduleMocker = new ModuleMocker(globalThis)
    this.fakeTimers = null
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis })
    this.before = { console, exit: process.exit, env: { ...process.env } }
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose()
    globalThis.console = this.before.console
    process.exit = this.before.exit
    for (const name of Object.keys(process.env)) if (!(name in this.before.env)) delete process.env[name]
    Object.assign(process.env, this.before.env)
  }

  exportConditions() {
    return ['node', 'node-addons']
  }

  getVmContext() {
    return globalThis
  }
}
