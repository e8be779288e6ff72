import type { Connection, Model, Schema } from 'mongoose'
import type { Crypto } from './crypto'
import type { SealedField } from './reencrypt'

/** Collections of a tenant that stay with it when everything else moves. */
const staying: Readonly<Record<string, string>> = {
  nodes: 'the tree moves itself, because labels and paths change with it',
  audit_rows: 'numbered and chained under the tenant they were written for',
  audit_heads: 'the same',
  audit_chains: 'the same',
  case_catalogues: 'what a community decided for itself, version by version',
  audit_exports: 'what was taken out of a trail that stays',
  tenant_settings: 'figures a community set for itself; those of the other one hold from now on',
}

/** What collections of the deployment itself remember of communities. */
const remembered = ['communityIds', 'chosenCommunityId'] as const

export interface TenantMove {
  /**
   * Moves every row of one community to another: its `communityId`, the community in lists of places, and what is
   * sealed for it. Call it in a unit of work. A unique index may refuse what both communities hold.
   */
  move(from: string, into: string): Promise<void>
}

const BATCH = 500

/** Walks all models, so that a new collection of a tenant is moved without anybody having to think of it. */
export function createTenantMove(deps: {
  connection: Connection
  crypto: Crypto
  sealedFields: readonly SealedField[]
}): TenantMove {
  const { connection, crypto, sealedFields } = deps

  type Row = Record<string, unknown> & { _id: string }
  const models = (): Model<Row>[] => Object.values(connection.models) as Model<Row>[]

  /** A sealed value opens only in its own tenant, so it is sealed anew for the other one. */
  async function reseal(model: Model<Row>, field: SealedField, from: string, into: string): Promise<void> {
    let after = ''
    for (;;) {
      const rows: Row[] = await model
        .find({ communityId: from, _id: { $gt: after }, [field.sealed]: { $type: 'string' } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .lean<Row[]>()
      if (rows.length > 0)
        await model.bulkWrite(
          rows.map((row) => {
            const plain = crypto.decrypt(String(row[field.sealed]), field.place(row))
            const sealed = crypto.encrypt(plain, field.place({ ...row, communityId: into }))
            const filter = { communityId: from, _id: row._id }
            return { updateOne: { filter, update: { $set: { [field.sealed]: sealed } } } }
          }),
        )
      if (rows.length < BATCH) return
      after = rows.at(-1)?._id ?? ''
    }
  }

  return {
    async move(from, into) {
      // One after another: inside a transaction a session takes one operation at a time.
      for (const model of models()) {
        const name = model.collection.collectionName
        if (staying[name] !== undefined) continue
        for (const field of remembered.filter((known) => model.schema.path(known) !== undefined))
          await model.updateMany(
            { [field]: from },
            { $set: { [field === 'communityIds' ? 'communityIds.$' : field]: into } },
          )
        if (model.schema.path('communityId') === undefined) continue
        for (const field of sealedFields.filter((known) => known.collection === name))
          await reseal(model, field, from, into)
        for (const list of placeLists(model.schema))
          await model.updateMany({ communityId: from, [list]: from }, { $set: { [`${list}.$`]: into } })
        await model.updateMany({ communityId: from }, { $set: { communityId: into } })
      }
    },
  }
}

/** Lists of text that may name the community: `path`, `place.path`, `audience.nodeIds`. */
function placeLists(schema: Schema, prefix = ''): string[] {
  const lists: string[] = []
  schema.eachPath((name, type) => {
    const path = `${prefix}${name}`
    if (/(^|\.)(path|nodeIds)$/.test(path)) lists.push(path)
    else if (type.instance === 'Embedded') lists.push(...placeLists(type.schema as Schema, `${path}.`))
  })
  return lists
}
