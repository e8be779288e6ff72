import { failure, type ServerError, typeMismatch } from '../errors'
import { decode, elementsIn, nameOf, newDoc, readValue, type Doc } from '../value/document'
import { BsonType } from '../value/type'

const OP_REPLY = 1
const OP_QUERY = 2004
export const OP_MSG = 2013
export const HEADER_BYTES = 16
export const LONGEST_MESSAGE = 48_000_000

const CHECKSUM_PRESENT = 1
const MORE_TO_COME = 2
/** Flags below this bit that we do not know must be refused; those above may be ignored. */
const REQUIRED_FLAGS = 0xffff

/** A command as the protocol carries it. */
export interface Incoming {
  requestId: number
  opCode: number
  db: string
  body: Doc
  /** Kind 1 sections, and the documents of an insert, as raw bytes. */
  sequences: Map<string, Buffer[]>
  /** The client wants no reply. */
  silent: boolean
}

const malformed = (why: string): ServerError => failure(17, `malformed message: ${why}`)

/** What begins with its own length: a document, or a section of them. */
function partAt(bytes: Buffer, at: number, end = bytes.length): Buffer {
  const size = at + 4 <= end ? bytes.readInt32LE(at) : 0
  if (size < 5 || at + size > end) throw malformed('length')
  return bytes.subarray(at, at + size)
}

/** The text that ends with a zero byte. */
function cstringAt(bytes: Buffer, at: number): { text: string; next: number } {
  const end = bytes.indexOf(0, at)
  if (end < 0) throw malformed('unterminated string')
  return { text: bytes.toString('utf8', at, end), next: end + 1 }
}

/** Reads one whole message. @throws ServerError 17 for one that cannot be read; the connection must then close */
export function parseMessage(message: Buffer): Incoming {
  const requestId = message.readInt32LE(4)
  const opCode = message.readInt32LE(12)
  if (opCode === OP_MSG) return parseMsg(message, requestId)
  if (opCode === OP_QUERY) return parseQuery(message, requestId)
  throw malformed(`opcode ${opCode}`)
}

function parseQuery(message: Buffer, requestId: number): Incoming {
  const { text, next } = cstringAt(message, HEADER_BYTES + 4)
  if (!text.endsWith('.$cmd')) throw malformed('OP_QUERY is served for commands only')
  const body = decode(partAt(message, next + 8))
  return { requestId, opCode: OP_QUERY, db: text.slice(0, -5), body, sequences: new Map(), silent: false }
}

function parseMsg(message: Buffer, requestId: number): Incoming {
  const flags = message.readUInt32LE(HEADER_BYTES)
  if ((flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0) throw malformed('unknown flag')
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0)
  const sequences = new Map<string, Buffer[]>()
  let body: Doc | undefined
  for (let at = HEADER_BYTES + 4; at < end;) {
    const kind = message[at++]
    const part = partAt(message, at, end)
    at += part.length
    if (kind === 0 && !body) body = parseBody(part, sequences)
    else if (kind === 1) readSection(part, sequences)
    else throw malformed(`section kind ${kind}`)
  }
  const db = body?.$db
  if (!body || typeof db !== 'string') throw malformed('no body that names its database')
  return { requestId, opCode: OP_MSG, db, body, sequences, silent: (flags & MORE_TO_COME) !== 0 }
}

function readSection(section: Buffer, sequences: Map<string, Buffer[]>): void {
  const { text, next } = cstringAt(section, 4)
  const documents: Buffer[] = []
  for (let at = next; at < section.length; at += documents.at(-1)?.length ?? 0)
    documents.push(partAt(section, at))
  sequences.set(text, documents)
}

/** An insert's documents stay bytes: they are stored as they came. */
function parseBody(bytes: Buffer, sequences: Map<string, Buffer[]>): Doc {
  const [first, ...others] = elementsIn(bytes)
  if (!first || nameOf(bytes, first) !== 'insert') return decode(bytes)
  const body = newDoc()
  for (const element of [first, ...others]) {
    const name = nameOf(bytes, element)
    const [type, , , start] = element
    if (name === 'documents' && type === BsonType.array) sequences.set(name, documentsIn(bytes, start))
    else body[name] = readValue(bytes, element, 0)
  }
  return body
}

/** The documents of the array that begins at a place, as views on the same bytes. */
const documentsIn = (bytes: Buffer, array: number): Buffer[] =>
  Array.from(elementsIn(bytes, array), ([type, , , start, length]) => {
    if (type !== BsonType.object) throw typeMismatch("BSON field 'documents' must hold objects")
    return bytes.subarray(start, start + length)
  })

let lastReplyId = 0

/** A reply to `incoming`, ready for one write. */
export function replyMessage(incoming: Incoming, document: Buffer): Buffer {
  const answersQuery = incoming.opCode === OP_QUERY
  const prefix = answersQuery ? 20 : 5
  const message = Buffer.allocUnsafe(HEADER_BYTES + prefix + document.length)
  message.writeInt32LE(message.length, 0)
  message.writeInt32LE((lastReplyId = (lastReplyId + 1) & 0x7fffffff), 4)
  message.writeInt32LE(incoming.requestId, 8)
  message.writeInt32LE(answersQuery ? OP_REPLY : OP_MSG, 12)
  message.fill(0, HEADER_BYTES, HEADER_BYTES + prefix)
  if (answersQuery) {
    message.writeInt32LE(8, HEADER_BYTES) // the server can wait for data
    message.writeInt32LE(1, HEADER_BYTES + 16) // one document
  }
  message.set(document, HEADER_BYTES + prefix)
  return message
}
