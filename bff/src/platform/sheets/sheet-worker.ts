/** A thread of its own for one file: unpacking and parsing never hold up the server's event loop. */
import { parentPort, workerData } from 'node:worker_threads'
import { openCsv } from './csv-reader'
import { SheetFault, type OpenSheet, type ReadOptions, type SheetFormat } from './sheet'
import type { ReaderMessage } from './read-sheet'
import { openXlsx } from './xlsx-reader'

export interface ReaderTask {
  /** Comes as its bytes: a sheet of persons is never laid down in a folder for temporary things. */
  readonly file: Uint8Array
  readonly format: SheetFormat
  readonly options: ReadOptions
}

async function open({ file, format, options }: ReaderTask): Promise<OpenSheet> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  return format === 'csv' ? openCsv(bytes, options) : openXlsx(bytes, options)
}

/** Hands over one batch each time it is asked for one. */
async function work(port: NonNullable<typeof parentPort>, task: ReaderTask): Promise<void> {
  const say = (message: ReaderMessage) => port.postMessage(message)
  const asked = () => new Promise<void>((resolve) => port.once('message', () => resolve()))
  try {
    const { rows, ...info } = await open(task)
    const next = asked()
    say({ kind: 'opened', info })
    await next
    for await (const batch of rows) {
      const again = asked()
      say({ kind: 'rows', rows: batch })
      await again
    }
    say({ kind: 'end' })
  } catch (error) {
    if (!(error instanceof SheetFault)) throw error
    say({ kind: 'fault', code: error.code, line: error.line })
  }
}

if (parentPort) void work(parentPort, workerData as ReaderTask)
