import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import { DOCUMENT_LIMIT_BYTES } from '@linli/shared/files/files.rules'
import { AppError } from '../platform/problem-error'
import type { Upload } from '../platform/upload'
import { discard } from './json-body'

export interface MultipartBody {
  readonly fields: Readonly<Record<string, string>>
  readonly upload: Upload
  /** Removes the temporary file. */
  readonly remove: () => Promise<void>
}

/** Where the bytes of the file go. */
export type OpenSink = (target: string) => Writable & { readonly bytesWritten: number }

const openFile: OpenSink = (target) => createWriteStream(target, { mode: 0o600 })

const MOST_FIELDS = 10
const FIELD_LIMIT_BYTES = 1024

/**
 * Reads one `file` part into a folder of its own under `temporaryDir`, and the text fields around it.
 * Throws `unsupported_media_type`, `file_too_large`, or `validation_failed` when the file is missing or the
 * body is cut off; an error of the disk as it is. Nothing stays behind then, and what is left of the body is read away.
 */
export async function readMultipartBody(
  request: IncomingMessage,
  temporaryDir: string,
  openSink: OpenSink = openFile,
): Promise<MultipartBody> {
  const folder = await mkdtemp(path.join(temporaryDir, 'upload-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const { fields, file } = await readParts(request, path.join(folder, 'file'), openSink)
    return { fields, upload: file, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function readParts(
  request: IncomingMessage,
  target: string,
  openSink: OpenSink,
): Promise<{ fields: Record<string, string>; file: Upload }> {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>
  const files: Promise<Upload | 'too large'>[] = []
  const parser = openParser(request)
  // A pipe does not tell its end when the sender leaves in the middle.
  const leave = () => {
    if (!request.readableEnded) parser.destroy(new Error('the sender left in the middle of an upload'))
  }
  parser.on('field', (name: string, value: string) => {
    fields[name] = value
  })
  parser.on('file', (part: string, stream: Readable & { truncated: boolean }, name: string | undefined) => {
    if (part !== 'file' || files.length > 0) {
      stream.resume()
      return
    }
    const arrival = save(stream, { name: name ?? '', target, openSink })
    // Neither waits for the other: a part whose reader is gone is not read on, one without an end is not waited for.
    arrival.catch((error: unknown) => parser.destroy(error as Error))
    parser.once('close', () => stream.destroy())
    files.push(arrival)
  })
  request.once('close', leave)
  try {
    if (request.destroyed) leave()
    request.pipe(parser)
    await finished(parser)
    const file = await files[0]
    if (file === 'too large')
      throw new AppError('file_too_large', { details: { limitBytes: DOCUMENT_LIMIT_BYTES } })
    if (file) return { fields, file }
  } catch (error) {
    request.unpipe(parser)
    await Promise.allSettled(files)
    // The refusal is only read by a sender whose own words were.
    await discard(request).catch(() => undefined)
    throw error instanceof AppError || isOfTheDisk(error) ? error : missingFile(error)
  } finally {
    request.off('close', leave)
  }
  throw missingFile()
}

/** An error of the operating system, not of what was sent. */
const isOfTheDisk = (error: unknown): boolean => error instanceof Error && 'syscall' in error

function openParser(request: IncomingMessage) {
  const contentType = request.headers['content-type']
  const isPlain = (request.headers['content-encoding'] ?? 'identity') === 'identity'
  if (!isPlain || !contentType?.toLowerCase().startsWith('multipart/form-data'))
    throw new AppError('unsupported_media_type')
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': contentType },
      limits: {
        files: 2,
        fields: MOST_FIELDS,
        parts: MOST_FIELDS + 2,
        fieldSize: FIELD_LIMIT_BYTES,
        fieldNameSize: 100,
        fileSize: DOCUMENT_LIMIT_BYTES,
      },
    })
  } catch (error) {
    throw new AppError('unsupported_media_type', { cause: error })
  }
}

async function save(
  stream: Readable & { truncated: boolean },
  { name, target, openSink }: { readonly name: string; readonly target: string; readonly openSink: OpenSink },
): Promise<Upload | 'too large'> {
  const sink = openSink(target)
  await pipeline(stream, sink)
  return stream.truncated ? 'too large' : { name, bytes: sink.bytesWritten, path: target }
}

const missingFile = (cause?: unknown) =>
  new AppError('validation_failed', {
    errors: [{ path: 'body.file', message: '文件没有传完整，请再传一次' }],
    cause,
  })
