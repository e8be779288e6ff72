import { startClock } from '@linli/shared/opinions/opinions.clock'
import { endedStatuses, openStatuses } from '@linli/shared/opinions/opinions.machine'
import { opinionTitle } from '@linli/shared/opinions/opinions.rules'
import type { SimilarCaseView } from '@linli/shared/opinions/cases.schema'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import { humanNumber, type Counters } from '../../platform/counters'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { AppError } from '../../platform/problem-error'
import { refuseStatus, wrongField } from '../../platform/refusals'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { publicPlacesOf } from './intake/public-places'
import type { SimilarCases } from './intake/similar-cases'
import type { OpinionCallers } from './caller/opinion-callers.repository'
import type { NamedStaff } from './named-staff'
import type { OpinionRow } from './opinion.model'
import { answerPromise, currentStatus, effectsOf } from './opinions.effects'
import { eventScope, judge, judged } from './opinions.policy'
import type { OpinionSpace } from './opinions.ports'
import { presentStaffItem } from './opinions.presenter'
import { queuePlace } from './opinions.queue'
import type { QueueCounts } from './opinions.queue-counts'
import { numberTokens, textTokens } from './opinions.search'
import { categoryOf } from './opinions.settings'
import { recusalOf } from './opinions.submission'
import { warnTime } from './opinions.warnings'
import { createStaffActs, type StaffActsDeps } from './staff-acts'

export interface JoiningService {
  /** Open cases of the community that tell of about the same, each with its reason; a person decides. */
  similar(actor: Actor, id: string): Promise<{ items: SimilarCaseView[] }>
  /**
   * Ends the case in favour of another one that goes on; those behind it follow the other from now on. 409 when
   * either has moved; `validation_failed` when the other is none that goes on.
   */
  merge(actor: Actor, id: string, body: { version: number; intoId: string }): Promise<StaffOpinionView>
  /** Makes a case of its own of what is another matter: same author and place, own number, own clock. */
  split(
    actor: Actor,
    id: string,
    body: { version: number; text: string; categoryCode: string },
  ): Promise<StaffOpinionView>
}

export interface JoiningDeps extends StaffActsDeps {
  readonly space: OpinionSpace
  readonly similarCases: SimilarCases
  readonly counters: Counters
  readonly callers: Pick<OpinionCallers, 'of' | 'insert'>
  readonly named: Pick<NamedStaff, 'barredBy'>
  readonly counts: Pick<QueueCounts, 'forget'>
  readonly ids: Ids
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
}

/** Two cases that are one, and one that is two. */
export function createJoiningService(deps: JoiningDeps): JoiningService {
  const { opinions, space, similarCases, transitions, settings, counters, counts, ids, uow, outbox } = deps
  const { callers, named } = deps
  const acts = createStaffActs(deps)

  /** Whoever called follows the part by its own number and the code they were given for the whole. */
  async function carryCaller(row: OpinionRow, part: OpinionRow): Promise<void> {
    const scope = eventScope(row.communityId)
    const caller = row.channel === undefined ? null : await callers.of(scope, row._id)
    if (!caller) return
    const { communityId, channel, name, phone, codeHash, codeDigits, codeOf = caller._id } = caller
    const own = { _id: part.number, opinionId: part._id }
    await callers.insert({
      ...{ ...own, communityId, channel, name, phone, codeHash, codeOf },
      ...(codeDigits === undefined ? {} : { codeDigits }),
    })
  }

  return {
    async similar(actor, id) {
      const { row, base } = await acts.caseFor(actor, 'merge', id)
      const place = await space.place(base.scope, row.place.nodeId)
      const found = await similarCases.find(base.scope, {
        text: row.text,
        placeIds: place === null ? [] : await publicPlacesOf(space, place),
        groupCode: row.category.code.split('.', 1)[0] ?? null,
        but: row._id,
      })
      const shown = await acts.presenting(base.now)
      return {
        items: found
          .filter((other) => judge(actor, 'merge', judged(other.row)).allowed)
          .map((other) => ({ ...presentStaffItem(other.row, shown), reason: other.reason })),
      }
    },

    async merge(actor, id, { version, intoId }) {
      const found = await acts.caseFor(actor, 'merge', id)
      const { row, base } = found
      refuseStatus(found.status, base.allowedFrom)
      const into = intoId === id ? null : await opinions.find(base.scope, intoId)
      if (!into || !judge(actor, 'merge', judged(into)).allowed)
        throw wrongField('body.intoId', '请选择本社区的另一件意见')
      const status = currentStatus(into, base.now)
      if (endedStatuses.some((ended) => ended === status) || into.mergedInto)
        throw wrongField('body.intoId', '那件意见已经办结，请换一件')
      const changed = await uow.run(async () => {
        await transitions.applyWithin({
          ...{ ...base, act: 'merge_in', row: into, version: into.version },
          allowedFrom: [...openStatuses, 'answered'],
          effects: {
            set: {
              mergedFrom: [...(into.mergedFrom ?? []), partnerOf(row)].slice(-MOST_MERGED),
              ...barredOf(row, into),
            },
          },
          trace: { party: row.number },
          audited: { from: row._id },
        })
        const effects = effectsOf('merge', row, found.context)
        return transitions.applyWithin({
          ...{ ...base, act: 'merge', version, event: 'opinion.merged', payload: { intoId } },
          effects: { ...effects, set: { ...effects.set, mergedInto: partnerOf(into) } },
          trace: { party: into.number },
          audited: { into: intoId },
        })
      })
      return acts.view(actor, changed, base.now)
    },

    async split(actor, id, { version, text, categoryCode }) {
      const found = await acts.caseFor(actor, 'split', id)
      const { row, base, context } = found
      refuseStatus(found.status, base.allowedFrom)
      const own = await settings.of(row.communityId)
      const category = categoryOf(own, categoryCode)
      if (!category) throw wrongField('body.categoryCode', '请选择类别')
      const community = await space.community(row.communityId)
      if (!community) throw new AppError('not_found')
      const value = await counters.next(`opinion:${community.id}:${dayOf(base.now)}`)
      const number = humanNumber(community.code, base.now, value)
      const clock = startClock(context.calendar, answerPromise('accept', category, own), base.now)
      const fresh = { status: 'accepted', category, clock, closedAt: null } as const
      const warnAt = warnTime(fresh, { ...context, now: base.now })
      const barred = await named.barredBy(row.communityId, category.code, text)
      const signed = { byAccountId: actor.accountId, byName: base.signature?.name ?? null }
      const part: OpinionRow = {
        ...{ _id: ids.next('opn'), communityId: row.communityId, number },
        ...{ authorAccountId: row.authorAccountId, authorPersonId: row.authorPersonId },
        ...(row.filedBy ? { filedBy: row.filedBy } : {}),
        ...{ authorLabel: row.authorLabel, hideName: row.hideName, wantsPublic: row.wantsPublic },
        ...{ notifyMe: row.notifyMe, category, text, photos: [], place: row.place },
        ...{ status: 'accepted', version: 1, submittedAt: base.now, acceptedAt: base.now },
        ...{ answeredAt: null, closedAt: null, closedAs: null, clock, pastClocks: [] },
        ...queuePlace(fresh),
        ...(warnAt ? { warnAt } : {}),
        ...{ ownerAccountId: actor.accountId, ownerLabel: context.owner?.label ?? '' },
        ...{ rating: null, pastRatings: [], reopenCount: 0, rejection: null, entries: [] },
        ...barredOf(row, { barred: barred.map(({ key }) => key) }),
        ...(row.channel ? { channel: row.channel } : {}),
        ...(row.apiKeyId ? { apiKeyId: row.apiKeyId } : {}),
        history: [
          {
            ...{ id: ids.next('his'), event: 'split_from', from: null, to: 'accepted', ...signed },
            ...{ byRole: base.signature?.role ?? null, at: base.now, party: row.number },
          },
          ...recusalOf(barred, 'accepted', base.now, ids),
        ],
        searchTokens: [
          ...new Set([...numberTokens(number), ...textTokens(text, row.place.label, category.label)]),
        ],
      }
      const changed = await uow.run(async () => {
        await opinions.insert(part)
        await carryCaller(row, part)
        uow.afterCommit(() => counts.forget(row.communityId))
        await outbox.add({
          type: 'opinion.accepted',
          aggregateId: part._id,
          communityId: part.communityId,
          payload: { version: 1 },
        })
        return transitions.applyWithin({
          ...{ ...base, act: 'split', version, effects: { set: {} } },
          trace: { party: number, reason: opinionTitle(text) },
          audited: { into: part._id },
        })
      })
      return acts.view(actor, changed, base.now)
    },
  }
}

/** More duplicates of one matter than a community ever has in one go. */
const MOST_MERGED = 50

const partnerOf = ({ _id, number }: OpinionRow): { id: string; number: string } => ({ id: _id, number })

/** Who is named in one of them is named in what becomes of them. */
const barredOf = (...rows: readonly Pick<OpinionRow, 'barred'>[]): { barred?: string[] } => {
  const barred = [...new Set(rows.flatMap((row) => row.barred ?? []))]
  return barred.length === 0 ? {} : { barred }
}
