import Koa from 'koa'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { MongoClient } from 'mongodb'
import type { OpinionRow } from '../src/modules/opinions/opinion.model'
import { createBareNotices } from './bare-notices'
import { createBareOpinions, type Submission } from './bare-opinions'
import { createBareWorkbench } from './bare-workbench'
import type { Clerk, Reader } from './seed'

export type View = Readonly<Record<string, unknown>>

/** What the bare server is told, in the file named on the command line. */
export interface BaselineOptions {
  readonly uri: string
  readonly database: string
  /** By token. */
  readonly readers: Readonly<Record<string, Reader>>
  readonly clerks: Readonly<Record<string, Clerk>>
  /** Answers Linli gave to the same requests; their fields are filled from the rows read. */
  readonly item: View
  readonly detail: View
  readonly opinion: View & { readonly id: string }
  readonly cases: readonly (View & { readonly id: string })[]
  /** What the workbench says above its list about years without a calendar. */
  readonly calendarNotice: string
}

/** Koa and the driver, nothing else: what the same database answers without a framework around it. */
async function main(): Promise<void> {
  const options = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as BaselineOptions
  // As many connections as Linli holds (platform/mongo.ts).
  const client = await new MongoClient(options.uri, { maxPoolSize: 50 }).connect()
  const db = client.db(options.database)
  const row = await db.collection<OpinionRow>('opinions').findOne({ _id: options.opinion.id })
  if (!row) throw new Error('the sample opinion is missing')
  const notices = createBareNotices(db, options)
  const opinions = createBareOpinions(client, db, { opinion: options.opinion, row })
  const workbench = createBareWorkbench(
    db,
    new Map(options.cases.map((item) => [item.id, item])),
    options.calendarNotice,
  )
  const app = new Koa()
  app.use(async (context) => {
    const token = context.get('authorization').slice('Bearer '.length)
    const [, , , kind, id, act] = context.path.split('/')
    const clerk = options.clerks[token]
    if (clerk) {
      context.body = await workbench(clerk)
      return
    }
    const reader = options.readers[token]
    if (!reader) return
    if (kind === 'notices' && id === undefined) context.body = await notices.list(reader)
    else if (kind === 'notices' && act === 'confirm')
      context.body = await notices.confirm(reader, id ?? '', `ntr_${randomUUID()}`)
    else if (kind === 'notices') context.body = await notices.detail(reader, id ?? '')
    else if (kind === 'opinions') {
      const submission = JSON.parse(await text(context.req)) as Submission
      context.status = 201
      context.body = await opinions.submit(reader, submission, context.get('idempotency-key'))
    }
  })
  const answer = app.callback()
  const server = createServer((request, response) => void answer(request, response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  // Whoever started it is gone, however it was ended.
  process.stdin.on('end', () => process.exit()).resume()
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
}

void main()
