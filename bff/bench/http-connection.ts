import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** A kept-alive connection that sends one request after the other and reads no more of an answer than it must. */
export interface HttpConnection {
  /** Sends and waits for the whole answer; answers its status. Rejects when it does not come in time. */
  ask(request: Sent): Promise<number>
  close(): void
}

const HEAD_END = '\r\n\r\n'

/** A client library would take more of the processor than the servers that are measured beside it. */
export async function openConnection(url: URL, timeoutMs: number): Promise<HttpConnection> {
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true })
  await once(socket, 'connect')
  socket.setTimeout(timeoutMs)
  return {
    async ask({ method, path, headers, body = '' }) {
      const lines = Object.entries({
        host: url.host,
        ...headers,
        'content-length': String(Buffer.byteLength(body)),
      }).map(([name, value]) => `${name}: ${value}`)
      const answer = readAnswer(socket)
      socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}${HEAD_END}${body}`)
      return answer
    },
    close: () => socket.destroy(),
  }
}

function readAnswer(socket: Socket): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = ''
    let missing: number | null = null
    const finish = (settle: () => void) => {
      socket.off('data', onData).off('timeout', onTimeout).off('error', onEnd).off('close', onEnd)
      settle()
    }
    const onTimeout = () => finish(() => reject(new Error('timeout')))
    const onEnd = () => finish(() => reject(new Error('the connection was cut')))
    const onData = (chunk: Buffer) => {
      if (missing === null) {
        // Headers are ASCII, so that characters are bytes.
        const text = head + chunk.toString('latin1')
        const end = text.indexOf(HEAD_END)
        if (end < 0) {
          head = text
          return
        }
        missing = bodyLength(text.slice(0, end)) - (text.length - end - HEAD_END.length)
        head = text.slice(0, end)
      } else missing -= chunk.length
      if (missing <= 0) finish(() => resolve(Number(head.slice('HTTP/1.1 '.length).slice(0, 3))))
    }
    socket.on('data', onData).once('timeout', onTimeout).once('error', onEnd).once('close', onEnd)
  })
}

const bodyLength = (head: string): number => Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
