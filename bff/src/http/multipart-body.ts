import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import { DOCUMENT_LIMIT_BYTES } from '@linli/shared/files/files.rules'
import { AppError } from '../platform/problem-error'
import type { Upload } from '../platform/upload'

export interface MultipartBody {
  readonly fields: Readonly<Record<string, string>>
  readonly upload: Upload
  /** Removes the temporary file. */
  readonly remove: () => Promise<void>
}

const MOST_FIELDS = 10
const FIELD_LIMIT_BYTES = 1024

/**
 * Reads one `file` part into a folder of its own under `temporaryDir`, and the text fields around it.
 * Throws `unsupported_media_type`, `file_too_large`, or `validation_failed` when the file is missing or the
 * body is cut off.
 */
export async function readMultipartBody(
  request: IncomingMessage,
  temporaryDir: string,
): Promise<MultipartBody> {
  const folder = await mkdtemp(path.join(temporaryDir, 'upload-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const { fields, file } = await readParts(request, path.join(folder, 'file'))
    return { fields, upload: file, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function readParts(
  request: IncomingMessage,
  target: string,
): Promise<{ fields: Record<string, string>; file: Upload }> {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>
  const files: Promise<Upload | 'too large'>[] = []
  const parser = openParser(request)
  parser.on('field', (name: string, value: string) => {
    fields[name] = value
  })
  parser.on('file', (part: string, stream: Readable & { truncated: boolean }, name: string | undefined) => {
    if (part !== 'file' || files.length > 0) {
      stream.resume()
      return
    }
    const arrival = save(stream, name ?? '', target)
    // The stream fails before anybody awaits it when the body is cut; unobserved, that would end the process.
    arrival.catch(() => undefined)
    files.push(arrival)
  })
  try {
    request.pipe(parser)
    await finished(parser)
    const file = await files[0]
    if (file === 'too large')
      throw new AppError('file_too_large', { details: { limitBytes: DOCUMENT_LIMIT_BYTES } })
    if (file) return { fields, file }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw missingFile(error)
  }
  throw missingFile()
}

function openParser(request: IncomingMessage) {
  const contentType = request.headers['content-type']
  if (!contentType?.toLowerCase().startsWith('multipart/form-data'))
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
  name: string,
  target: string,
): Promise<Upload | 'too large'> {
  const sink = createWriteStream(target, { mode: 0o600 })
  await pipeline(stream, sink)
  return stream.truncated ? 'too large' : { name, bytes: sink.bytesWritten, path: target }
}

const missingFile = (cause?: unknown) =>
  new AppError('validation_failed', {
    errors: [{ path: 'body.file', message: '文件没有传完整，请再传一次' }],
    cause,
  })
