import { AwsClient } from 'aws4fetch'
import { AppError } from '../problem-error'
import { assertBlobKey, type Blobs } from './blobs'

const TIMEOUT_MS = 15_000
const RETRIES = 2

export interface S3Settings {
  /** `https://oss.example.cn`; the bucket is put behind it as the first part of the path. */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Bytes in any store that speaks S3 (signature version 4, path-style addresses). */
export function createS3Blobs(settings: S3Settings): Blobs {
  const client = new AwsClient({
    accessKeyId: settings.accessKeyId,
    secretAccessKey: settings.secretAccessKey,
    region: settings.region,
    service: 's3',
    // aws4fetch alone would try ten times; a person is waiting.
    retries: RETRIES,
    initRetryMs: 100,
  })
  const send = async (
    method: string,
    key: string,
    { bytes, mime, range }: { bytes?: Buffer; mime?: string; range?: string } = {},
  ): Promise<Response> => {
    assertBlobKey(key)
    const url = `${settings.endpoint.replace(/\/+$/, '')}/${settings.bucket}/${key}`
    try {
      return await client.fetch(url, {
        method,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        // A whole buffer has a Content-Length and a signed hash; many stores refuse a chunked stream.
        ...(range === undefined ? {} : { headers: { Range: range } }),
        ...(bytes
          ? { body: new Uint8Array(bytes), headers: { 'Content-Type': mime ?? 'application/octet-stream' } }
          : {}),
      })
    } catch (error) {
      throw new AppError('upstream_failed', { cause: error })
    }
  }
  const refuse = (method: string, response: Response): never => {
    throw new AppError('upstream_failed', { cause: new Error(`${method} answered ${response.status}`) })
  }

  return {
    async put(key, bytes, mime) {
      const response = await send('PUT', key, { bytes, mime })
      await response.arrayBuffer()
      if (!response.ok) refuse('PUT', response)
    },
    async get(key) {
      const response = await send('GET', key)
      const bytes = Buffer.from(await response.arrayBuffer())
      if (response.status === 404) return null
      if (!response.ok) refuse('GET', response)
      return bytes
    },
    async part(key, start, end) {
      const response = await send('GET', key, { range: `bytes=${start}-${end}` })
      const bytes = Buffer.from(await response.arrayBuffer())
      if (response.status === 404) return null
      if (!response.ok) refuse('GET', response)
      // A store that knows no ranges sends everything.
      return response.status === 206 ? bytes : bytes.subarray(start, end + 1)
    },
    async remove(key) {
      const response = await send('DELETE', key)
      await response.arrayBuffer()
      if (!response.ok && response.status !== 404) refuse('DELETE', response)
    },
  }
}
