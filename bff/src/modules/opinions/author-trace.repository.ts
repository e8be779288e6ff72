import type { Connection } from 'mongoose'
import { inOwnPlaces } from '../../platform/own-places'
import { inScope, type Scope } from '../../platform/scope'
import { opinionAuthorModel } from './opinion-author.model'
import { opinionModel, type OpinionRow } from './opinion.model'

/** What an account has written, as its owner takes it along or leaves it behind. */
export interface AuthorTraceRepository {
  communitiesOf(accountId: string): Promise<string[]>
  count(scope: Scope, accountId: string): Promise<number>
  latest(scope: Scope, accountId: string, limit: number): Promise<OpinionRow[]>
  /** Takes the author's name off one case: `label` and `nobody` stand in its place. Repeating it changes nothing. */
  unname(scope: Scope, row: OpinionRow, nobody: string, label: string): Promise<void>
  /** Cases the account wrote for somebody else, the latest first. */
  latestFiled(scope: Scope, accountId: string, limit: number): Promise<OpinionRow[]>
  /** Takes the name of whoever wrote it for the author off one case; the author's stays. */
  unnameFiler(scope: Scope, row: OpinionRow, nobody: string, label: string): Promise<void>
  forgetAuthor(accountId: string): Promise<void>
}

export function createAuthorTraceRepository(connection: Connection): AuthorTraceRepository {
  const opinions = opinionModel(connection)
  const authors = opinionAuthorModel(connection)
  return {
    async communitiesOf(accountId) {
      return (await authors.findById(accountId).lean())?.communityIds ?? []
    },
    count: (scope, accountId) => opinions.countDocuments({ ...inScope(scope), authorAccountId: accountId }),
    latest: (scope, accountId, limit) =>
      opinions
        .find({ ...inScope(scope), authorAccountId: accountId })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<OpinionRow[]>(),
    async unname(scope, row, nobody, label) {
      const own = row.authorAccountId
      const isOwn = ({ byAccountId }: { byAccountId: string | null }): boolean => byAccountId === own
      await opinions.updateOne(
        { ...inScope(scope), _id: row._id, authorAccountId: own },
        {
          $set: {
            ...inOwnPlaces('entries', row.entries, isOwn, { byAccountId: nobody }),
            ...inOwnPlaces('history', row.history, isOwn, { byAccountId: nobody }),
            ...{ authorAccountId: nobody, authorPersonId: null, authorLabel: label },
            ...{ hideName: true, notifyMe: false },
          },
          // Nobody is left to be called.
          $unset: { contactSharedAt: 1 },
        },
      )
    },
    latestFiled: (scope, accountId, limit) =>
      opinions
        .find({ ...inScope(scope), 'filedBy.accountId': accountId })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<OpinionRow[]>(),
    async unnameFiler(scope, row, nobody, label) {
      const own = row.filedBy?.accountId
      const isOwn = ({ byAccountId }: { byAccountId: string | null }): boolean => byAccountId === own
      await opinions.updateOne(
        { ...inScope(scope), _id: row._id, 'filedBy.accountId': own },
        {
          $set: {
            ...inOwnPlaces('entries', row.entries, isOwn, { byAccountId: nobody }),
            ...inOwnPlaces('history', row.history, isOwn, { byAccountId: nobody }),
            filedBy: { accountId: nobody, personId: nobody, label },
          },
        },
      )
    },
    async forgetAuthor(accountId) {
      await authors.deleteOne({ _id: accountId })
    },
  }
}
