import type { Calendar } from '@linli/shared/calendar/workdays'
import { startClock } from '@linli/shared/opinions/opinions.clock'
import type { OpinionSubmission } from '@linli/shared/opinions/opinions.schema'
import type { Position } from '@linli/shared/space/boundary.rules'
import { dayOf } from '@linli/shared/time'
import { systemActor, type Actor } from '../../platform/actor'
import { humanNumber, type Counters } from '../../platform/counters'
import type { Ids } from '../../platform/ids'
import type { Scope } from '../../platform/scope'
import type { Community, Place } from '../space/space.service'
import { NAMED_REASON, type NamedStaff, type StaffName } from './named-staff'
import type { OpinionCategory, OpinionHistoryRow, OpinionPlace } from './opinion-parts.model'
import type { OpinionRow } from './opinion.model'
import { acceptancePromise } from './opinions.effects'
import type { OpinionPeople, OpinionSpace } from './opinions.ports'
import type { Author } from './intake/proxies'
import { queuePlace } from './opinions.queue'
import { numberTokens, textTokens } from './opinions.search'
import type { OpinionSettings } from './opinions.settings'
import { warnTime } from './opinions.warnings'

export interface SubmissionDeps {
  readonly space: OpinionSpace
  readonly people: OpinionPeople
  readonly named: Pick<NamedStaff, 'barredBy'>
  readonly counters: Counters
  readonly ids: Ids
}

/** What was submitted, and what it was checked against. */
export interface NewOpinion {
  readonly actor: Actor
  readonly scope: Scope
  readonly community: Community
  readonly submission: OpinionSubmission
  readonly category: OpinionCategory
  readonly place: Place
  readonly now: Date
  readonly own: OpinionSettings
  readonly calendar: Calendar
  /** Whose case it becomes. */
  readonly author: Author
}

const unknownAuthor = '未绑定房屋的居民'

/** Turns a submission into the case it becomes: masked author, place as the tree stands, number, first clock. */
export function createSubmissions(deps: SubmissionDeps): (facts: NewOpinion) => Promise<OpinionRow> {
  const { space, people, named, counters, ids } = deps

  async function authorLabelOf(personId: string | null, scope: Scope): Promise<string> {
    if (personId === null) return unknownAuthor
    const labels = await people.residentLabels(scope, [personId])
    return labels.get(personId)?.text ?? unknownAuthor
  }

  /** The building stands for everything inside it: what is public says no more. */
  async function placeFacts(place: Place, detail: string, point?: Position): Promise<OpinionPlace> {
    const around = place.kind === 'room' || place.kind === 'unit' ? await space.around(place) : []
    const outer = around.find((above) => above.kind === 'building') ?? around.at(-1) ?? place
    const gridLabel =
      place.gridId === null ? '' : ((await space.names([place.gridId])).get(place.gridId) ?? '')
    return {
      nodeId: place.id,
      kind: place.kind,
      label: place.label,
      detail,
      publicLabel: outer.label,
      gridId: place.gridId,
      gridLabel,
      ...(point ? { point } : {}),
      path: [...place.path],
    }
  }

  return async function compose(facts: NewOpinion): Promise<OpinionRow> {
    const { actor, author, scope, community, submission, category, place, now, own, calendar } = facts
    const { text, hideName, wantsPublic, notifyMe, placeDetail = '' } = submission
    const stored = await placeFacts(place, placeDetail, submission.point)
    const barred = await named.barredBy(community.id, category.code, text)
    // What could be refused has been: the number leaves no gap. It is drawn outside the open transaction
    // (counters.ts), so it need not wait for the reads inside.
    const [authorLabel, value] = await Promise.all([
      authorLabelOf(author.personId, scope),
      counters.next(`opinion:${community.id}:${dayOf(now)}`),
    ])
    const number = humanNumber(community.code, now, value)
    const started = startClock(calendar, acceptancePromise(category, own), now)
    const warnAt = warnTime(
      { status: 'submitted', category, clock: started },
      { calendar, settings: own, now },
    )
    const by = { byAccountId: actor.accountId, byName: null, byRole: null, at: now }
    return {
      _id: ids.next('opn'),
      communityId: community.id,
      number,
      authorAccountId: author.accountId,
      authorPersonId: author.personId,
      ...(author.filedBy ? { filedBy: author.filedBy } : {}),
      authorLabel,
      hideName,
      ...(submission.shareContact === true && { contactSharedAt: now }),
      wantsPublic,
      notifyMe,
      category,
      text,
      photos: [],
      place: stored,
      status: 'submitted',
      version: 1,
      submittedAt: now,
      acceptedAt: null,
      answeredAt: null,
      closedAt: null,
      closedAs: null,
      clock: started,
      pastClocks: [],
      ...queuePlace({ status: 'submitted', category, clock: started, closedAt: null }),
      ...(warnAt ? { warnAt } : {}),
      ownerAccountId: null,
      ownerLabel: '',
      rating: null,
      pastRatings: [],
      reopenCount: 0,
      rejection: null,
      ...(barred.length === 0 ? {} : { barred: barred.map(({ key }) => key) }),
      entries: [],
      history: [
        { id: ids.next('his'), event: 'submit', from: null, to: 'submitted', ...by },
        ...recusalOf(barred, 'submitted', now, ids),
      ],
      searchTokens: [
        ...new Set([
          ...numberTokens(number),
          ...textTokens(text, stored.label, stored.detail, category.label),
        ]),
      ],
    }
  }
}

/** Who is barred from the beginning is said in the course of the case, to whoever looks it over. */
export function recusalOf(
  barred: readonly StaffName[],
  status: OpinionRow['status'],
  at: Date,
  ids: Ids,
): OpinionHistoryRow[] {
  if (barred.length === 0) return []
  return [
    {
      ...{ id: ids.next('his'), event: 'recuse', from: status, to: status },
      ...{ byAccountId: systemActor.accountId, byName: null, byRole: null, at },
      party: barred.map(({ label }) => label).join('、'),
      reason: NAMED_REASON,
    },
  ]
}
