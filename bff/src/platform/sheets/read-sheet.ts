import { existsSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import {
  SheetFault,
  type OpenSheet,
  type ReadOptions,
  type SheetFaultCode,
  type SheetFormat,
  type SheetInfo,
  type SheetLimits,
  type SheetRow,
} from './sheet'
import type { ReaderTask } from './sheet-worker'

export type ReaderMessage =
  | { readonly kind: 'opened'; readonly info: SheetInfo }
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'fault'; readonly code: SheetFaultCode; readonly line: number | null }

/** What a roll of 20,000 rows needs, and little more. */
export const usualLimits: SheetLimits = {
  rows: 20_020,
  columns: 50,
  cells: 2_000_000,
  cellLength: 32_767,
  unpackedBytes: 200 * 1024 * 1024,
}

/** JavaScript objects of the reader; what it unpacks is bounded by the limits. */
const MOST_HEAP_MB = 192

/** Bundled beside the server; a developer's command runs the source itself, through the loader it uses. */
function startWorker(workerData: ReaderTask): Worker {
  const settings = {
    workerData,
    transferList: [workerData.file.buffer as ArrayBuffer],
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
  }
  const bundled = path.join(__dirname, 'sheet-worker.js')
  if (existsSync(bundled)) return new Worker(bundled, settings)
  // A loader given by --import does not reach the threads of Node 20.
  const source = JSON.stringify(path.join(__dirname, 'sheet-worker.ts'))
  return new Worker(`require('tsx/cjs'); require(${source})`, { ...settings, eval: true })
}

/**
 * Opens a sheet in a thread of its own. Its rows come one batch at a time, as fast as they are taken; leaving the
 * loop early ends the thread. Rows must be taken or returned (`rows.return()`), else the thread stays.
 * @throws SheetFault at once, or while its rows are taken
 */
export async function readSheet(
  file: Buffer,
  format: SheetFormat,
  options: Partial<ReadOptions> = {},
): Promise<OpenSheet> {
  const { limits = usualLimits, words = [], skipSheets = [] } = options
  const worker = startWorker({
    // A copy, because what is given to the thread is gone here.
    file: new Uint8Array(file),
    format,
    options: { limits, words, skipSheets },
  })
  const messages = receive(worker)
  try {
    const first = await messages.next()
    if (first.kind !== 'opened') throw new Error('the reader did not say what it opened')
    return { ...first.info, rows: rowsFrom(worker, messages) }
  } catch (error) {
    await worker.terminate()
    throw error
  }
}

interface Inbox {
  /** The next message that is no fault. */
  next(): Promise<ReaderMessage>
}

/** One message is under way at a time, since the thread speaks only when asked. */
function receive(worker: Worker): Inbox {
  const arrived: ReaderMessage[] = []
  let failure: Error | undefined
  let wake: () => void = () => undefined
  const fail = (error: Error): void => {
    failure ??= error
    wake()
  }
  worker.on('message', (message: ReaderMessage) => {
    arrived.push(message)
    wake()
  })
  worker.on('error', (error: Error & { code?: string }) =>
    fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new SheetFault('bomb') : error),
  )
  worker.on('exit', () => fail(new Error('the reader ended before its sheet did')))
  return {
    async next() {
      while (arrived.length === 0) {
        if (failure) throw failure
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const message = arrived.shift()
      if (message?.kind === 'fault') throw new SheetFault(message.code, message.line)
      if (!message) throw new Error('no message')
      return message
    },
  }
}

/** A generator that was never begun has nothing to end: leaving it ends the thread all the same. */
function rowsFrom(worker: Worker, messages: Inbox): OpenSheet['rows'] {
  const rows = takenFrom(worker, messages)
  const leave = rows.return.bind(rows)
  return Object.assign(rows, {
    async return() {
      await worker.terminate()
      return leave()
    },
  })
}

async function* takenFrom(worker: Worker, messages: Inbox): AsyncGenerator<readonly SheetRow[], void, void> {
  try {
    for (;;) {
      worker.postMessage('more')
      const message = await messages.next()
      if (message.kind !== 'rows') return
      yield message.rows
    }
  } finally {
    await worker.terminate()
  }
}
