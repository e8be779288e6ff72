import type { DispatchBody } from '@linli/shared/opinions/cases.schema'
import { extensionText } from '@linli/shared/opinions/opinions.catalogue'
import { extendClock, unitsOfDays } from '@linli/shared/opinions/opinions.clock'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import {
  handBackReasons,
  holdReasons,
  streetParty,
  type HandBackReason,
  type holdReasonCodes,
  type Party,
} from '@linli/shared/opinions/parties'
import { holds, type Actor } from '../../platform/actor'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { refuseStatus, wrongField } from '../../platform/refusals'
import { createAssignments, labelsOf } from './case-assignment'
import type { CaseParties } from './case-parties'
import type { OpinionRow } from './opinion.model'
import { queuePlace } from './opinions.queue'
import { partyKeysOf, staffReach } from './opinions.policy'
import { warnTime } from './opinions.warnings'
import { urgencyStep } from './desk/urgency'
import { createStaffActs, type JudgedCase, type StaffActsDeps } from './staff-acts'

interface Versioned {
  readonly version: number
}

export interface CasesService {
  /** Who can be given a case of the community by the caller. */
  parties(actor: Actor, communityId: string): Promise<{ items: Party[] }>
  /**
   * Gives the case to a lead and helpers; the time to answer runs on. `validation_failed` when somebody is named who
   * cannot be given it, or an organisation would read what staff have not checked.
   */
  dispatch(actor: Actor, id: string, body: DispatchBody): Promise<StaffOpinionView>
  take(actor: Actor, id: string, body: Versioned): Promise<StaffOpinionView>
  sign(actor: Actor, id: string, body: Versioned): Promise<StaffOpinionView>
  /** Back to whoever gave it; from the second time on, and from the office, to the street. */
  handBack(
    actor: Actor,
    id: string,
    body: Versioned & { reason: HandBackReason; text?: string | undefined },
  ): Promise<StaffOpinionView>
  hold(
    actor: Actor,
    id: string,
    body: Versioned & { for: (typeof holdReasonCodes)[number]; note: string },
  ): Promise<StaffOpinionView>
  resume(actor: Actor, id: string, body: Versioned): Promise<StaffOpinionView>
  refer(actor: Actor, id: string, body: Versioned & { text: string }): Promise<StaffOpinionView>
  adjudicate(
    actor: Actor,
    id: string,
    body: Versioned & { leadKey: string; text: string; copyText?: string | undefined },
  ): Promise<StaffOpinionView>
  helpDone(actor: Actor, id: string, body: Versioned & { text: string }): Promise<StaffOpinionView>
  /** Answers what the author asked after the answer; the case stays as it is. */
  respond(
    actor: Actor,
    id: string,
    body: Versioned & { text: string; photoIds: readonly string[] },
  ): Promise<StaffOpinionView>
  askExtension(
    actor: Actor,
    id: string,
    body: Versioned & { days: number; reason: string },
  ): Promise<StaffOpinionView>
  /** Before everything else that runs, or back into the line. */
  setUrgent(
    actor: Actor,
    id: string,
    body: Versioned & { urgent: boolean; reason: string },
  ): Promise<StaffOpinionView>
  /** `forbidden` for whoever asked. */
  decideExtension(
    actor: Actor,
    id: string,
    body: Versioned & { grant: boolean; text: string },
  ): Promise<StaffOpinionView>
}

export interface CasesDeps extends StaffActsDeps {
  readonly parties: CaseParties
  readonly ids: Ids
}

/** The way of a case through several hands. */
export function createCasesService(deps: CasesDeps): CasesService {
  const { parties, transitions, ids } = deps
  const acts = createStaffActs(deps)
  const assignmentOf = createAssignments(deps)

  /** A change that leaves the status alone. */
  async function note(
    found: JudgedCase,
    act: 'help_done' | 'ask_extension' | 'grant_extension' | 'refuse_extension',
    version: number,
    set: Partial<Pick<OpinionRow, 'handling' | 'extension' | 'clock' | 'queueRank' | 'queueAt' | 'warnAt'>>,
    more: {
      entry?: { kind: 'report'; text: string; photoIds: [] }
      event?: string
      trace?: { party?: string; reason?: string }
    },
  ): Promise<StaffOpinionView> {
    const changed = await transitions.apply({
      ...found.base,
      act,
      version,
      effects: { set },
      audited: {},
      ...more,
    })
    return acts.view(found.base.actor, changed, found.base.now)
  }

  return {
    async parties(actor, communityId) {
      staffReach(actor, communityId)
      const all = await parties.of(communityId)
      const own = partyKeysOf(actor, communityId)
      return { items: all.filter(({ key }) => !own.includes(key)) }
    },

    async dispatch(actor, id, body) {
      const found = await acts.caseFor(actor, 'dispatch', id)
      refuseStatus(found.status, found.base.allowedFrom)
      if (found.row.handling?.final === true && !holds(actor, ['street_admin'], found.row.communityId))
        throw wrongField('body.leadKey', '街道已经确定由谁办，不能再转')
      const assignment = await assignmentOf(found, body, false)
      return acts.happenTo(
        found,
        'dispatch',
        {
          version: body.version,
          event: 'opinion.dispatched',
          audited: { lead: assignment.lead.key, helpers: assignment.helpers.length },
          trace: {
            party: labelsOf(assignment),
            ...(body.instruction === '' ? {} : { reason: body.instruction }),
          },
        },
        { assignment },
      )
    },

    take: (actor, id, { version }) =>
      acts.happen(actor, 'take', id, 'take', { version, event: 'opinion.taken', audited: {} }),

    async sign(actor, id, { version }) {
      const found = await acts.caseFor(actor, 'sign', id)
      refuseStatus(found.status, found.base.allowedFrom)
      return acts.happenTo(found, 'sign', {
        version,
        event: 'opinion.signed',
        audited: {},
        trace: { party: found.row.handling?.lead.label ?? '' },
      })
    },

    async handBack(actor, id, { version, reason, text = '' }) {
      const found = await acts.caseFor(actor, 'hand_back', id)
      const { row, base, own } = found
      refuseStatus(found.status, row.handling?.final === true ? [] : base.allowedFrom)
      if (reason !== 'outside_list' && text === '')
        throw wrongField('body.text', '请写明原因，好让社区重新安排')
      const lead = row.handling?.lead
      const toStreet = lead?.kind === 'community' || (row.returnCount ?? 0) + 1 >= own.mostReturns
      return acts.happenTo(found, toStreet ? 'hand_back_again' : 'hand_back', {
        version,
        event: toStreet ? 'opinion.referred' : 'opinion.handed_back',
        payload: { reason },
        audited: { reason },
        trace: {
          party: lead?.label ?? '',
          reason: [handBackReasons[reason].label, text].filter(Boolean).join('。'),
        },
      })
    },

    hold: (actor, id, { version, for: what, note: text }) =>
      acts.happen(
        actor,
        'hold',
        id,
        'hold',
        {
          version,
          event: 'opinion.held',
          audited: { for: what },
          trace: { reason: `${holdReasons[what].label}：${text}` },
        },
        { hold: { for: what, note: text } },
      ),

    resume: (actor, id, { version }) =>
      acts.happen(actor, 'resume', id, 'resume', { version, event: 'opinion.resumed', audited: {} }),

    refer: (actor, id, { version, text }) =>
      acts.happen(actor, 'refer', id, 'refer', {
        version,
        event: 'opinion.referred',
        audited: {},
        trace: { party: streetParty.label, reason: text },
      }),

    async adjudicate(actor, id, { version, leadKey, text, copyText }) {
      const found = await acts.caseFor(actor, 'adjudicate', id)
      refuseStatus(found.status, found.base.allowedFrom)
      const chosen = { leadKey, helpers: [], instruction: text, copyText, photoIds: [] }
      const assignment = await assignmentOf(found, chosen, true)
      return acts.happenTo(
        found,
        'adjudicate',
        {
          version,
          event: 'opinion.dispatched',
          audited: { lead: assignment.lead.key },
          trace: { party: assignment.lead.label, reason: text },
        },
        { assignment },
      )
    },

    async helpDone(actor, id, { version, text }) {
      const found = await acts.caseFor(actor, 'help_done', id)
      const { row, base } = found
      const own = partyKeysOf(actor, row.communityId)
      const { handling } = row
      if (!handling) throw new AppError('forbidden')
      const helpers = handling.helpers.map((helper) =>
        own.includes(helper.party.key) && helper.clock.doneAt === null
          ? { ...helper, clock: { ...helper.clock, doneAt: base.now } }
          : helper,
      )
      const label = handling.helpers.find(({ party }) => own.includes(party.key))?.party.label ?? ''
      return note(
        found,
        'help_done',
        version,
        { handling: { ...handling, helpers } },
        {
          entry: { kind: 'report', text, photoIds: [] },
          event: 'opinion.helped',
          trace: { party: label },
        },
      )
    },

    async respond(actor, id, { version, text, photoIds }) {
      const found = await acts.caseFor(actor, 'respond', id)
      refuseStatus(found.status, found.base.allowedFrom)
      const changed = await transitions.apply({
        ...{ ...found.base, act: 'respond', version, effects: { set: {} } },
        entry: { kind: 'respond', text, photoIds },
        event: 'opinion.responded',
        audited: { photos: photoIds.length },
      })
      return acts.view(actor, changed, found.base.now)
    },

    async setUrgent(actor, id, { version, urgent, reason }) {
      const found = await acts.caseFor(actor, 'set_urgent', id)
      const step = urgencyStep(found, { urgent, reason })
      const changed = await transitions.apply({ ...found.base, ...step, version })
      return acts.view(actor, changed, found.base.now)
    },

    async askExtension(actor, id, { version, days, reason }) {
      const found = await acts.caseFor(actor, 'ask_extension', id)
      const { row, base, own } = found
      const mostExtensionDays = row.category.rules?.mostExtensionDays ?? own.mostExtensionDays
      if (mostExtensionDays === 0) throw wrongField('body.days', '这一类不能延期，请直接告诉居民原因')
      if (days > mostExtensionDays) {
        const most = extensionText({ days: mostExtensionDays, unit: row.category.unit })
        throw wrongField('body.days', `最多延长 ${most}`)
      }
      // One extension per promise: who needs more explains it to the resident.
      const isOpen = row.clock.kind === 'answer' && row.clock.doneAt === null && row.extension === undefined
      refuseStatus(found.status, isOpen ? base.allowedFrom : [])
      const extension = {
        ...{ id: ids.next('ext'), days, reason, byAccountId: actor.accountId, at: base.now },
        ...{ byName: base.signature?.name ?? '', state: 'asked' as const, answer: '' },
      }
      return note(
        found,
        'ask_extension',
        version,
        { extension },
        {
          event: 'opinion.extension_asked',
          trace: {
            party: base.signature?.name ?? '',
            reason: `${extensionText({ days, unit: row.category.unit })}。${reason}`,
          },
        },
      )
    },

    async decideExtension(actor, id, { version, grant, text }) {
      const found = await acts.caseFor(actor, 'decide_extension', id)
      const { row, base, context } = found
      const { extension } = row
      refuseStatus(found.status, extension?.state === 'asked' ? base.allowedFrom : [])
      if (!extension || extension.byAccountId === actor.accountId) throw new AppError('forbidden')
      if (!grant && text === '') throw wrongField('body.text', '不同意延期，请写一句原因')
      const decided = {
        ...extension,
        state: grant ? ('granted' as const) : ('refused' as const),
        answer: text,
      }
      const clock = grant
        ? extendClock(context.calendar, row.clock, unitsOfDays(row.clock, extension.days))
        : row.clock
      const warnAt = warnTime({ ...row, clock }, { ...context, now: base.now })
      return note(
        found,
        grant ? 'grant_extension' : 'refuse_extension',
        version,
        {
          ...{ extension: decided, clock, ...queuePlace({ ...row, clock }) },
          ...(warnAt ? { warnAt } : {}),
        },
        {
          event: grant ? 'opinion.extended' : 'opinion.extension_refused',
          trace: grant
            ? { reason: ` ${extensionText({ days: extension.days, unit: row.category.unit })}` }
            : { reason: text },
        },
      )
    },
  }
}
