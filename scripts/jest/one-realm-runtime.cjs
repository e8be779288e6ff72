const Module = require('node:module')
const { compileFunction } = require('node:vm')
const { default: Runtime } = require('jest-runtime')
const { isKept, translateBy } = require('./kept-modules.cjs')

/** Paths of source maps by file, for stack traces: kept modules outlive the runtime that translated them. */
const sourceMaps = new Map()

/** Jest's loader for the one realm of a worker: what is kept comes from Node's own cache of modules. */
module.exports = class OneRealmRuntime extends Runtime {
  constructor(...parts) {
    super(...parts)
    this.transformCache.sourceMaps = sourceMaps
    const { executor, transformCache } = this
    executor.compile = (source, filename) =>
      compileFunction(source, executor.injectedModuleParameters, { filename })
    translateBy((file) => transformCache.transform(file))
  }

  requireModule(from, name, options, isActual) {
    if (name === undefined || options?.isInternalModule || Module.isBuiltin(name))
      return super.requireModule(from, name, options, isActual)
    const load = Module.createRequire(from)
    const file = load.resolve(name)
    return isKept(file) ? load(file) : super.requireModule(from, name, options, isActual)
  }
}
