import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'embedded-mongo.lock'

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** What tells a process from a later one with the same id; empty where the system does not say. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function holderOf(path: string): number | undefined {
  try {
    const [pid = '', start = ''] = readFileSync(path, 'utf8').trim().split(' ')
    const id = Number(pid)
    return Number.isInteger(id) && id > 0 && isAlive(id) && startOf(id) === start ? id : undefined
  } catch {
    return undefined
  }
}

/** Folders taken by this process, which a lock file with its own id cannot tell apart from a stale one. */
const taken = new Set<string>()

/**
 * Makes the folder this process's own. A lock left by a killed process is replaced.
 * @returns the release
 * @throws Error when a living process holds it
 */
export function takeFolder(dataDir: string): () => void {
  const path = join(dataDir, FILE)
  for (let attempt = 0; ; attempt++) {
    try {
      const file = openSync(path, 'wx', 0o600)
      writeSync(file, `${process.pid} ${startOf(process.pid)}\n`)
      closeSync(file)
      taken.add(path)
      return () => {
        taken.delete(path)
        unlinkSync(path)
      }
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
    const holder = holderOf(path)
    if (holder !== undefined && (holder !== process.pid || taken.has(path)))
      throw new Error(
        `The data folder ${dataDir} is in use by process ${holder}; stop it or choose another folder.`,
      )
    if (attempt > 3)
      throw new Error(`The lock file ${path} cannot be replaced; delete it if no embedded-mongo is running.`)
    unlinkSync(path)
  }
}
