import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'embedded-mongo.lock'

const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException | undefined)?.code

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
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
      writeFileSync(path, `${process.pid} ${startOf(process.pid)}\n`, { flag: 'wx', mode: 0o600 })
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
