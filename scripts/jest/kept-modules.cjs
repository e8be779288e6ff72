/**
 * What a worker loads once for all its test files: packages, the product's own modules and the towns of `bff/test`.
 * Test files themselves, and helpers that set hooks of their own, are loaded anew for each.
 */
const Module = require('node:module')

/** These packages publish ES modules only; they are loaded as CommonJS. */
const esmOnly = ['agenda', '@agendajs', 'human-interval', '@seriousme', '@sparticuz', '@noble']
const translated = new RegExp(`/node_modules/(${esmOnly.join('|')})/`)
const own =
  /^(?!.*\/(node_modules|dist)\/).*\/(shared\/src|embedded-mongo\/src|bff\/(src|test))\/(?!.*\.test\.tsx?$)/

/** Whether the module at this path outlives the test file that asked for it first. */
const isKept = (file) => file.includes('/node_modules/') || own.test(file)

let translate

/** @param {(file: string) => string} by makes CommonJS of a source; the newest one given is used */
function translateBy(by) {
  const isFirst = translate === undefined
  translate = by
  if (!isFirst) return
  const plain = Module._extensions['.js']
  const compile = (module, file) => module._compile(translate(file), file)
  Object.assign(Module._extensions, {
    '.ts': compile,
    '.tsx': compile,
    '.mjs': compile,
    '.js': (module, file) => (translated.test(file) ? compile : plain)(module, file),
  })
}

module.exports = { esmOnly, isKept, translateBy }
