import { movedPartyKey } from '@linli/shared/opinions/parties'
import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { opinionModel, type OpinionRow } from './opinion.model'

type Keyed = Pick<OpinionRow, '_id' | 'version' | 'parties' | 'barred' | 'handling'>

export interface MovedCases {
  /**
   * Organisations are known in their community (shared/opinions/parties). Where one community has gone into another,
   * whoever had a case there has it here, and whoever was named in one stays barred.
   */
  renameParties(from: string, into: Scope): Promise<void>
}

const PORTION = 200
/** Cases that move meanwhile are met again in the next round; more rounds than that means somebody else is wrong. */
const MOST_ROUNDS = 1_000

export function createMovedCases(connection: Connection): MovedCases {
  const rows = rowsOf(opinionModel(connection))

  return {
    async renameParties(from, scope) {
      const [into = ''] = scope.communityIds
      const key = (before: string): string => movedPartyKey(before, from, into)
      const first = `organisation:${from}:`
      // `;` is the sign after `:`.
      const theirs = { $elemMatch: { $gte: first, $lt: `organisation:${from};` } }
      for (const field of ['parties', 'barred'] as const)
        for (let round = 0; round < MOST_ROUNDS; round += 1) {
          const found: Keyed[] = await rows
            .find({ ...inScope(scope), [field]: theirs })
            .project<Keyed>({ version: 1, parties: 1, barred: 1, handling: 1 })
            .limit(PORTION)
            .toArray()
          if (found.length === 0) break
          await rows.bulkWrite(
            found.map(({ _id, version, parties, barred, handling }) => ({
              updateOne: {
                filter: { _id, ...inScope(scope), version },
                update: {
                  $set: {
                    ...(parties && { parties: parties.map(key) }),
                    ...(barred && { barred: barred.map(key) }),
                    ...(handling && {
                      handling: {
                        ...handling,
                        lead: { ...handling.lead, key: key(handling.lead.key) },
                        helpers: handling.helpers.map((helper) => ({
                          ...helper,
                          party: { ...helper.party, key: key(helper.party.key) },
                        })),
                      },
                    }),
                  },
                },
              },
            })),
            { ordered: false },
          )
        }
    },
  }
}
