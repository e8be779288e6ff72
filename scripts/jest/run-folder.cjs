const { mkdtempSync, readdirSync, rmSync } = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const NAME = /^linli-run-(\d+)-\w+$/

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code !== 'ESRCH'
  }
}

/** Removes what runs have left in `parent` whose process was killed before it could. */
function sweep(parent) {
  for (const name of readdirSync(parent)) {
    const pid = NAME.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(path.join(parent, name), { recursive: true, force: true })
  }
}

/** A folder in `parent` that is named after this process: whoever makes it removes it, and if not, the next run does. */
function folderOfRun(parent) {
  sweep(parent)
  return mkdtempSync(path.join(parent, `linli-run-${process.pid}-`))
}

/**
 * From here on this process and its children put everything temporary into one folder, which goes when the process
 * ends. `LINLI_KEPT_DIR` is for what is worth keeping: the unpacked browser.
 */
function useRunFolder() {
  if (process.env.LINLI_KEPT_DIR !== undefined) return
  process.env.LINLI_KEPT_DIR = os.tmpdir()
  const folder = folderOfRun(os.tmpdir())
  process.env.TMPDIR = folder
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
}

module.exports = { folderOfRun, useRunFolder }
