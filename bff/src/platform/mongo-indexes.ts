import type { Connection } from 'mongoose'

/** An index that should be there, as the driver takes it. */
export interface WantedIndex {
  readonly collection: string
  readonly name: string
  readonly key: Record<string, 1 | -1>
  readonly options: Readonly<Record<string, unknown>>
}

/** Indexes of collections that have no model, because a library writes them. */
export interface RawIndexes {
  readonly collection: string
  readonly indexes: readonly {
    name: string
    key: Readonly<Record<string, 1 | -1>>
    options?: Record<string, unknown>
  }[]
}

/** What all registered models and the raw collections ask for. Throws when an index has no name of its own. */
export function wantedIndexes(connection: Connection, raw: readonly RawIndexes[]): WantedIndex[] {
  const modelled = Object.values(connection.models).flatMap((model) =>
    model.schema.indexes().map(([key, { name, background: _, ...options }]) => {
      const collection = model.collection.collectionName
      // Errors are told apart by index names, so an index without one is a mistake.
      if (typeof name !== 'string') throw new Error(`an index of ${collection} has no name`)
      return { collection, name, key: { ...key } as Record<string, 1 | -1>, options }
    }),
  )
  const unmodelled = raw.flatMap(({ collection, indexes }) =>
    indexes.map(({ name, key, options = {} }) => ({ collection, name, key: { ...key }, options })),
  )
  return [...modelled, ...unmodelled]
}

export interface IndexReport {
  readonly created: readonly string[]
  /** Indexes nobody asks for any more. They are named, never dropped: that is a person's decision. */
  readonly unknown: readonly string[]
}

const NAMESPACE_EXISTS = 48
/** Collections made ready side by side: the database writes what arrives together in one go. */
const LANES = 8

/** Creates missing collections and indexes; what is there already is left alone. Safe beside another process. */
export async function ensureIndexes(
  connection: Connection,
  raw: readonly RawIndexes[],
): Promise<IndexReport> {
  const db = connection.getClient().db(connection.name)
  const wanted = wantedIndexes(connection, raw)
  const collections = new Set([
    ...Object.values(connection.models).map((model) => model.collection.collectionName),
    ...wanted.map((index) => index.collection),
  ])
  const existing = new Set(
    (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name),
  )
  const created: string[] = []
  const unknown: string[] = []
  const ensure = async (name: string): Promise<void> => {
    const isNew = !existing.has(name)
    // Made ahead of time, because a transaction should not be what creates it.
    if (isNew) await db.createCollection(name).catch(ignoreExisting)
    const own = wanted.filter((index) => index.collection === name)
    const present = new Set(isNew ? [] : (await db.collection(name).indexes()).map((index) => index.name))
    // The database leaves alone what another process has made meanwhile.
    const missing = own.filter((index) => !present.has(index.name))
    if (missing.length > 0)
      await db
        .collection(name)
        .createIndexes(missing.map((index) => ({ ...index.options, name: index.name, key: index.key })))
    created.push(...missing.map((index) => `${name}.${index.name}`))
    const names = new Set(['_id_', ...own.map((index) => index.name)])
    unknown.push(
      ...[...present]
        .filter((other) => other !== undefined && !names.has(other))
        .map((other) => `${name}.${other}`),
    )
  }
  const waiting = [...collections]
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await ensure(name)
    }),
  )
  return { created: created.sort(), unknown: unknown.sort() }
}

function ignoreExisting(error: unknown): void {
  if ((error as { code?: unknown }).code !== NAMESPACE_EXISTS) throw error
}

/** What {@link ensureIndexes} would create, without creating it. */
export async function missingIndexes(connection: Connection, raw: readonly RawIndexes[]): Promise<string[]> {
  const db = connection.getClient().db(connection.name)
  const existing = new Set(
    (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name),
  )
  const missing: string[] = []
  for (const { collection, name } of wantedIndexes(connection, raw)) {
    const present = existing.has(collection) ? await db.collection(collection).indexes() : []
    if (!present.some((index) => index.name === name)) missing.push(`${collection}.${name}`)
  }
  return missing
}
