import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { opinionModel, type OpinionRow } from './opinion.model'

/** A case and which of its persons changed hands: whose it is, or who wrote it for somebody. */
export interface OpinionMove {
  readonly id: string
  /** `authorPersonId` or `filedBy.personId`. */
  readonly field: string
}

const fields = ['authorPersonId', 'filedBy.personId'] as const

export interface OpinionMerges {
  /**
   * Gives the cases of one record to the other: those the person has put in or had put in, and those the account has
   * written for others. Answers what went. Joins the unit of work.
   * @param accountId who answers to the record that goes; null without an account
   */
  move(scope: Scope, ids: MergedPersons, accountId: string | null): Promise<OpinionMove[]>
  /** Gives these back, as far as they are still the other's. Joins the unit of work. */
  giveBack(scope: Scope, moves: readonly OpinionMove[], ids: MergedPersons): Promise<void>
}

export interface MergedPersons {
  readonly fromId: string
  readonly toId: string
}

/** What cases keep under a person of the roll, moved when two records become one and parted again. */
export function createOpinionMerges(connection: Connection): OpinionMerges {
  const opinions = opinionModel(connection)

  async function rename(
    scope: Scope,
    ids: readonly string[],
    field: (typeof fields)[number],
    { fromId, toId }: MergedPersons,
  ): Promise<OpinionMove[]> {
    if (ids.length > 0)
      await opinions.updateMany(
        { ...inScope(scope), _id: { $in: [...ids] }, [field]: fromId },
        { $set: { [field]: toId } },
      )
    return ids.map((id) => ({ id, field }))
  }
  const idsOf = async (filter: Readonly<Record<string, unknown>>): Promise<string[]> =>
    (await opinions.find(filter, { _id: 1 }).lean<Pick<OpinionRow, '_id'>[]>()).map(({ _id }) => _id)

  return {
    async move(scope, persons, accountId) {
      const { fromId } = persons
      const own = await idsOf({ ...inScope(scope), authorPersonId: { $eq: fromId, $type: 'string' } })
      const written =
        accountId === null
          ? []
          : await idsOf({
              ...inScope(scope),
              'filedBy.accountId': { $eq: accountId, $type: 'string' },
              'filedBy.personId': fromId,
            })
      return [
        ...(await rename(scope, own, 'authorPersonId', persons)),
        ...(await rename(scope, written, 'filedBy.personId', persons)),
      ]
    },
    async giveBack(scope, moves, persons) {
      for (const field of fields) {
        const ids = moves.flatMap((move) => (move.field === field ? move.id : []))
        await rename(scope, ids, field, persons)
      }
    },
  }
}
