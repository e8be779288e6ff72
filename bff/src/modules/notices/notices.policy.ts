import { communityRoles, type Role } from '@linli/shared/roles'
import { can } from '@linli/shared/machine'
import { noticeMachine, type NoticeStage } from '@linli/shared/notices/notices.machine'
import { communitiesOf, type Actor } from '../../platform/actor'
import { allowIn, demand, refuse, scopeOf, type Judgement, type Scope } from '../../platform/scope'
import type { NoticeRow } from './notice.model'

/** What staff do with notices. Readers are judged by {@link judgeReading}. */
export type NoticeAction = 'view' | 'write' | 'see_reach' | 'remind' | 'visit'

const deskRoles: readonly Role[] = communityRoles
const reachRoles: readonly Role[] = [...communityRoles, 'grid_worker', 'street_admin']

/** Street staff look over a community's shoulder and change nothing; grid workers bring notices to the door. */
function rolesFor(action: NoticeAction): readonly Role[] {
  switch (action) {
    case 'view':
    case 'see_reach':
      return reachRoles
    case 'write':
    case 'remind':
      return deskRoles
    case 'visit':
      return [...deskRoles, 'grid_worker']
  }
}

/**
 * Whether a member of staff may do this, and in which communities. A community out of reach is `not_found`, as
 * if it did not exist; one in reach by a lesser role is `forbidden`.
 */
export function judgeStaff(actor: Actor, action: NoticeAction, communityId?: string): Judgement {
  const reach = communitiesOf(actor, rolesFor(action))
  if (communityId === undefined) return reach.length > 0 ? allowIn(reach) : refuse('forbidden')
  if (reach.includes(communityId)) return allowIn([communityId])
  return refuse(communitiesOf(actor, reachRoles).includes(communityId) ? 'forbidden' : 'not_found')
}

/** Whether the actor works at the community's desk, and so sees drafts; others see what has been published. */
export const isDesk = (actor: Actor, communityId: string): boolean =>
  communitiesOf(actor, deskRoles).includes(communityId)

/**
 * The communities a staff list is about. Who has a desk sees the own desk's notices with their drafts; others
 * see what has been published in the communities under them.
 */
export function deskScope(actor: Actor, communityId?: string): { scope: Scope; seesDrafts: boolean } {
  const desks = communitiesOf(actor, deskRoles)
  if (communityId === undefined && desks.length > 0) return { scope: scopeOf(desks), seesDrafts: true }
  const scope = demand(judgeStaff(actor, 'view', communityId))
  return { scope, seesDrafts: scope.communityIds.every((id) => desks.includes(id)) }
}

/**
 * Nodes to which the actor's view of the households is limited: a grid worker knows only the own grids.
 * Null: the whole community.
 */
export function reachNodes(actor: Actor, communityId: string): readonly string[] | null {
  const here = actor.grants.filter((grant) => grant.communityIds.includes(communityId))
  if (here.some((grant) => grant.role !== 'grid_worker' && reachRoles.includes(grant.role))) return null
  return here.filter((grant) => grant.role === 'grid_worker').map((grant) => grant.nodeId)
}

/** A reader as far as notices care. */
export interface Reader {
  readonly communityId: string | null
  readonly personId: string | null
  /** Every node the reader's homes lie in; empty without a home. */
  readonly nodeIds: readonly string[]
  isAddressed(audience: NoticeRow['audience']): boolean
}

/** Somebody not signed in, or who has not accepted the privacy terms: public notices only. */
export const visitor: Reader = { communityId: null, personId: null, nodeIds: [], isAddressed: () => false }

/** Whether a reader may open this notice. What may not be read does not exist. */
export function judgeReading(
  reader: Reader,
  notice: Pick<NoticeRow, 'communityId' | 'audience'>,
  stage: NoticeStage,
): Judgement {
  const isOut = stage === 'live' || stage === 'ended' || stage === 'withdrawn'
  const mayRead = notice.audience.visibility === 'public' || reader.isAddressed(notice.audience)
  return isOut && mayRead ? allowIn([notice.communityId]) : refuse('not_found')
}

/** Whether a reader may confirm. Who may read but is not addressed has nothing to confirm. */
export function judgeConfirming(
  reader: Reader,
  notice: Pick<NoticeRow, 'communityId' | 'audience' | 'mustConfirm'>,
  stage: NoticeStage,
): Judgement {
  const reading = judgeReading(reader, notice, stage)
  if (!reading.allowed) return reading
  if (stage !== 'live') return refuse('invalid_status')
  const isAsked = notice.mustConfirm && reader.personId !== null && reader.isAddressed(notice.audience)
  return isAsked ? reading : refuse('forbidden')
}

/**
 * What a list is about: the notices that address a reader at home in the community, or the public ones of the
 * community named. Null when no community is named and the reader has no home.
 */
export function judgeListing(
  reader: Reader,
  communityId: string | undefined,
): { readonly scope: Scope; readonly isPublicOnly: boolean } | null {
  const wanted = communityId ?? reader.communityId
  if (wanted === null) return null
  const isHome = wanted === reader.communityId && reader.nodeIds.length > 0
  return { scope: scopeOf([wanted]), isPublicOnly: !isHome }
}

/** Sweeps and outbox handlers work on the community their event names. */
export const systemScope = (communityId: string): Scope => scopeOf([communityId])

export interface StaffAbilities {
  edit: boolean
  publish: boolean
  schedule: boolean
  unschedule: boolean
  withdraw: boolean
  discard: boolean
  pin: boolean
  remind: boolean
}

/** The buttons: what the actor may do and the notice's stage allows, now. */
export function staffAbilities(
  actor: Actor,
  notice: Pick<NoticeRow, 'communityId' | 'status' | 'lastRemindedAt'>,
  stage: NoticeStage,
): StaffAbilities {
  const writes = judgeStaff(actor, 'write', notice.communityId).allowed
  // A scheduled notice whose time has come is published, whether or not the sweep has been by.
  const status = stage === 'live' || stage === 'ended' ? 'published' : notice.status
  const may = (event: 'publish' | 'schedule' | 'unschedule' | 'withdraw' | 'discard') =>
    writes && can(noticeMachine, status, event)
  return {
    edit: writes && (stage === 'draft' || stage === 'scheduled'),
    publish: may('publish'),
    schedule: may('schedule'),
    unschedule: may('unschedule'),
    withdraw: may('withdraw'),
    discard: may('discard'),
    pin: writes && (stage === 'draft' || stage === 'scheduled' || stage === 'live'),
    remind: stage === 'live' && judgeStaff(actor, 'remind', notice.communityId).allowed,
  }
}
