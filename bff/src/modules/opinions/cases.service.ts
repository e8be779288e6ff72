import type { DispatchBody } from '@linli/shared/opinions/cases.schema'
import { extendClock, startClock } from '@linli/shared/opinions/opinions.clock'
import { privateMarksIn } from '@linli/shared/opinions/public-text.rules'
import type { StaffOpinionView } from '@linli/shared/opinions/opinions.schema'
import {
  handBackReasons,
  holdReasons,
  isOutside,
  streetParty,
  type HandBackReason,
  type holdReasonCodes,
  type Party,
} from '@linli/shared/opinions/parties'
import type { FieldIssue } from '@linli/shared/errors'
import { holds, type Actor } from '../../platform/actor'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { refuseStatus, wrongField } from '../../platform/refusals'
import type { CaseParties } from './case-parties'
import type { OpinionRow } from './opinion.model'
import { queuePlace } from './opinions.queue'
import type { Assignment } from './opinions.effects'
import { partyKeysOf, staffReach } from './opinions.policy'
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
  askExtension(
    actor: Actor,
    id: string,
    body: Versioned & { days: number; reason: string },
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

  /** Resolves who was chosen; what does not fit is said field by field. */
  async function assignmentOf(
    found: JudgedCase,
    chosen: Pick<DispatchBody, 'leadKey' | 'helpers' | 'instruction' | 'copyText' | 'photoIds'>,
    final: boolean,
  ): Promise<Assignment> {
    const { row, base, context } = found
    const known = new Map((await parties.of(row.communityId)).map((party) => [party.key, party]))
    const copyText = chosen.copyText ?? row.handling?.copy.text ?? ''
    const lead = known.get(chosen.leadKey)
    const errors: FieldIssue[] = []
    if (!lead) errors.push({ path: 'body.leadKey', message: '这里现在不能派单，请重新选择' })
    const helpers = chosen.helpers.flatMap(({ key, task, days }, at) => {
      const party = known.get(key)
      if (!party) errors.push({ path: `body.helpers.${at}.key`, message: '这里现在不能派单，请重新选择' })
      if (key === chosen.leadKey) errors.push({ path: `body.helpers.${at}.key`, message: '已经是主办' })
      if (chosen.helpers.findIndex((other) => other.key === key) !== at)
        errors.push({ path: `body.helpers.${at}.key`, message: '同一个协办只填一次' })
      const promise = { kind: 'task', startedBy: 'dispatch', unit: 'workdays', amount: days } as const
      return party ? [{ party, task, clock: startClock(context.calendar, promise, base.now) }] : []
    })
    if ([lead, ...helpers.map(({ party }) => party)].some((party) => party && isOutside(party))) {
      if (copyText === '')
        errors.push({ path: 'body.copyText', message: '请写明给单位看的内容，去掉姓名、门牌和电话' })
      else if (privateMarksIn(copyText).length > 0)
        errors.push({ path: 'body.copyText', message: '给单位看的内容里有电话或证件号码，请先去掉' })
    }
    const photos = chosen.photoIds.flatMap((id, at) => {
      const photo = row.photos.find((ref) => ref.id === id)
      if (!photo) errors.push({ path: `body.photoIds.${at}`, message: '这张照片不在这件意见里' })
      return photo ? [photo] : []
    })
    if (errors.length > 0 || !lead) throw new AppError('validation_failed', { errors })
    return {
      ...{ lead, helpers, instruction: chosen.instruction, copy: { text: copyText, photos }, final },
      byAccountId: base.actor.accountId,
      byLabel: context.owner?.label ?? '',
      parties: [lead, ...helpers.map(({ party }) => party)].map(({ key }) => key),
    }
  }

  const labels = ({ lead, helpers }: Assignment): string =>
    helpers.length === 0
      ? lead.label
      : `${lead.label}主办，${helpers.map(({ party }) => party.label).join('、')}协办`

  /** A change that leaves the status alone. */
  async function note(
    found: JudgedCase,
    act: 'help_done' | 'ask_extension' | 'grant_extension' | 'refuse_extension',
    version: number,
    set: Partial<Pick<OpinionRow, 'handling' | 'extension' | 'clock' | 'queueRank' | 'queueAt'>>,
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
            party: labels(assignment),
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

    async askExtension(actor, id, { version, days, reason }) {
      const found = await acts.caseFor(actor, 'ask_extension', id)
      const { row, base, own } = found
      const { mostExtensionDays } = own
      if (days > mostExtensionDays) throw wrongField('body.days', `最多延长 ${mostExtensionDays} 个工作日`)
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
          trace: { party: base.signature?.name ?? '', reason: `${days} 个工作日。${reason}` },
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
      const clock = grant ? extendClock(context.calendar, row.clock, extension.days) : row.clock
      return note(
        found,
        grant ? 'grant_extension' : 'refuse_extension',
        version,
        { extension: decided, clock, ...queuePlace({ ...row, clock }) },
        {
          event: grant ? 'opinion.extended' : 'opinion.extension_refused',
          trace: grant ? { reason: ` ${extension.days} 个工作日` } : { reason: text },
        },
      )
    },
  }
}
