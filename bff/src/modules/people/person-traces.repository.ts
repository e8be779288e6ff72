import type { Connection } from 'mongoose'
import { COUNTED_AHEAD, RETENTION_BATCH } from '../../platform/retention'
import { inScope, type Scope } from '../../platform/scope'
import { bindingModel } from './binding.model'
import { personModel, type PersonRow, type PersonTag } from './person.model'
import { residencyModel, type ResidencyRow } from './residency.model'
import { roleGrantModel, type RoleGrantRow } from './role-grant.model'

/** What stays of people when they leave, and what is past its time. */
export interface PersonTracesRepository {
  /** Ends what binds the account to persons. */
  endBindings(accountId: string, at: Date): Promise<void>
  /** Removes what bound closed accounts. */
  forgetBindings(accountIds: readonly string[]): Promise<void>
  /** Posts held and given up, the latest first. */
  grantsOf(accountId: string, limit: number): Promise<RoleGrantRow[]>
  countGrants(accountId: string): Promise<number>
  /** Everything between these persons and rooms, the latest first. */
  homesOf(scope: Scope, personIds: readonly string[], limit: number): Promise<ResidencyRow[]>
  countHomes(scope: Scope, personIds: readonly string[]): Promise<number>

  /** Records frozen before the instant that still say who they were about: one batch. */
  frozenBefore(scope: Scope, instant: Date): Promise<string[]>
  oldestFrozen(scope: Scope): Promise<Date | null>
  countFrozenBefore(scope: Scope, instant: Date): Promise<number>
  /** Takes name and birthday off frozen records; the fingerprint of the identity stays. */
  forgetFrozen(scope: Scope, personIds: readonly string[]): Promise<void>
  /** Marks of a code that run out before the instant. */
  marksEndingBefore(scope: Scope, code: string, instant: Date): Promise<PersonTag[]>
}

/** Nobody's name is empty: a record without one has been forgotten. */
const FORGOTTEN = ''
const stillNamed = { frozenAt: { $type: 'date' as const }, name: { $gt: FORGOTTEN } }

export function createPersonTracesRepository(connection: Connection): PersonTracesRepository {
  const persons = personModel(connection)
  const residencies = residencyModel(connection)
  const bindings = bindingModel(connection)
  const grants = roleGrantModel(connection)
  return {
    async endBindings(accountId, at) {
      await bindings.updateMany({ accountId, to: null }, { $set: { to: at } })
    },
    async forgetBindings(accountIds) {
      await bindings.deleteMany({ accountId: { $in: [...accountIds] } })
    },
    grantsOf: (accountId, limit) =>
      grants.find({ accountId }).sort({ from: -1 }).limit(limit).lean<RoleGrantRow[]>(),
    countGrants: (accountId) => grants.countDocuments({ accountId }),
    homesOf: (scope, personIds, limit) =>
      residencies
        .find({ ...inScope(scope), personId: { $in: [...personIds] } })
        .sort({ from: -1, _id: -1 })
        .limit(limit)
        .lean<ResidencyRow[]>(),
    countHomes: (scope, personIds) =>
      residencies.countDocuments({ ...inScope(scope), personId: { $in: [...personIds] } }),

    async frozenBefore(scope, instant) {
      const rows = await persons
        .find({ ...inScope(scope), ...stillNamed, frozenAt: { $lte: instant, $type: 'date' } }, { _id: 1 })
        .sort({ frozenAt: 1 })
        .limit(RETENTION_BATCH)
        .lean<Pick<PersonRow, '_id'>[]>()
      return rows.map((row) => row._id)
    },
    async oldestFrozen(scope) {
      const row = await persons
        .findOne({ ...inScope(scope), ...stillNamed }, { frozenAt: 1 })
        .sort({ frozenAt: 1 })
        .lean<Pick<PersonRow, 'frozenAt'>>()
      return row?.frozenAt ?? null
    },
    countFrozenBefore: (scope, instant) =>
      persons.countDocuments(
        { ...inScope(scope), ...stillNamed, frozenAt: { $lte: instant, $type: 'date' } },
        { limit: COUNTED_AHEAD },
      ),
    async forgetFrozen(scope, personIds) {
      const own = { ...inScope(scope), personId: { $in: [...personIds] } }
      await residencies.updateMany(own, { $set: { birthDate: null, accountId: null, tags: [] } })
      await persons.updateMany(
        { ...inScope(scope), _id: { $in: [...personIds] }, frozenAt: { $ne: null } },
        { $set: { name: FORGOTTEN, nameTokens: [], birthDate: null, identityConfirmedBy: null, tags: [] } },
      )
    },
    async marksEndingBefore(scope, code, instant) {
      const rows = await persons
        .find(
          {
            ...inScope(scope),
            'tags.code': code,
            tags: { $elemMatch: { code, expiresAt: { $lte: instant } } },
          },
          { tags: 1 },
        )
        .limit(COUNTED_AHEAD)
        .lean<Pick<PersonRow, 'tags'>[]>()
      return rows.flatMap(({ tags }) =>
        tags.filter((tag) => tag.code === code && tag.expiresAt !== null && tag.expiresAt <= instant),
      )
    },
  }
}
