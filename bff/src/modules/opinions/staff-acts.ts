import type { OpinionEvent } from '@linli/shared/opinions/opinions.machine'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { communityRoles } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { refuseStatus } from '../../platform/refusals'
import { demand, type Scope } from '../../platform/scope'
import type { StaffCard } from '../people/people.service'
import { caseAbilities } from './cases.abilities'
import { presentForParty } from './cases.presenter'
import { publishable } from './board/public-photos'
import type { OpinionRow } from './opinion.model'
import { currentStatus, effectsOf, type EffectContext } from './opinions.effects'
import {
  type caseActions,
  type handlerActions,
  judge,
  judged,
  knowsAuthor,
  type moderatorActions,
  partyKeysOf,
  seesWhole,
  staffReach,
  statusesFor,
} from './opinions.policy'
import type { OpinionCalendars, OpinionFiles, OpinionPeople } from './opinions.ports'
import { presentStaff } from './opinions.presenter'
import { presentingFor, type Presenting } from './presenting'
import type { OpinionsRepository } from './opinions.repository'
import type { OpinionSettings, OpinionSettingsSource } from './opinions.settings'
import type { Step, Transitions } from './opinions.transition'

export type StaffAction =
  (typeof handlerActions)[number] | (typeof caseActions)[number] | (typeof moderatorActions)[number]

/** A case that was read and judged for one act of staff, with everything its effects depend on. */
export interface JudgedCase {
  readonly row: OpinionRow
  readonly base: Pick<Step, 'actor' | 'signature' | 'scope' | 'row' | 'now' | 'allowedFrom'>
  readonly context: EffectContext
  /** The figures of the community in full. */
  readonly own: OpinionSettings
  readonly status: ReturnType<typeof currentStatus>
}

type Told = Pick<Step, 'version' | 'entry' | 'event' | 'payload' | 'audited' | 'trace'>
type More = Pick<EffectContext, 'rejection' | 'assignment' | 'hold'>

export interface StaffActs {
  presenting(now: Date): Promise<Presenting>
  view(actor: Actor, row: OpinionRow, now: Date): Promise<StaffOpinionView>
  /** `not_found`, `forbidden`; who acts signs with name and role. */
  caseFor(actor: Actor, action: StaffAction, id: string): Promise<JudgedCase>
  /** The same for many, read at once; each is the case or why it is none for this act. */
  casesFor(
    actor: Actor,
    action: StaffAction,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, JudgedCase | AppError>>
  /** One event of the machine; what the machine does not allow is 409 with the status it found. */
  happen(
    actor: Actor,
    action: StaffAction,
    id: string,
    event: OpinionEvent | ((found: JudgedCase) => OpinionEvent),
    told: Told,
    more?: More,
  ): Promise<StaffOpinionView>
  /** The same for a case that was read already. */
  happenTo(found: JudgedCase, event: OpinionEvent, told: Told, more?: More): Promise<StaffOpinionView>
}

export interface StaffActsDeps {
  readonly opinions: OpinionsRepository
  readonly settings: OpinionSettingsSource
  readonly calendars: OpinionCalendars
  readonly transitions: Transitions
  readonly people: OpinionPeople
  readonly files: OpinionFiles
  readonly clock: Clock
}

/** What every act of staff on one case has in common. */
export function createStaffActs(deps: StaffActsDeps): StaffActs {
  const { opinions, settings, calendars, transitions, people, clock } = deps

  async function signatureOf(actor: Actor): Promise<StaffCard> {
    const card = (await people.staffCards([actor.accountId])).get(actor.accountId)
    // Grants are at most 10 s old: whose last one just ended signs nothing any more.
    if (!card) throw new AppError('forbidden')
    return card
  }

  async function caseOf(
    actor: Actor,
    action: StaffAction,
    row: OpinionRow,
    scope: Scope,
    card: StaffCard,
  ): Promise<JudgedCase> {
    const owner = { accountId: actor.accountId, label: ownerLabelOf(card) }
    const signature = { name: `${card.title} ${card.name}`, role: card.role }
    const now = clock.now()
    const [calendar, own] = [await calendars.current(), await settings.of(row.communityId)]
    const context: EffectContext = { now, calendar, settings: own, owner }
    const base = { actor, signature, scope, row, now, allowedFrom: statusesFor(action) }
    return { row, base, context, own, status: currentStatus(row, now) }
  }

  const acts: StaffActs = {
    presenting: (now) => presentingFor(deps, now),
    async view(actor, row, now) {
      const facts = { ...judged(row), hideName: row.hideName }
      const shown = await acts.presenting(now)
      const abilities = staffAbilities(actor, row, now)
      const knows = knowsAuthor(actor, facts)
      return seesWhole(actor, facts)
        ? presentStaff(row, shown, {
            ...{ knowsAuthor: knows, abilities },
            // The office looks first; everybody else who sees the case plays what was found good.
            playsVideo: row.video?.state === 'usable' || judge(actor, 'look_video', facts).allowed,
          })
        : presentForParty(row, shown, {
            ...{ knowsAuthor: knows, abilities, accountId: actor.accountId },
            partyKeys: partyKeysOf(actor, row.communityId),
          })
    },
    async caseFor(actor, action, id) {
      const row = await opinions.findInReach(staffReach(actor), id)
      if (!row) throw new AppError('not_found')
      const scope = demand(judge(actor, action, judged(row)))
      return caseOf(actor, action, row, scope, await signatureOf(actor))
    },
    async casesFor(actor, action, ids) {
      const rows = await opinions.findManyInReach(staffReach(actor), ids)
      const card = await signatureOf(actor)
      const found = new Map<string, JudgedCase | AppError>()
      for (const id of ids) {
        const row = rows.get(id)
        const judgement = row && judge(actor, action, judged(row))
        found.set(
          id,
          row && judgement?.allowed
            ? await caseOf(actor, action, row, judgement.scope, card)
            : new AppError(judgement?.allowed === false ? judgement.code : 'not_found'),
        )
      }
      return found
    },
    async happen(actor, action, id, event, told, more = {}) {
      const found = await acts.caseFor(actor, action, id)
      refuseStatus(found.status, found.base.allowedFrom)
      return acts.happenTo(found, typeof event === 'string' ? event : event(found), told, more)
    },
    async happenTo({ row, base, context }, event, told, more = {}) {
      const effects = effectsOf(event, row, { ...context, ...more })
      const changed = await transitions.apply({ ...base, ...told, act: event, effects })
      return acts.view(base.actor, changed, base.now)
    },
  }
  return acts
}

const ownerLabelOf = ({ role, title, name }: StaffCard): string =>
  `${communityRoles.some((own) => own === role) ? '社区' : title} ${name}`

/** What this member of staff can do now: the policy's word and the machine's, never a copy of either. */
export function staffAbilities(actor: Actor, row: OpinionRow, now: Date): StaffOpinionView['abilities'] {
  const status = currentStatus(row, now)
  const can = (action: StaffAction) =>
    judge(actor, action, judged(row)).allowed && statusesFor(action).includes(status)
  return {
    ...caseAbilities(actor, row, can),
    accept: can('accept'),
    reject: can('reject'),
    requestInfo: can('request_info'),
    start: can('start'),
    reply: can('reply'),
    note: can('note'),
    transcribe: can('transcribe') && row.voice !== undefined,
    lookVideo: can('look_video') && row.video?.state === 'new',
    makePublic: can('make_public') && row.board === undefined,
    makePrivate: can('make_private') && row.board !== undefined,
    showPhotos: can('show_photos') && row.board !== undefined && publishable(row).length > 0,
  }
}
