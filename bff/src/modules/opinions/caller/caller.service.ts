import { callerChannelLabel, FOLLOW_CODE_DIGITS } from '@linli/shared/opinions/caller.kinds'
import type { CallerEntry, FollowCodeView, TrackedCaseView } from '@linli/shared/opinions/caller.schema'
import type { Actor } from '../../../platform/actor'
import type { AttemptKey, Attempts } from '../../../platform/attempts'
import type { Audit } from '../../../platform/audit/audit'
import type { Clock } from '../../../platform/clock'
import { maskPhone } from '../../../platform/mask-phone'
import type { Outbox } from '../../../platform/outbox'
import { deletedAccount } from '../../../platform/personal-data'
import { AppError } from '../../../platform/problem-error'
import { wrongField } from '../../../platform/refusals'
import { demand, type Scope } from '../../../platform/scope'
import type { UnitOfWork } from '../../../platform/unit-of-work'
import type { OpinionRow } from '../opinion.model'
import { eventScope, judgeEntry, staffReach } from '../opinions.policy'
import type { OpinionCalendars, OpinionFiles, OpinionPeople, OpinionSpace } from '../opinions.ports'
import { presentOwn } from '../opinions.presenter'
import { presentingFor } from '../presenting'
import type { QueueCounts } from '../opinions.queue-counts'
import type { OpinionsRepository } from '../opinions.repository'
import { misfit } from '../opinions.service'
import { categoryOf, type OpinionSettingsSource } from '../opinions.settings'
import { createSubmissions, type SubmissionDeps } from '../opinions.submission'
import { maskName } from '../../people/people.service'
import { callerNameField, callerPhoneField, type CallerSeals } from './caller-seals'
import type { OpinionCallerRow } from './opinion-caller.model'
import type { OpinionCallers } from './opinion-callers.repository'

export interface CallerService {
  /** Writes down what somebody said. */
  enter(actor: Actor, body: CallerEntry): Promise<{ id: string; number: string }>
  /** Answered this once and stored as a fingerprint; the one before ends. */
  renewCode(actor: Actor, id: string): Promise<FollowCodeView>
  readCaller(actor: Actor, id: string): Promise<{ name: string | null; phone: string | null }>
  /**
   * Wrong number and wrong code are one refusal. `rate_limited` after ten tries of an address at a number in an hour,
   * three in a crowd.
   */
  track(caller: { readonly ip: string }, body: { number: string; code: string }): Promise<TrackedCaseView>
}

export interface CallerDeps extends SubmissionDeps {
  readonly opinions: OpinionsRepository
  readonly callers: OpinionCallers
  readonly seals: CallerSeals
  readonly settings: OpinionSettingsSource
  readonly calendars: OpinionCalendars
  readonly counts: Pick<QueueCounts, 'forget'>
  readonly space: OpinionSpace
  readonly people: OpinionPeople
  readonly files: OpinionFiles
  readonly attempts: Attempts
  readonly audit: Audit
  readonly outbox: Pick<Outbox, 'add'>
  readonly uow: UnitOfWork
  readonly clock: Clock
}

const HOUR_S = 3600
/**
 * Whoever mistypes or guesses shuts out their own address from that number, and nobody else: ten tries an hour, and
 * sixty for all numbers together, because a community's hall has one address.
 *
 * A crowd of addresses that asks one code more than a hundred times an hour makes everybody slower and nobody wait:
 * each address then has three tries an hour at it, which is enough for whoever reads the code from a slip. Ten
 * thousand addresses that go on day and night for 90 days have asked 65 million of 1,000,000,000,000 codes and are
 * right once in 15,000; ten addresses once in 15 million.
 *
 * A code of eight digits from before cannot bear that: it is asked a hundred times an hour and no more, until the
 * office gives out a new one.
 */
const ofAddress = (number: string, ip: string): AttemptKey[] => [
  { key: `opinion-track:number:${number}:${ip}`, points: 10, seconds: HOUR_S },
  { key: `opinion-track:address:${ip}`, points: 60, seconds: HOUR_S },
]
const ofCode = (code: string): AttemptKey[] => [
  { key: `opinion-track:code:${code}`, points: 100, seconds: HOUR_S },
]
const inCrowd = (number: string, ip: string): AttemptKey[] => [
  { key: `opinion-track:crowd:${number}:${ip}`, points: 3, seconds: HOUR_S },
]

/** People without an account are heard as well (reference: cases and booking §1.1, "on behalf"). */
export function createCallerService(deps: CallerDeps): CallerService {
  const { opinions, callers, seals, settings, calendars, counts, space, people, files, attempts } = deps
  const { audit, outbox, uow, clock } = deps
  const compose = createSubmissions(deps)

  async function caseOf(actor: Actor, id: string): Promise<{ row: OpinionRow; scope: Scope }> {
    const row = await opinions.findInReach(staffReach(actor), id)
    if (!row) throw new AppError('not_found')
    // Whoever leads or helps from outside the community never learns who called (product §2.4).
    return { row, scope: demand(judgeEntry(actor, row.communityId, row.place.path)) }
  }

  /** One after the other: an address that is shut out adds nothing to what is counted for all. */
  async function takeTries(asked: {
    readonly number: string
    readonly ip: string
    readonly caller: OpinionCallerRow | null
  }): Promise<AttemptKey[]> {
    const { number, ip, caller } = asked
    const own = ofAddress(number, ip)
    await attempts.take(own)
    const all = ofCode(caller?.codeHash ?? number)
    try {
      await attempts.take(all)
      return [...own, ...all]
    } catch (error) {
      const isShort = caller !== null && caller.codeDigits === undefined
      if (isShort || !(error instanceof AppError && error.code === 'rate_limited')) throw error
    }
    const few = inCrowd(number, ip)
    await attempts.take(few)
    return [...own, ...all, ...few]
  }

  return {
    async enter(actor, body) {
      const { channel, callerName, callerPhone, ...submission } = body
      const communityIds = staffReach(actor).scope.communityIds
      const place = await space.place(staffReach(actor).scope, submission.placeId)
      const [communityId = ''] = place ? [place.communityId] : communityIds
      const scope = demand(judgeEntry(actor, communityId, place?.path ?? []))
      const [community, own, calendar] = [
        await space.community(communityId),
        await settings.of(communityId),
        await calendars.current(),
      ]
      const chosen = categoryOf(own, submission.categoryCode)
      if (!community || !chosen || !place) throw misfit(chosen, place)
      const card = (await people.staffCards([actor.accountId])).get(actor.accountId)
      if (!card) throw new AppError('forbidden')
      const category = { ...chosen, urgent: chosen.urgent || submission.urgentNow === true }
      const now = clock.now()
      const composed = await compose({
        ...{ actor, author: actor, scope, community, category, place, now, own, calendar },
        submission: { ...submission, notifyMe: false },
      })
      const row: OpinionRow = {
        ...composed,
        // Nobody's account: no message goes out, and nobody finds it among the own ones.
        authorAccountId: deletedAccount,
        authorPersonId: null,
        channel,
        authorLabel: labelOf(channel, callerName, callerPhone),
        history: composed.history.map((step) =>
          step.event === 'submit'
            ? { ...step, byName: `${card.title} ${card.name}`, byRole: card.role }
            : step,
        ),
      }
      await uow.run(async () => {
        const photos = await files.claim(submission.photoIds, {
          purpose: 'opinion_photo',
          ownerType: 'opinion',
          ownerId: row._id,
          communityId,
          accountId: actor.accountId,
          field: 'photoIds',
        })
        await opinions.insert({ ...row, photos })
        await callers.insert({
          _id: row.number,
          communityId,
          opinionId: row._id,
          channel,
          name: seals.seal(callerName, callerNameField, communityId),
          phone: seals.seal(callerPhone, callerPhoneField, communityId),
          // Nobody knows this one: the first that is told comes with `renewCode`.
          codeHash: seals.codeHash(row.number, seals.newCode()),
          codeDigits: FOLLOW_CODE_DIGITS,
        })
        uow.afterCommit(() => counts.forget(communityId))
        await outbox.add({
          type: 'opinion.submitted',
          aggregateId: row._id,
          communityId,
          payload: { urgent: category.urgent, version: row.version },
        })
        await audit.record({
          actor,
          action: 'opinion.enter',
          communityId,
          targetType: 'opinion',
          targetId: row._id,
          detail: { channel },
        })
      })
      return { id: row._id, number: row.number }
    },

    async renewCode(actor, id) {
      const { row, scope } = await caseOf(actor, id)
      const code = seals.newCode()
      await uow.run(async () => {
        if (!(await callers.setCode(scope, id, seals.codeHash(row.number, code))))
          throw new AppError('not_found')
        await audit.record({
          actor,
          action: 'opinion.renew_code',
          communityId: row.communityId,
          targetType: 'opinion',
          targetId: id,
          detail: {},
        })
      })
      return { id, number: row.number, followCode: code }
    },

    async readCaller(actor, id) {
      const { row, scope } = await caseOf(actor, id)
      const caller = await callers.of(scope, id)
      if (!caller) throw new AppError('not_found')
      await uow.run(() =>
        audit.record({
          actor,
          action: 'opinion.read_caller',
          communityId: row.communityId,
          targetType: 'opinion',
          targetId: id,
          detail: {},
        }),
      )
      return {
        name: seals.open(caller.name, callerNameField, row.communityId),
        phone: seals.open(caller.phone, callerPhoneField, row.communityId),
      }
    },

    async track({ ip }, { number, code }) {
      const caller = await callers.byNumber(number)
      const taken = await takeTries({ number, ip, caller })
      const fits = caller !== null && seals.matches(caller.codeOf ?? number, code, caller.codeHash)
      const row = fits ? await opinions.find(eventScope(caller.communityId), caller.opinionId) : null
      if (!row) throw wrongField('body.code', '编号或查询码不对，请照回执再填一遍')
      await attempts.giveBack(taken)
      const shown = await presentingFor(deps, clock.now())
      const none = {
        supplement: false,
        rate: false,
        reopen: false,
        withdraw: false,
        ask: false,
        shareContact: false,
      }
      const view = presentOwn(row, shown, none)
      return {
        number: view.number,
        title: view.title,
        categoryLabel: `${view.category.groupLabel}，${view.category.label}`,
        placeLabel: view.placeLabel,
        status: view.status,
        statusLabel: view.statusLabel,
        submittedAt: view.submittedAt,
        deadline: view.deadline?.sentence ?? null,
        next: view.next,
        timeline: view.timeline.map(({ id, title, text, by, at }) => ({ id, title, text, by, at })),
      }
    },
  }
}

/** `周**，138****0001（来电）`: all that staff see of a caller without asking for more. */
function labelOf(
  channel: CallerEntry['channel'],
  name: string | undefined,
  phone: string | undefined,
): string {
  const who = [name && maskName(name), phone && maskPhone(phone)].filter(Boolean).join('，')
  return `${who === '' ? '没有留姓名' : who}（${callerChannelLabel[channel]}）`
}
