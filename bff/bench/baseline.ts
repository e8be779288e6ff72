import Koa from 'koa'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { MongoClient } from 'mongodb'
import { createBareOperations, type BareOptions } from './bare-operations'

/** What the bare server is told, in the file named on the command line. */
export interface BaselineOptions extends BareOptions {
  readonly uri: string
  readonly database: string
}

/** Koa and the driver, nothing else: what the same database answers without a framework around it. */
async function main(): Promise<void> {
  const options = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as BaselineOptions
  // As many connections as Linli holds (platform/mongo.ts).
  const client = await new MongoClient(options.uri, { maxPoolSize: 50 }).connect()
  const operations = await createBareOperations(client, client.db(options.database), options)
  const app = new Koa()
  app.use(async (context) => {
    const reader = options.readers[context.get('authorization').slice('Bearer '.length)]
    if (!reader) return
    const [, , , kind, id, act] = context.path.split('/')
    if (kind === 'notices' && id === undefined) context.body = await operations.list(reader)
    else if (kind === 'notices' && act === 'confirm')
      context.body = await operations.confirm(reader, id ?? '', `ntr_${randomUUID()}`)
    else if (kind === 'notices') context.body = await operations.detail(reader, id ?? '')
    else if (kind === 'opinions') {
      const submission = JSON.parse(await text(context.req)) as { text: string; placeId: string }
      context.status = 201
      context.body = await operations.submit(reader, submission, context.get('idempotency-key'))
    }
  })
  const answer = app.callback()
  const server = createServer((request, response) => void answer(request, response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
}

void main()
