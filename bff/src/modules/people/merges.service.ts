import type { AuditAct } from '@linli/shared/audit/audit.acts'
import type { MergePreviewView } from '@linli/shared/people/merges.schema'
import type { PersonCardView } from '@linli/shared/people/person-card.schema'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { DelegateAsksRepository } from './delegate-asks.repository'
import type { KinRepository } from './kin.repository'
import {
  fieldsAfterMerge,
  fieldsBeforeMerge,
  planAsks,
  planKin,
  planRelations,
  refusalOf,
  UNDO_DAYS,
} from './merge-plan'
import type { MergeRow, MergeTake } from './merge.model'
import type { MergesRepository } from './merges.repository'
import type { PersonCards } from './person-card.service'
import type { OpenedPerson, PersonDoor } from './person-door'
import type { PersonRow } from './person.model'
import { presentMergePreview } from './people.presenter'
import type { PersonSeals } from './person-seals'
import type { PersonsRepository } from './persons.repository'
import type {
  RollBookings,
  RollCorrections,
  RollCouncil,
  RollOpinions,
  RollPolls,
  RollReceipts,
} from './roll.ports'
import { demandShares, type RollWriter } from './roll.service'
import type { RollRepository } from './roll.repository'

export interface MergeRequest {
  readonly keepId: string
  readonly keepVersion: number
  readonly dropId: string
  readonly dropVersion: number
  readonly take: { readonly [K in keyof MergeTake]?: boolean | undefined }
}

export interface MergesService {
  /** The two records side by side; nothing is written. */
  preview(actor: Actor, keepId: string, dropId: string): Promise<MergePreviewView>
  /** Of many at once one wins; the others are told `version_conflict` or `not_found`. */
  merge(actor: Actor, request: MergeRequest): Promise<PersonCardView>
  /** Both records as they were; what somebody corrected since stays corrected. Throws `undo_too_late`. */
  undo(actor: Actor, mergeId: string): Promise<PersonCardView>
}

export interface MergesDeps {
  readonly door: PersonDoor
  readonly cards: PersonCards
  readonly merges: MergesRepository
  readonly persons: PersonsRepository
  readonly roll: RollRepository
  readonly kin: KinRepository
  readonly notices: RollReceipts
  readonly council: Pick<RollCouncil, 'join' | 'part'>
  readonly bookings: RollBookings
  readonly cases: RollOpinions
  readonly polls: RollPolls
  readonly corrections: RollCorrections
  readonly asks: Pick<DelegateAsksRepository, 'ofPerson' | 'move'>
  readonly writer: RollWriter
  readonly seals: PersonSeals
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

const DAY_MS = 86_400_000
/** Wishes of any age: an old one stands in the way of another until it is tidied away. */
const EVER = new Date(0)

/** Two records of one human. */
export function createMergesService(deps: MergesDeps): MergesService {
  const { door, cards, merges, persons, roll, kin, writer, seals, uow, audit, clock, ids } = deps

  async function pair(actor: Actor, keepId: string, dropId: string) {
    const keep = await door.open(actor, 'merge', keepId)
    const drop = await door.open(actor, 'merge', dropId)
    // The same record twice, or records of two tenants, are no pair.
    if (keepId === dropId || keep.person.communityId !== drop.person.communityId)
      throw new AppError('not_found')
    const bindings = await roll.bindingsOfPersons([keepId, dropId])
    const boundOf = (id: string) => bindings.find((row) => row.personId === id) ?? null
    const refused = refusalOf(keep.person, drop.person, {
      keep: boundOf(keepId) !== null,
      drop: boundOf(dropId) !== null,
    })
    return { keep, drop, refused, dropBinding: boundOf(dropId), keepBinding: boundOf(keepId) }
  }

  /** Everybody who changes one of these rooms meets here, so that shares are looked at one after another. */
  const passRooms = ({ keep, drop }: { keep: OpenedPerson; drop: OpenedPerson }): Promise<void> =>
    roll.passRooms(
      keep.person.communityId,
      [...keep.history, ...drop.history].filter((row) => row.to === null).map((row) => row.roomId),
    )

  async function apply(actor: Actor, { keepId, keepVersion, dropId, dropVersion, take }: MergeRequest) {
    const both = await pair(actor, keepId, dropId)
    const { keep, drop, refused, dropBinding } = both
    if (refused !== null) throw new AppError('merge_refused', { details: { reason: refused } })
    const { scope } = keep
    const now = clock.now()
    const taken: MergeTake = {
      name: take.name ?? false,
      phone: take.phone ?? false,
      birthDate: take.birthDate ?? false,
    }
    await passRooms(both)
    const beforeId = ids.next('per')
    if (!(await persons.change(scope, dropId, dropVersion, { mergedInto: keepId })))
      throw new AppError('version_conflict')
    await persons.insertMany([{ ...keep.person, _id: beforeId, mergedInto: keepId }])
    const relations = planRelations(keep.history, drop.history)
    const relatives = planKin(
      keepId,
      dropId,
      await kin.ofPerson(scope, keepId),
      await kin.ofPerson(scope, dropId),
    )
    await roll.write(scope, {
      begin: [],
      end: relations.endIds.map((id) => ({ id, at: now, reason: 'merged' as const })),
      copies: [],
    })
    await roll.moveRelations(scope, relations.moveIds, keepId)
    await kin.setEnd(scope, relatives.endIds, now)
    await kin.move(scope, relatives.moves, keepId)
    if (dropBinding) await roll.moveBinding(dropBinding._id, keepId)
    const receiptIds = await deps.notices.moveReceipts(scope, dropId, keepId)
    const bookingIds = await deps.bookings.move(scope, dropId, keepId)
    const opinionMoves = await deps.cases.move(
      scope,
      { fromId: dropId, toId: keepId },
      dropBinding?.accountId ?? null,
    )
    const pollMoves = await deps.polls.move(scope, dropId, keepId)
    const correctionIds = await deps.corrections.move(scope, dropId, keepId)
    const askMoves = planAsks(
      keepId,
      dropId,
      await deps.asks.ofPerson(scope, keepId, EVER),
      await deps.asks.ofPerson(scope, dropId, EVER),
    )
    await deps.asks.move(scope, askMoves, dropId, keepId)
    const mergeId = ids.next('mrg')
    const { communityId } = keep.person
    await deps.council.join(scope, { mergeId, communityId, fromId: dropId, toId: keepId })
    const kept = await persons.change(
      scope,
      keepId,
      keepVersion,
      fieldsAfterMerge(keep.person, drop.person, taken),
    )
    if (!kept) throw new AppError('version_conflict')
    await writer.syncCopies(scope, kept)
    const row: MergeRow = {
      _id: mergeId,
      communityId: kept.communityId,
      ...{ keptId: keepId, goneId: dropId, beforeId, take: taken, at: now, by: actor.accountId },
      undoUntil: new Date(now.getTime() + UNDO_DAYS * DAY_MS),
      ...{ undoneAt: null, undoneBy: null },
      ...{ relationIds: relations.moveIds, endedIds: relations.endIds },
      ...{ kinMoves: relatives.moves, kinEndedIds: relatives.endIds, bindingId: dropBinding?._id ?? null },
      ...{ receiptIds, bookingIds, askMoves, opinionMoves, pollMoves, correctionIds },
    }
    await merges.insert(row)
    await record(actor, 'person.merge', row)
  }

  const record = (
    actor: Actor,
    action: AuditAct,
    { _id, communityId, keptId, goneId }: MergeRow,
  ): Promise<void> =>
    audit.record({
      ...{ actor, action, communityId, targetType: 'person', targetId: keptId },
      detail: { mergeId: _id, goneId },
    })

  async function part(actor: Actor, scope: Scope, { _id, keptId }: MergeRow): Promise<string> {
    const row = await merges.claimUndo(scope, _id, actor.accountId, clock.now())
    if (!row) throw new AppError('undo_too_late')
    const kept = await persons.find(scope, keptId)
    // The kept record went into a third one meanwhile: that merge is undone first.
    if (!kept) throw new AppError('merge_refused', { details: { reason: 'merged_again' } })
    const before = await traceOf(scope, row.beforeId)
    const gone = await traceOf(scope, row.goneId)
    const touched = (await roll.historyOfPerson(scope, keptId)).filter(
      (relation) => row.relationIds.includes(relation._id) || row.endedIds.includes(relation._id),
    )
    await roll.passRooms(
      row.communityId,
      touched.map((relation) => relation.roomId),
    )
    await roll.moveRelations(scope, row.relationIds, row.goneId)
    await roll.reopen(scope, row.endedIds)
    // Somebody may have become an owner meanwhile: two relations again must leave room for everybody's share.
    for (const relation of touched.filter(({ _id: id }) => row.endedIds.includes(id)))
      demandShares(await roll.ofRooms(scope, [relation.roomId]))
    await kin.move(scope, row.kinMoves, row.goneId)
    await kin.setEnd(scope, row.kinEndedIds, null)
    const [binding] = await roll.bindingsOfPersons([keptId])
    if (binding && binding._id === row.bindingId) await roll.moveBinding(binding._id, row.goneId)
    await deps.notices.returnReceipts(scope, row.receiptIds, row.goneId)
    await deps.bookings.giveBack(scope, row.bookingIds ?? [], keptId, row.goneId)
    await deps.asks.move(scope, row.askMoves ?? [], keptId, row.goneId)
    await deps.cases.giveBack(scope, row.opinionMoves ?? [], { fromId: keptId, toId: row.goneId })
    await deps.polls.giveBack(scope, row.pollMoves ?? [], keptId, row.goneId)
    await deps.corrections.giveBack(scope, row.correctionIds ?? [], keptId, row.goneId)
    await deps.council.part(scope, row._id)
    // The kept record gives the taken values back before the other has them again: they are unique.
    const set = fieldsBeforeMerge(kept, before, gone, row.take)
    const restored = await persons.change(scope, keptId, kept.version, set)
    if (!restored || !(await persons.revive(scope, row.goneId, keptId)))
      throw new AppError('version_conflict')
    await persons.removeTrace(scope, row.beforeId)
    await merges.forgetBefore(scope, row._id)
    await writer.syncCopies(scope, restored)
    await writer.syncCopies(scope, gone)
    await record(actor, 'person.undo_merge', row)
    return keptId
  }

  async function traceOf(scope: Scope, id: string): Promise<PersonRow> {
    const trace = await persons.findTrace(scope, id)
    if (!trace) throw new AppError('undo_too_late')
    return trace
  }

  return {
    async preview(actor, keepId, dropId) {
      const { keep, drop, refused, keepBinding, dropBinding } = await pair(actor, keepId, dropId)
      const catalogue = await writer.catalogueOf(keep.person.communityId)
      return presentMergePreview(
        { ...keep, hasAccount: keepBinding !== null },
        { ...drop, hasAccount: dropBinding !== null },
        refused,
        await deps.polls.concerning(keep.scope, dropId, keepId),
        { seals, catalogue },
      )
    },
    async merge(actor, request) {
      await uow.run(() => apply(actor, request))
      return cards.card(actor, request.keepId)
    },
    async undo(actor, mergeId) {
      const scope = cards.scopeFor(actor, 'merge')
      const row = await merges.find(scope, mergeId)
      if (!row) throw new AppError('not_found')
      const keptId = await uow.run(() => part(actor, scope, row))
      return cards.card(actor, keptId)
    },
  }
}
