import type { Connection, mongo } from 'mongoose'
import type { Crypto, Place } from './crypto'

/** A field that is stored sealed, and the blind index beside it where it is looked up. */
export interface SealedField {
  readonly collection: string
  readonly sealed: string
  readonly blind?: string
  /** Further blind indexes of the same value: of a part of it, or under a name of another reach. */
  readonly alsoBlind?: readonly {
    readonly blind?: string
    readonly field: string
    readonly of: (plain: string, row: Readonly<Record<string, unknown>>) => string
  }[]
  /** Where the value lives, from the row that holds it. */
  readonly place: (row: Readonly<Record<string, unknown>>) => Place
}

const BATCH = 200

type Row = Record<string, unknown> & { _id: string }

/**
 * Rewrites what older secrets sealed under the newest one, blind indexes included; answers how many rows. Each row
 * is changed only if nobody has changed it meanwhile, so it runs beside Linli and can be stopped and begun again.
 */
export async function reencrypt(deps: {
  connection: Connection
  crypto: Crypto
  fields: readonly SealedField[]
}): Promise<number> {
  const db = deps.connection.getClient().db(deps.connection.name)
  let rewritten = 0
  for (const field of deps.fields) {
    const rows = db.collection<Row>(field.collection)
    let after = ''
    for (;;) {
      const batch = await rows
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray()
      const changes = batch.flatMap((row) => renewed(row, field, deps.crypto))
      if (changes.length > 0) rewritten += (await rows.bulkWrite(changes, { ordered: false })).modifiedCount
      after = batch.at(-1)?._id ?? after
      if (batch.length < BATCH) break
    }
  }
  return rewritten
}

/** The guarded write for a row sealed by an older secret; none for the others. */
function renewed(row: Row, field: SealedField, crypto: Crypto): mongo.AnyBulkWriteOperation<Row>[] {
  const sealed = row[field.sealed]
  if (typeof sealed !== 'string' || !crypto.isStale(sealed)) return []
  const place = field.place(row)
  const plain = crypto.decrypt(sealed, place)
  // The value that was read is part of the filter: somebody may be giving the person another number right now.
  const filter = { _id: row._id, [field.sealed]: sealed } as mongo.Filter<Row>
  const also = (field.alsoBlind ?? []).map((more) => [
    more.blind,
    crypto.blindIndex(more.of(plain, row), more.field),
  ])
  const changed = {
    [field.sealed]: crypto.encrypt(plain, place),
    ...(field.blind !== undefined && { [field.blind]: crypto.blindIndex(plain, place.field) }),
    ...Object.fromEntries(also),
  } as Partial<Row>
  return [{ updateOne: { filter, update: { $set: changed } } }]
}
