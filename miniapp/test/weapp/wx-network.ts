import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Exchange, Phone } from './phone'
import type { Answers, Callbacks } from './wx-answer'

/** WeChat's limit on requests, uploads and downloads under way at once. */
const MOST_AT_ONCE = 10
const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']
const DEFAULT_TIMEOUT_MS = 60_000

const types: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.pdf': 'application/pdf',
}
const extensionOf = (type: string) =>
  Object.entries(types).find(([, known]) => type.startsWith(known))?.[0] ?? ''
/** What WeChat's viewer opens. */
const OPENABLE = ['.doc', '.docx', '.xls', '.xlsx', '.ppt', '.pptx', '.pdf']

interface RequestOptions extends Callbacks {
  readonly url: string
  readonly method?: string
  readonly header?: Readonly<Record<string, string>>
  readonly data?: unknown
  readonly dataType?: string
  readonly timeout?: number
}

interface UploadOptions extends Callbacks {
  readonly url: string
  readonly filePath: string
  readonly name: string
  readonly formData?: Readonly<Record<string, string>>
  readonly header?: Readonly<Record<string, string>>
  readonly timeout?: number
}

export interface Servers {
  /** Address the build was made for: the only one in the app's list of domains. */
  readonly builtFor: string
  /** Where requests to it really go. */
  readonly server: string
}

/** Puts a file into WeChat's temporary folder and answers its path there. */
export async function putAway(phone: Phone, file: string): Promise<string> {
  const extension = path.extname(file).toLowerCase()
  const place = `wxfile://tmp_${phone.temporary.size + 1}${extension}`
  phone.temporary.set(place, {
    name: path.basename(file),
    type: types[extension] ?? 'application/octet-stream',
    bytes: new Uint8Array(await readFile(file)),
  })
  return place
}

/** wx.request, wx.uploadFile and wx.downloadFile over a real HTTP server, as strict as WeChat is. */
export function createNetwork(phone: Phone, { builtFor, server }: Servers, answers: Answers) {
  const exchange = async (url: string, init: RequestInit, timeout = DEFAULT_TIMEOUT_MS) => {
    if (!url.startsWith(`${builtFor}/`)) throw new Error('url not in domain list')
    if (!phone.online) throw new Error('net::ERR_INTERNET_DISCONNECTED')
    const entry: Exchange = {
      method: init.method ?? 'GET',
      path: url.slice(builtFor.length),
      status: undefined,
    }
    phone.exchanges.push(entry)
    phone.running += 1
    if (phone.running > MOST_AT_ONCE) phone.fault(`more than ${MOST_AT_ONCE} requests at once: ${entry.path}`)
    const headers = new Headers(init.headers)
    if (phone.clientName !== undefined) headers.set('X-Client', phone.clientName)
    const late = AbortSignal.timeout(timeout)
    const signal = init.signal ? AbortSignal.any([init.signal, late]) : late
    try {
      const response = await fetch(server + entry.path, { ...init, headers, signal })
      const bytes = new Uint8Array(await response.arrayBuffer())
      await phone.held(entry)
      if (phone.loses(entry)) throw new Error('timeout')
      entry.status = response.status
      return { statusCode: response.status, header: Object.fromEntries(response.headers), bytes }
    } catch (error) {
      if (init.signal?.aborted) throw new Error('abort', { cause: error })
      if (late.aborted) throw new Error('timeout', { cause: error })
      throw error
    } finally {
      phone.running -= 1
    }
  }
  const checkHeader = (header: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(header)) {
      if (name.toLowerCase() === 'referer') phone.fault('wx.request sets no Referer')
      if (typeof value !== 'string') phone.fault(`header ${name} is no text`)
    }
  }
  const nothing = () => undefined
  const heads = { onHeadersReceived: nothing, offHeadersReceived: nothing }

  return {
    request(options: RequestOptions) {
      const controller = new AbortController()
      const { method = 'GET', header = {}, data, dataType = 'json' } = options
      if (!METHODS.includes(method)) phone.fault(`wx.request knows no ${method}`)
      if (data !== undefined && (method === 'GET' || method === 'DELETE'))
        phone.fault(`wx.request turns the data of a ${method} into a query`)
      checkHeader(header)
      // WeChat says JSON even of a request that carries nothing.
      const headers = { 'content-type': 'application/json', ...lowerCase(header) }
      const body = data === undefined ? undefined : typeof data === 'string' ? data : JSON.stringify(data)
      const sent = exchange(
        options.url,
        { method, headers, signal: controller.signal, ...(body !== undefined && { body }) },
        options.timeout,
      )
      void answers.settle(
        options,
        'request',
        sent.then(({ bytes, ...rest }) => ({ ...rest, data: parsed(textOf(bytes), dataType) })),
      )
      return { abort: () => controller.abort(), ...heads }
    },
    uploadFile(options: UploadOptions) {
      const controller = new AbortController()
      const listeners: ((state: { progress: number }) => void)[] = []
      const send = async () => {
        const file = phone.temporary.get(options.filePath)
        if (file === undefined) throw new Error('file doesn’t exist')
        checkHeader(options.header ?? {})
        const form = new FormData()
        for (const [name, value] of Object.entries(options.formData ?? {})) form.append(name, value)
        form.append(
          options.name,
          new Blob([file.bytes], { type: file.type }),
          path.basename(options.filePath),
        )
        const init = { method: 'POST', headers: { ...options.header }, body: form, signal: controller.signal }
        const { bytes, ...rest } = await exchange(options.url, init, options.timeout)
        answers.guard(() => listeners.forEach((listener) => listener({ progress: 100 })))
        return { ...rest, data: textOf(bytes) }
      }
      void answers.settle(options, 'uploadFile', send())
      return {
        abort: () => controller.abort(),
        onProgressUpdate: (listener: (state: { progress: number }) => void) => listeners.push(listener),
        offProgressUpdate: nothing,
        ...heads,
      }
    },
    downloadFile(options: Callbacks & { readonly url: string }) {
      const fetchIt = async () => {
        const { statusCode, header, bytes } = await exchange(options.url, { method: 'GET' })
        const type = header['content-type'] ?? ''
        const place = `wxfile://tmp_${phone.temporary.size + 1}${extensionOf(type)}`
        phone.temporary.set(place, { name: path.basename(place), type, bytes })
        return { statusCode, header, tempFilePath: place }
      }
      void answers.settle(options, 'downloadFile', fetchIt())
      return { abort: nothing, onProgressUpdate: nothing, offProgressUpdate: nothing, ...heads }
    },
    openDocument(options: Callbacks & { readonly filePath: string }) {
      phone.calls.push({ name: 'openDocument', options })
      return answers.later(options, 'openDocument', () => {
        if (!phone.temporary.has(options.filePath)) throw new Error('file doesn’t exist')
        if (!OPENABLE.includes(path.extname(options.filePath))) throw new Error('filetype not supported')
      })
    },
  }
}

const lowerCase = (header: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), value]))

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** WeChat parses where it can and hands over text where it cannot. */
function parsed(text: string, dataType: string): unknown {
  if (dataType !== 'json') return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
