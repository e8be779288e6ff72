import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { delegateModel, guardianModel, type DelegateRow, type GuardianRow, type KinMove } from './kin.model'

/** Everything between a person and those who answer or act for somebody. */
export interface Kin {
  readonly guardians: readonly GuardianRow[]
  readonly delegates: readonly DelegateRow[]
}

export interface KinRepository {
  /** What holds today, with the person on either side. */
  ofPerson(scope: Scope, personId: string): Promise<Kin>
  insertGuardian(row: GuardianRow): Promise<void>
  insertDelegate(row: DelegateRow): Promise<void>
  findGuardian(scope: Scope, id: string): Promise<GuardianRow | null>
  findDelegate(scope: Scope, id: string): Promise<DelegateRow | null>
  /** False when it had ended already. */
  endGuardian(scope: Scope, id: string, at: Date): Promise<boolean>
  endDelegate(scope: Scope, id: string, at: Date): Promise<boolean>
  /** Names another person in the rows. */
  move(scope: Scope, moves: readonly KinMove[], personId: string): Promise<void>
  setEnd(scope: Scope, ids: readonly string[], at: Date | null): Promise<void>
  seed(kin: Kin): Promise<void>
}

/** Guardians and delegates. */
export function createKinRepository(connection: Connection): KinRepository {
  const guardians = guardianModel(connection)
  const delegates = delegateModel(connection)
  const isGuardian = ({ field }: KinMove): boolean =>
    field === 'childPersonId' || field === 'guardianPersonId'
  return {
    async ofPerson(scope, personId) {
      const own = { ...inScope(scope), to: null }
      return {
        guardians: await guardians
          .find({ ...own, $or: [{ childPersonId: personId }, { guardianPersonId: personId }] })
          .sort({ _id: 1 })
          .lean<GuardianRow[]>(),
        delegates: await delegates
          .find({ ...own, $or: [{ principalPersonId: personId }, { delegatePersonId: personId }] })
          .sort({ _id: 1 })
          .lean<DelegateRow[]>(),
      }
    },
    async insertGuardian(row) {
      await guardians.insertMany([row], { lean: true })
    },
    async insertDelegate(row) {
      await delegates.insertMany([row], { lean: true })
    },
    findGuardian: (scope, id) => guardians.findOne({ ...inScope(scope), _id: id }).lean<GuardianRow>(),
    findDelegate: (scope, id) => delegates.findOne({ ...inScope(scope), _id: id }).lean<DelegateRow>(),
    async endGuardian(scope, id, at) {
      const { matchedCount } = await guardians.updateOne(
        { ...inScope(scope), _id: id, to: null },
        { $set: { to: at } },
      )
      return matchedCount === 1
    },
    async endDelegate(scope, id, at) {
      const { matchedCount } = await delegates.updateOne(
        { ...inScope(scope), _id: id, to: null },
        { $set: { to: at } },
      )
      return matchedCount === 1
    },
    async move(scope, moves, personId) {
      for (const one of moves) {
        const filter = { ...inScope(scope), _id: one.id }
        const update = { $set: { [one.field]: personId } }
        await (isGuardian(one) ? guardians.updateOne(filter, update) : delegates.updateOne(filter, update))
      }
    },
    async setEnd(scope, ids, at) {
      if (ids.length === 0) return
      const filter = { ...inScope(scope), _id: { $in: [...ids] } }
      await guardians.updateMany(filter, { $set: { to: at } })
      await delegates.updateMany(filter, { $set: { to: at } })
    },
    async seed(kin) {
      await guardians.insertMany([...kin.guardians], { lean: true })
      await delegates.insertMany([...kin.delegates], { lean: true })
    },
  }
}
