import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ServerError } from '../src/errors'
import { encodeStored, type Change } from '../src/storage/changes'
import { compileIndex, type Collection } from '../src/storage/collection'
import { openEnvironment } from '../src/storage/environment'
import { Store } from '../src/storage/store'
import type { Doc } from '../src/value/document'
import { wire } from './canonical'

/** The store of a test file: on a folder of its own, from before its first test until after its last. */
export function ownStore(): { store: Store } {
  const own = {} as { store: Store }
  let dataDir: string
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-'))
    own.store = new Store(openEnvironment(dataDir))
  })
  afterAll(async () => {
    await own.store.writer.idle()
    await own.store.env.close()
    rmSync(dataDir, { recursive: true })
  })
  return own
}

/** The change that adds a document. */
export const insertion = (collection: Collection, doc: Doc): Change => ({
  record: collection.nextRecord++,
  before: null,
  after: encodeStored(wire(doc)),
})

/**
 * A new collection with these documents, numbered from 0, and these indexes (key and options), named `index0` onwards.
 * A document that has two arrays in one compound key is left out.
 */
export async function filled(
  { store }: { store: Store },
  documents: readonly Doc[],
  indexes: readonly Doc[],
): Promise<Collection> {
  return store.writer.submit(() => {
    const collection = store.create('test', `filled${store.catalogue.inDatabase('test').length}`)
    const made = indexes.map((spec, at) => compileIndex(at + 1, wire({ v: 2, name: `index${at}`, ...spec })))
    collection.indexes = [...collection.indexes, ...made]
    store.catalogue.save(collection)
    documents.forEach((doc, id) => {
      try {
        store.committed.write(collection, [insertion(collection, { _id: id, ...doc })])
      } catch (error) {
        if (!(error instanceof ServerError && error.code === 171)) throw error
      }
    })
    return collection
  })
}
