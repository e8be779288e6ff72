import { answer } from '../src/commands/dispatch'
import type { Engine } from '../src/commands/request'
import { Cursors } from '../src/session/cursors'
import { Sessions } from '../src/session/sessions'
import type { Store } from '../src/storage/store'
import { decode, type Doc } from '../src/value/document'
import { parseMessage } from '../src/wire/message'
import { ownStore } from './own-store'
import { frame } from './raw-socket'

/** The commands of a test file, on a store of its own: asked and answered in bytes, but without a socket. */
export interface OwnEngine {
  store: Store
  ask(body: object): Promise<Doc>
  /** All documents of a collection in the order in which they came. */
  everything(collection: string): Promise<Doc[]>
}

export function ownEngine(): OwnEngine {
  let engine: Engine
  afterAll(() => {
    engine.sessions.stop()
    engine.cursors.stop()
  })
  const own = ownStore()
  beforeAll(() => {
    const { store } = own
    const [sessions, cursors] = [new Sessions(store), new Cursors()]
    engine = { store, sessions, cursors, address: 'localhost:0', startedAt: new Date(0) }
  })
  const ask = async (body: object): Promise<Doc> =>
    decode(await answer(engine, parseMessage(frame(body)), 1, false))
  return Object.assign(own, {
    ask,
    async everything(find: string): Promise<Doc[]> {
      return batchOf(await ask({ find, batchSize: 10_000, hint: { $natural: 1 } })).documents
    },
  })
}

/** What a reply of find or getMore gave. */
export function batchOf(reply: Doc): { documents: Doc[]; id: unknown } {
  const { firstBatch, nextBatch, id } = reply.cursor as Doc
  return { documents: (firstBatch ?? nextBatch) as Doc[], id }
}
