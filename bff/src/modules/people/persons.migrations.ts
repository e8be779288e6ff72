import type { Crypto } from '../../platform/crypto'
import type { Migration } from '../../platform/migrations/migrations'
import { createWalks } from '../../platform/migrations/walk-rows'
import { blankPerson, blankResidency } from './blank-rows'
import { nameTokens } from './people.search'
import type { PersonRow, PersonTag } from './person.model'
import { createPersonSeals } from './person-seals'
import type { ResidencyRow } from './residency.model'

/** What a mark of the first release does not say. */
const unsaid = (setAt: Date): Pick<PersonTag, 'sourceRef' | 'setAt' | 'setBy'> => ({
  sourceRef: null,
  setAt,
  setBy: null,
})

/**
 * Persons of the first release carry nothing to be found by and no version, their marks no day, and relations no share.
 * The previous release goes on reading them: nothing it knows is changed.
 */
export const personsAreFound = (crypto: Crypto): Migration => ({
  id: '0003-persons-are-found',
  async run(context) {
    const db = context.connection.getClient().db(context.connection.name)
    const persons = db.collection<PersonRow>('persons')
    const residencies = db.collection<ResidencyRow>('residencies')
    const seals = createPersonSeals(crypto)
    const walk = createWalks(context)

    await walk('persons', persons, {}, async (rows) => {
      const renewed = rows
        .filter((row) => (row as Partial<PersonRow>).version === undefined)
        .map((row) => {
          const { _id, ...whole } = { ...blankPerson, ...row }
          const phone = seals.openPhone(row)
          const set = {
            ...whole,
            nameTokens: nameTokens(row.name),
            phoneTail: phone === null ? null : seals.phone(phone, row.communityId).phoneTail,
            tags: row.tags.map((tag) => Object.assign(unsaid(row.createdAt), tag)),
          }
          return { updateOne: { filter: { _id, version: { $exists: false } }, update: { $set: set } } }
        })
      if (renewed.length > 0) await persons.bulkWrite(renewed)
    })
    const { share, livesIn, endReason } = blankResidency
    await walk('residencies', residencies, {}, (rows) =>
      residencies.updateMany(
        { _id: { $in: rows.map(({ _id }) => _id) }, livesIn: { $exists: false } },
        { $set: { share, livesIn, endReason } },
      ),
    )
  },
})
