import { dataKinds } from '@linli/shared/privacy/privacy.kinds'
import type { Schema } from 'mongoose'
import { startTestApp, type TestApp } from '../test/test-app'
import { actsOfStaff, dataRegister, nobodysFields } from './modules/privacy/data-register'
import { retentionCodes } from './platform/retention-rules'
import { sealedFields } from './sealed-fields'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** Fields that hold somebody's id, by how they are called in this house. */
const ofSomebody = /(^|\.)(\w*(person|account)Ids?|uploaderId|actorId|byId|by|\w+By)$/i

function pathsOf(schema: Schema, prefix = ''): string[] {
  return Object.entries(schema.paths).flatMap(([name, type]) => {
    const inner = (type as { schema?: Schema }).schema
    return inner ? pathsOf(inner, `${prefix}${name}.`) : [`${prefix}${name}`]
  })
}

const named = (collection: string): readonly string[] => [
  ...Object.values(dataRegister).flatMap((record) => record.stores[collection] ?? []),
  ...(actsOfStaff[collection] ?? []),
  ...(nobodysFields[collection] ?? []),
]

test('every field that holds the id of a person or an account is named in the register', () => {
  const missing = Object.values(app.connection.models).flatMap((model) => {
    const collection = model.collection.collectionName
    return pathsOf(model.schema)
      .filter((path) => ofSomebody.test(path) && !named(collection).includes(path))
      .map((path) => `${collection}.${path}`)
  })
  expect(missing).toEqual([])
})

test('every sealed field and its fingerprints are named in the register', () => {
  const missing = sealedFields.flatMap(({ collection, sealed, blind, alsoBlind = [] }) =>
    [sealed, blind, ...alsoBlind.map((one) => one.blind)]
      .filter((field) => field !== undefined)
      .filter((field) => !named(collection).includes(field))
      .map((field) => `${collection}.${field}`),
  )
  expect(missing).toEqual([])
})

test('what the register names is there, in a collection that is', () => {
  const known = new Map(
    Object.values(app.connection.models).map((model) => [
      model.collection.collectionName,
      pathsOf(model.schema),
    ]),
  )
  const stores = [...Object.values(dataRegister).map((record) => record.stores), actsOfStaff, nobodysFields]
  const gone = stores.flatMap((store) =>
    Object.entries(store).flatMap(([collection, fields]) =>
      known.has(collection)
        ? fields
            .filter((field) => !known.get(collection)?.includes(field))
            .map((field) => `${collection}.${field}`)
        : [collection],
    ),
  )
  expect(gone).toEqual([])
})

test('every kind has a feature that tells of it, and every retention rule one that carries it out', async () => {
  const overview = app.deps.services.privacy.myData.of
  const actor = {
    ...{ accountId: 'acc_nobody', sessionId: 'ses_nobody', personId: null, communityId: null },
    ...{ grants: [], consentVersion: null },
  }
  for (const kind of dataKinds) expect((await overview(actor, kind)).kind.kind).toBe(kind)
  expect(
    app.deps.retention
      .works()
      .map((work) => work.rule)
      .sort(),
  ).toEqual([...retentionCodes].sort())
})

test('the words of the register are whole sentences a person can read', () => {
  for (const record of Object.values(dataRegister)) {
    const words = [record.label, record.holds, record.purpose, record.law, record.kept, record.seenBy]
    for (const text of words) expect(text).toMatch(/[\u4e00-\u9fff]/)
    const { fate, why } = record.onDeletion
    expect({ label: record.label, explained: fate === 'removed' || why !== '' }).toEqual({
      label: record.label,
      explained: true,
    })
  }
})
