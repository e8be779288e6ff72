import { STATUS_CODES, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ErrorCode } from '@linli/shared/errors'
import { AppError } from '../platform/problem-error'
import { problemOf, PROBLEM_TYPE } from './problem'

/** How long a refused sender may take to read the refusal. */
const LINGER_MS = 1_000

/** Node's reasons that have a problem of their own; any other is `malformed_request`. */
const codeOfReason: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
}

/** What the log says of something that was no request. Its content is never quoted. */
export interface BrokenLine {
  readonly requestId: string
  readonly problem: ErrorCode
  /** Node's code, as `HPE_INVALID_METHOD`. */
  readonly reason: string
}

export interface BrokenRequests {
  readonly nextId: () => string
  readonly tell: (line: BrokenLine) => void
}

/**
 * Answers what never becomes a request (rubbish, headers that are too large or too slow, a body that trickles) with a
 * problem document and one line in the log, as any other refusal. A request that was under way keeps its own id and
 * its own line.
 */
export function answerBroken(server: Server, current: () => BrokenRequests): void {
  const answers = new WeakMap<Duplex, ServerResponse>()
  const refused = new WeakSet<Duplex>()
  server.on('request', (request, response) => {
    answers.set(request.socket, response)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // What follows on a refused connection is rubbish again.
    if (refused.has(socket)) return
    refused.add(socket)
    const last = answers.get(socket)
    const open = last && !last.writableEnded ? last : null
    // A browser opens connections ahead and may never use them.
    const isUnused = 'bytesRead' in socket && socket.bytesRead === 0
    // What came before the rubbish was whole, and gets its answer.
    if (open?.req.complete) {
      open.once('close', () => socket.end())
      return
    }
    // A sender that leaves in the middle of a body whose request has been answered: nothing new.
    const isRest = last?.writableEnded === true && !last.req.complete
    // Half of an answer has left already: a second one would only garble it.
    if (!socket.writable || error.code === 'ECONNRESET' || isUnused || isRest || open?.headersSent) {
      socket.destroy()
      return
    }
    const reason = error.code ?? 'unknown'
    const code = codeOfReason[reason] ?? 'malformed_request'
    const { nextId, tell } = current()
    const requestId = String(open?.getHeader('X-Request-Id') ?? nextId())
    socket.end(refusal(code, requestId))
    setTimeout(() => socket.destroy(), LINGER_MS).unref()
    if (!open) tell({ requestId, problem: code, reason })
  })
}

function refusal(code: ErrorCode, requestId: string): string {
  const problem = problemOf(new AppError(code), requestId)
  const body = JSON.stringify(problem)
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
