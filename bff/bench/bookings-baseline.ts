import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { MongoClient } from 'mongodb'

/** What the bare server is told, in the file named on the command line. */
export interface BareBookingsOptions {
  readonly uri: string
  readonly database: string
}

/** A time in its collection `bare_slots`: seats that are left. */
export interface BareSlot {
  _id: string
  deskId: string
  startsAt: Date
  endsAt: Date
  left: number
}

interface BareBooking {
  _id: string
  slotId: string
  who: string
  madeAt: Date
}

/** The times of a desk are read and packed once for all who ask within so long, as Linli gathers them. */
const SHARED_MS = 100

const packed = promisify(gzip)

/**
 * Node and the driver, nothing else: the least a rush can cost on this machine. A look is answered with the desk's times,
 * a booking counts a seat down and is stored with its key in one transaction. No sessions, rules, limits, messages.
 */
async function main(): Promise<void> {
  const options = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as BareBookingsOptions
  // As many connections as Linli holds (platform/mongo.ts).
  const client = await new MongoClient(options.uri, { maxPoolSize: 50 }).connect()
  const db = client.db(options.database)
  const slots = db.collection<BareSlot>('bare_slots')
  const bookings = db.collection<BareBooking>('bare_bookings')
  const keys = db.collection<{ _id: string; answer: string }>('bare_keys')
  await slots.createIndex({ deskId: 1, startsAt: 1 })
  await bookings.createIndex({ slotId: 1 })
  const pages = new Map<string, { until: number; page: Promise<Buffer> }>()

  async function read(deskId: string): Promise<Buffer> {
    const rows = await slots.find({ deskId }, { batchSize: 9_000 }).sort({ startsAt: 1 }).toArray()
    return packed(JSON.stringify({ deskId, slots: rows }))
  }
  function page(deskId: string): Promise<Buffer> {
    const now = performance.now()
    const known = pages.get(deskId)
    if (known && known.until > now) return known.page
    const fresh = read(deskId)
    pages.set(deskId, { until: now + SHARED_MS, page: fresh })
    return fresh
  }
  async function book(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const { slotId } = JSON.parse(await text(request)) as { slotId: string }
    const key = String(request.headers['idempotency-key'])
    const made = { _id: `bare_${key}`, slotId, who: request.headers.authorization ?? '', madeAt: new Date() }
    const answer = JSON.stringify({ ...made, status: 'booked' })
    const won = await client.withSession((session) =>
      session.withTransaction(async () => {
        const slot = await slots.findOneAndUpdate(
          { _id: slotId, left: { $gt: 0 } },
          { $inc: { left: -1 } },
          { session },
        )
        if (!slot) return false
        await bookings.insertOne(made, { session })
        await keys.insertOne({ _id: key, answer }, { session })
        return true
      }),
    )
    return won ? { status: 201, body: answer } : { status: 409, body: '{"code":"slot_full"}' }
  }
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('content-type', 'application/json')
    if (request.method === 'GET') {
      const deskId = new URL(request.url ?? '', 'http://bare').searchParams.get('deskId') ?? ''
      response.setHeader('content-encoding', 'gzip')
      response.end(await page(deskId))
      return
    }
    const { status, body } = await book(request)
    response.writeHead(status).end(body)
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  // Whoever started it is gone, however it was ended.
  process.stdin.on('end', () => process.exit()).resume()
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
}

void main()
