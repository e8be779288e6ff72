import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { percentile } from './items'

function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return '' // only Linux tells
  }
}

/** Memory of the process's own, the mapped file left out. */
export function residentMegabytes(pid: number): number {
  return Number(/RssAnon:\s+(\d+)/.exec(procFile(pid, 'status'))?.[1] ?? NaN) / 1024
}

/** Processor time a process has used, in milliseconds: on a shared machine a surer figure than time. */
export function processorMilliseconds(pid: number): number {
  const fields = procFile(pid, 'stat').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10 // ticks of 10 ms
}

/** Milliseconds this disk takes to flush one page that makes its file longer; the journal's flush is shorter. */
export function flushMilliseconds(folder: string): number {
  const path = join(folder, 'flush')
  const page = Buffer.alloc(4096, 1)
  const file = openSync(path, 'w')
  const times = Array.from({ length: 50 }, (_, at) => {
    writeSync(file, page, 0, page.length, at * page.length)
    const started = performance.now()
    fdatasyncSync(file)
    return performance.now() - started
  })
  closeSync(file)
  rmSync(path)
  return percentile(times, 0.5)
}
