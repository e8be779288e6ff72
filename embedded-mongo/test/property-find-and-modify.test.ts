import { Int32 } from 'bson'
import fc from 'fast-check'
import type { Doc } from '../src/value/document'
import { document, documentId, filter, pinningFilter, updatable, update } from './arbitrary'
import { canonical, wire } from './canonical'
import { CollectionModel, refusal, type ModelUpdate } from './collection-model'
import { sortOrder } from './model'
import { ownEngine } from './own-engine'
import { filled } from './own-store'

const own = ownEngine()

const sort = fc.option(fc.tuple(fc.constantFrom('a', 'b', 'c.d', 'n'), fc.constantFrom(1, -1)), { freq: 4 })
const act = fc.record({
  asked: fc.oneof(
    { weight: 2, arbitrary: pinningFilter },
    fc
      .oneof(filter, fc.constantFrom<Doc>({}, { n: { $gte: new Int32(-3) } }, { a: { $lt: 'x' } }))
      .map((plain) => ({ filter: plain, pins: undefined, id: undefined })),
  ),
  sort,
  change: fc.oneof({ weight: 5, arbitrary: update }, { weight: 1, arbitrary: document }),
  remove: fc.constantFrom(false, false, false, true),
  new: fc.boolean(),
  upsert: fc.boolean(),
})
const indexes = fc.subarray([{ key: { a: 1 } }, { key: { b: -1 } }, { key: { n: 1 } }, { key: { 'c.d': 1 } }])

/** What the model says a findAndModify may do: a reply or a code as text, and the collection afterwards. */
interface Outcome {
  reply: string
  model: CollectionModel
}

const shown = (
  n: number,
  updatedExisting: boolean | undefined,
  upserted: unknown,
  value: Doc | null,
): string => canonical({ n, updatedExisting, upserted, value })

test('findAndModify changes one of the first documents in its order, or makes the one its filter describes, as the model does', async () => {
  const seen = { changed: 0, made: 0, removed: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(documentId, updatable), { minLength: 2, maxLength: 8 }),
      indexes,
      fc.array(act, { minLength: 4, maxLength: 12 }),
      async (documents, specs, acts) => {
        const { name: collection } = await filled(own, [], specs)
        let model = new CollectionModel()
        for (const [_id, doc] of documents) {
          const whole = wire({ _id, ...doc })
          const code = refusal(() => model.insert(whole))
          const { writeErrors } = await own.ask({ insert: collection, documents: [whole] })
          expect(writeErrors !== undefined).toBe(code !== 0)
        }

        /** With the same documents, so that one that is chosen here is found there. */
        function tried(run: (copy: CollectionModel) => string): Outcome {
          const copy = new CollectionModel()
          copy.documents = model.documents
          let reply = ''
          const code = refusal(() => (reply = run(copy)))
          return code === 0 ? { reply, model: copy } : { reply: `refused ${code}`, model }
        }

        for (const { asked, sort: wanted, change, remove, new: wantsNew, upsert } of acts) {
          const query = wire(asked.filter)
          const order = wanted && { [wanted[0]]: wanted[1] }
          const upserts = upsert && !remove && asked.pins !== undefined
          const doing = remove ? { remove } : { update: change, new: wantsNew, upsert: upserts }
          const sorting = order && { sort: order }
          const answer = await own.ask({ findAndModify: collection, query, ...doing, ...sorting })
          const last = (answer.lastErrorObject ?? {}) as Doc
          const id = asked.id === undefined ? last.upserted : asked.id

          const found = model.find(query)
          const isFirst = (doc: Doc): boolean =>
            !order || found.every((other) => sortOrder(doc, other, order) <= 0)
          const chosen = found.filter(isFirst)
          const allowed = (chosen.length > 0 ? chosen : [undefined]).map((doc) =>
            tried((copy) => {
              if (remove) {
                if (doc) copy.remove(doc)
                return shown(doc ? 1 : 0, undefined, undefined, doc ?? null)
              }
              const done: ModelUpdate | undefined = copy.update(
                doc,
                wire(change),
                upserts ? asked.pins : undefined,
                id,
              )
              if (!done) return shown(0, false, undefined, null)
              const upserted: unknown = done.upserted ? done.after._id : undefined
              return shown(1, !done.upserted, upserted, wantsNew ? done.after : done.before)
            }),
          )
          const reply =
            answer.ok === undefined || Number(answer.ok) === 0
              ? `refused ${String(answer.code)}`
              : shown(
                  Number(last.n),
                  last.updatedExisting as boolean | undefined,
                  last.upserted,
                  answer.value as Doc | null,
                )
          expect(allowed.map((outcome) => outcome.reply)).toContain(reply)
          model = allowed.find((outcome) => outcome.reply === reply)?.model ?? model
          if (Number(answer.ok) === 0) seen.refused++
          else if (remove) seen.removed += found.length > 0 ? 1 : 0
          else if (found.length > 0) seen.changed++
          else if (upserts) seen.made++
          const stored = await own.everything(collection)
          expect(stored.map((doc) => canonical(doc))).toEqual(model.documents.map((doc) => canonical(doc)))
        }
      },
    ),
    { numRuns: 60, seed: 20261127 },
  )
  expect(seen.changed).toBeGreaterThan(60)
  expect(seen.made).toBeGreaterThan(30)
  expect(seen.removed).toBeGreaterThan(20)
  expect(seen.refused).toBeGreaterThan(20)
}, 120_000)
