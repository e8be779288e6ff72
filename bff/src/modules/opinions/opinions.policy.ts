import { can } from '@linli/shared/machine'
import {
  openStatuses,
  opinionMachine,
  type OpinionEvent,
  type OpinionStatus,
} from '@linli/shared/opinions/opinions.machine'
import {
  communityParty,
  organisationParty,
  staffKey,
  streetParty,
  workerParty,
} from '@linli/shared/opinions/parties'
import { communityRoles, type Role } from '@linli/shared/roles'
import type { ErrorCode } from '@linli/shared/errors'
import { holds, isSystem, type Actor } from '../../platform/actor'
import { AppError } from '../../platform/problem-error'
import { allowIn, refuse, scopeOf, type Judgement, type Scope } from '../../platform/scope'
import type { OpinionRow } from './opinion.model'
import type { StaffReach } from './opinions.queue'

export const authorActions = ['supplement', 'rate', 'reopen', 'withdraw', 'ask', 'share_contact'] as const
export const handlerActions = [
  'accept',
  'reject',
  'request_info',
  'start',
  'reply',
  'note',
  'transcribe',
] as const
/** The way of a case through several hands (cases.service). */
export const caseActions = [
  'dispatch',
  'take',
  'sign',
  'hand_back',
  'hold',
  'resume',
  'refer',
  'adjudicate',
  'help_done',
  'ask_extension',
  'decide_extension',
  'merge',
  'split',
  'respond',
  'callback',
  'mark',
  'recuse',
  'set_urgent',
  'read_contact',
] as const
export const moderatorActions = ['make_public', 'make_private', 'show_photos', 'look_video'] as const
export const otherActions = ['submit', 'read', 'staff_read', 'lapse'] as const

export type OpinionAction =
  | (typeof otherActions)[number]
  | (typeof authorActions)[number]
  | (typeof handlerActions)[number]
  | (typeof caseActions)[number]
  | (typeof moderatorActions)[number]

/** The board of a community is open to everybody; what stands on it was let pass by staff. */
export const boardScope = (communityId: string): Scope => scopeOf([communityId])

/** Handlers of the outbox and the sweep act for the community their event belongs to. */
export const eventScope = (communityId: string): Scope => scopeOf([communityId])

/** What an account has written, for taking it along or leaving it behind. */
export const authorScope = (writtenIn: readonly string[]): Scope => scopeOf(writtenIn)

/** The own list: where the account has written, and the community looked at. */
export function ownScope(actor: Actor, writtenIn: readonly string[]): Scope {
  return scopeOf([...new Set([...writtenIn, ...(actor.communityId === null ? [] : [actor.communityId])])])
}

/** What a judgement looks at; never the text. */
export interface JudgedOpinion {
  readonly communityId: string
  readonly authorAccountId: string
  readonly wantsPublic: boolean
  readonly onBoard: boolean
  /** Every node it lies in: a grid worker handles what lies in the own grid. */
  readonly path: readonly string[]
  /** Key of who leads it; absent while the office does. */
  readonly lead?: string | undefined
  /** Keys of those who help and have not done their part yet. */
  readonly helpers?: readonly string[]
  /** Keys of everybody it was given to. */
  readonly parties?: readonly string[]
  /** Keys of those who are named in it. */
  readonly barred?: readonly string[]
  /** The author lets whoever has the case know name and phone. */
  readonly sharesContact?: boolean
  /** The caller wrote it for its author, who agrees to that today, or is the person it was written for. */
  readonly standsForAuthor?: boolean
  /** Who wrote it for the author: no neighbour who could stand behind it. */
  readonly filerAccountId?: string | undefined
}

export const judged = (row: OpinionRow): JudgedOpinion => ({
  communityId: row.communityId,
  authorAccountId: row.authorAccountId,
  wantsPublic: row.wantsPublic,
  onBoard: row.board !== undefined,
  path: row.place.path,
  lead: row.handling?.lead.key,
  helpers: row.handling?.helpers.flatMap(({ party, clock }) => (clock.doneAt === null ? [party.key] : [])),
  parties: row.parties,
  ...(row.barred && { barred: row.barred }),
  sharesContact: row.contactSharedAt !== undefined,
})

/** Who is told at once of what is urgent in a community or a grid. */
export const alertedRoles = [...communityRoles, 'grid_worker'] as const

/** Who sees every case of a community, and who sees those of some nodes. */
const wholeRoles: readonly Role[] = [...communityRoles, 'street_admin']

/**
 * Who may do what with an opinion. For actions on a resource a refusal is `not_found` where the caller may not
 * even know of it, `forbidden` where the caller sees it and still may not.
 */
export function judge(actor: Actor | null, action: OpinionAction, opinion?: JudgedOpinion): Judgement {
  switch (action) {
    case 'submit':
      if (!actor) return refuse('unauthenticated')
      return actor.communityId === null ? refuse('forbidden') : allowIn([actor.communityId])
    case 'read':
      if (!opinion) return refuse('not_found')
      return isAuthor(actor, opinion) || opinion.onBoard
        ? allowIn([opinion.communityId])
        : refuse('not_found')
    case 'supplement':
    case 'rate':
    case 'reopen':
    case 'withdraw':
    case 'ask':
    case 'share_contact':
      if (!actor) return refuse('unauthenticated')
      return opinion && isAuthor(actor, opinion) ? allowIn([opinion.communityId]) : refuse('not_found')
    case 'staff_read':
      if (!actor) return refuse('unauthenticated')
      return opinion && sees(actor, opinion) ? allowIn([opinion.communityId]) : refuse('not_found')
    case 'accept':
    case 'reject':
    case 'request_info':
    case 'set_urgent':
    case 'transcribe':
      return judgeStaff(actor, opinion, (own, there) => handles(own, there))
    case 'start':
    case 'reply':
    case 'respond':
      return judgeStaff(actor, opinion, (own, there) => leads(own, there) || mayStepIn(own, there))
    case 'note':
      return judgeStaff(actor, opinion, (own, there) => handles(own, there) || isParty(own, there))
    case 'dispatch':
    case 'take':
    case 'hold':
    case 'resume':
      return judgeStaff(actor, opinion, (own, there) => dispatches(own, there))
    case 'sign':
    case 'hand_back':
      return judgeStaff(actor, opinion, (own, there) => there.lead !== undefined && leads(own, there))
    case 'ask_extension':
      return judgeStaff(actor, opinion, (own, there) => leads(own, there))
    case 'refer':
    case 'merge':
    case 'split':
    case 'callback':
    case 'recuse':
      return judgeStaff(actor, opinion, (own, there) => holds(own, communityRoles, there.communityId))
    case 'adjudicate':
      return judgeStaff(actor, opinion, (own, there) => holds(own, ['street_admin'], there.communityId))
    case 'read_contact':
      return judgeStaff(
        actor,
        opinion,
        (own, there) => there.sharesContact === true && isAmong(own, there, there.parties ?? []),
      )
    case 'help_done':
      return judgeStaff(actor, opinion, (own, there) => isAmong(own, there, there.helpers ?? []))
    case 'mark':
    case 'decide_extension':
      return judgeStaff(actor, opinion, (own, there) =>
        holds(own, ['community_admin', 'street_admin'], there.communityId),
      )
    case 'make_public':
    case 'show_photos':
      return judgeStaff(
        actor,
        opinion,
        (own, there) => there.wantsPublic && holds(own, communityRoles, there.communityId),
      )
    case 'make_private':
    case 'look_video':
      return judgeStaff(actor, opinion, (own, there) => holds(own, communityRoles, there.communityId))
    case 'lapse':
      return actor && isSystem(actor) && opinion ? allowIn([opinion.communityId]) : refuse('forbidden')
  }
}

/** Writing down what somebody said: the community's own staff anywhere in it, a grid worker in the own grid. */
export function judgeEntry(actor: Actor, communityId: string, path: readonly string[]): Judgement {
  const may = holds(actor, communityRoles, communityId) || inGrid(actor, { path })
  return may ? allowIn([communityId]) : refuse('forbidden')
}

function judgeStaff(
  actor: Actor | null,
  opinion: JudgedOpinion | undefined,
  may: (actor: Actor, opinion: JudgedOpinion) => boolean,
): Judgement {
  if (!actor) return refuse('unauthenticated')
  if (!opinion || !sees(actor, opinion)) return refuse('not_found')
  return may(actor, opinion) ? allowIn([opinion.communityId]) : refuse('forbidden')
}

const isAuthor = (actor: Actor | null, opinion: JudgedOpinion): boolean =>
  actor !== null && (actor.accountId === opinion.authorAccountId || opinion.standsForAuthor === true)

const inGrid = (actor: Actor, opinion: Pick<JudgedOpinion, 'path'>): boolean =>
  actor.grants.some(({ role, nodeId }) => role === 'grid_worker' && opinion.path.includes(nodeId))

/** The keys under which a case may have been given to somebody (shared/opinions/parties). */
export function partyKeysOf(actor: Actor, communityId: string): string[] {
  return actor.grants.flatMap(({ role, communityIds, organisation }) => {
    if (!communityIds.includes(communityId)) return []
    if (role === 'organisation_staff')
      return organisation === undefined ? [] : [organisationParty(communityId, organisation).key]
    if (role === 'grid_worker') return [workerParty(actor.accountId, '').key]
    if (role === 'street_admin') return [streetParty.key]
    return communityRoles.some((own) => own === role) ? [communityParty.key] : []
  })
}

/** The keys under which somebody may be named in a case of the community. */
const barredKeysOf = (actor: Actor, communityIds: readonly string[]): string[] => [
  staffKey(actor.accountId),
  ...communityIds.flatMap((id) => partyKeysOf(actor, id).filter((key) => key.startsWith('organisation:'))),
]

/** Whether the actor, or the organisation the actor works for, is named in the case (回避). */
export const isBarred = (actor: Actor, { barred, communityId }: JudgedOpinion): boolean =>
  barred !== undefined && barredKeysOf(actor, [communityId]).some((key) => barred.includes(key))

/** Whom a message about the case may go to: once each, and nobody who is named in it. */
export const unbarred = (
  { barred = [] }: Pick<OpinionRow, 'barred'>,
  accountIds: readonly string[],
): string[] => [...new Set(accountIds)].filter((accountId) => !barred.includes(staffKey(accountId)))

const isAmong = (actor: Actor, opinion: JudgedOpinion, keys: readonly string[]): boolean =>
  partyKeysOf(actor, opinion.communityId).some((key) => keys.includes(key))

const isParty = (actor: Actor, opinion: JudgedOpinion): boolean =>
  isAmong(actor, opinion, opinion.parties ?? [])

/** Whether the case itself is open to the actor, and not the checked copy alone. */
export const seesWhole = (actor: Actor, opinion: JudgedOpinion): boolean =>
  holds(actor, wholeRoles, opinion.communityId) ||
  inGrid(actor, opinion) ||
  (isParty(actor, opinion) && holds(actor, ['grid_worker'], opinion.communityId))

/** Whether a member of staff sees the case at all. */
const sees = (actor: Actor, opinion: JudgedOpinion): boolean =>
  !isBarred(actor, opinion) && (seesWhole(actor, opinion) || isParty(actor, opinion))

const handles = (actor: Actor, opinion: JudgedOpinion): boolean =>
  holds(actor, communityRoles, opinion.communityId) || inGrid(actor, opinion)

/** Who leads a case: the party it was given to, otherwise whoever handles the place. */
const leads = (actor: Actor, opinion: JudgedOpinion): boolean =>
  opinion.lead === undefined ? handles(actor, opinion) : isAmong(actor, opinion, [opinion.lead])

/** The office answers for every case of the community, whoever leads it. */
const mayStepIn = (actor: Actor, opinion: JudgedOpinion): boolean =>
  holds(actor, communityRoles, opinion.communityId)

/** The office gives cases away and takes them back; the street those that came to it. */
const dispatches = (actor: Actor, opinion: JudgedOpinion): boolean =>
  holds(actor, communityRoles, opinion.communityId) ||
  (opinion.lead === streetParty.key && holds(actor, ['street_admin'], opinion.communityId))

/** Whether the actor learns who wrote it, masked: the community itself does, whatever the author ticked. */
export function knowsAuthor(actor: Actor, opinion: JudgedOpinion & { readonly hideName: boolean }): boolean {
  return !opinion.hideName || handles(actor, opinion)
}

/** The reach of the workbench; of one community when it is named. Throws `forbidden` or `not_found`. */
export function staffReach(actor: Actor, communityId?: string): StaffReach {
  const wanted = (ids: readonly string[]): string[] =>
    communityId === undefined ? [...ids] : ids.filter((id) => id === communityId)
  const whole = actor.grants
    .filter(({ role }) => wholeRoles.includes(role))
    .flatMap((grant) => wanted(grant.communityIds))
  const given = actor.grants.filter(({ role }) => role === 'grid_worker' || role === 'organisation_staff')
  const partial = given.filter((grant) => wanted(grant.communityIds).length > 0)
  const ids = [...new Set([...whole, ...partial.flatMap((grant) => wanted(grant.communityIds))])]
  if (ids.length === 0) {
    const code: ErrorCode = communityId === undefined ? 'forbidden' : 'not_found'
    throw new AppError(code)
  }
  const outside = ids.filter((id) => !whole.includes(id))
  return {
    scope: scopeOf(ids),
    wholeIds: [...new Set(whole)],
    nodeIds: partial.filter(({ role }) => role === 'grid_worker').map(({ nodeId }) => nodeId),
    partyKeys: [...new Set(outside.flatMap((id) => partyKeysOf(actor, id)))],
    barredKeys: barredKeysOf(actor, ids),
  }
}

/** What the machine must allow for an action; `null` where any living case will do. */
const eventsOf: Record<
  (typeof authorActions)[number] | (typeof handlerActions)[number] | (typeof caseActions)[number],
  readonly OpinionEvent[] | null
> = {
  supplement: null,
  rate: ['rate'],
  reopen: ['reopen'],
  withdraw: ['withdraw'],
  accept: ['accept'],
  reject: ['reject'],
  request_info: ['request_info', 'request_more'],
  start: ['start'],
  reply: ['reply'],
  note: null,
  transcribe: null,
  dispatch: ['dispatch'],
  take: ['take'],
  sign: ['sign'],
  hand_back: ['hand_back'],
  hold: ['hold'],
  resume: ['resume'],
  refer: ['refer'],
  adjudicate: ['adjudicate'],
  help_done: null,
  ask_extension: null,
  decide_extension: null,
  merge: ['merge'],
  split: null,
  ask: null,
  respond: null,
  callback: null,
  mark: null,
  recuse: null,
  share_contact: null,
  read_contact: null,
  set_urgent: null,
}

/** Accepted, and an answer is still owed. */
const workedOn = openStatuses.filter((status) => status !== 'submitted' && status !== 'needs_info')
const boardStatuses: readonly OpinionStatus[] = [...workedOn, 'answered', 'closed']

/** The statuses in which an action makes sense: the machine's own, and for acts that leave the status alone those named here. */
export function statusesFor(
  action:
    | (typeof authorActions)[number]
    | (typeof handlerActions)[number]
    | (typeof caseActions)[number]
    | (typeof moderatorActions)[number],
): readonly OpinionStatus[] {
  if (action === 'supplement') return openStatuses
  if (action === 'note' || action === 'transcribe' || action === 'recuse')
    return Object.keys(opinionMachine) as OpinionStatus[]
  // What stands on the board can be taken down, and a film looked at, whatever has become of the case.
  if (action === 'make_private' || action === 'look_video')
    return Object.keys(opinionMachine) as OpinionStatus[]
  if (action === 'make_public' || action === 'show_photos') return boardStatuses
  // What is asked about an answer, and said to it, leaves the status alone.
  if (action === 'ask' || action === 'respond') return ['answered', 'closed']
  if (action === 'share_contact') return [...openStatuses, 'answered']
  if (action === 'read_contact') return [...openStatuses, 'answered', 'closed']
  if (action === 'split' || action === 'set_urgent') return openStatuses
  if (action === 'callback') return ['closed']
  if (action === 'mark') return ['answered', 'closed']
  if (action === 'help_done' || action === 'ask_extension' || action === 'decide_extension') return workedOn
  const events = eventsOf[action] ?? []
  return (Object.keys(opinionMachine) as OpinionStatus[]).filter((status) =>
    events.some((event) => can(opinionMachine, status, event)),
  )
}
