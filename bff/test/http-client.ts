/** An answer as a test looks at it. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed JSON; throws when the answer is none. */
  // A test says what it expects to find by asserting it.
  readonly body: Record<string, unknown> & { [key: string]: unknown }
}

/** The body of an answer that succeeded, an empty one where there is none; throws with the problem otherwise. */
export function bodyOf<T = Answer['body']>(answer: Answer): T {
  if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${answer.text}`)
  return (answer.status === 204 ? {} : answer.body) as T
}
/** The code of a problem document. */
export const codeOf = (answer: Answer): unknown => answer.body['code']
/** The status of an answer that succeeded, the code of the refusal otherwise. */
export const outcome = (answer: Answer): string | number =>
  answer.status < 300 ? answer.status : String(codeOf(answer))

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent with a creating POST; a fresh one by default. */
  readonly idempotencyKey?: string
}

/** Calls the API as one caller. Paths are below `/api/v1` unless they begin with `//`, which means the root. */
export interface Client {
  get(path: string, options?: SendOptions): Promise<Answer>
  post(path: string, body?: unknown, options?: SendOptions): Promise<Answer>
  put(path: string, body?: unknown, options?: SendOptions): Promise<Answer>
  delete(path: string, options?: SendOptions): Promise<Answer>
  upload(
    path: string,
    file: { name: string; bytes: Uint8Array; type?: string },
    fields: Record<string, string>,
  ): Promise<Answer>
  /** Anything else: the request exactly as given. */
  raw(path: string, init: RequestInit): Promise<Answer>
}

let keys = 0

export function createClient(baseUrl: string, token: string | null): Client {
  const urlOf = (path: string) =>
    path.startsWith('//') ? `${baseUrl}${path.slice(1)}` : `${baseUrl}/api/v1${path}`
  const auth: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }

  async function raw(path: string, init: RequestInit): Promise<Answer> {
    const headers = { ...auth, ...(init.headers as Record<string, string> | undefined) }
    const response = await fetch(urlOf(path), { redirect: 'manual', ...init, headers })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      get body() {
        return JSON.parse(text) as Answer['body']
      },
    }
  }

  const send = (method: string, path: string, body: unknown, options: SendOptions = {}) => {
    const headers: Record<string, string> = { ...options.headers }
    if (body !== undefined) headers['content-type'] ??= 'application/json'
    if (method === 'POST' || options.idempotencyKey !== undefined)
      headers['idempotency-key'] = options.idempotencyKey ?? `test-key-${process.pid}-${++keys}`
    return raw(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  }

  return {
    raw,
    get: (path, options) => send('GET', path, undefined, options),
    post: (path, body, options) => send('POST', path, body, options),
    put: (path, body, options) => send('PUT', path, body, options),
    delete: (path, options) => send('DELETE', path, undefined, options),
    upload(path, file, fields) {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      form.append(
        'file',
        new Blob([Buffer.from(file.bytes)], { type: file.type ?? 'application/octet-stream' }),
        file.name,
      )
      return raw(path, {
        method: 'POST',
        body: form,
        headers: { 'idempotency-key': `test-key-${process.pid}-${++keys}` },
      })
    },
  }
}
