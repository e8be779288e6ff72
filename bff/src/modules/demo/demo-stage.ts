import type { TenantSettings } from '../../platform/tenant-settings'
import type { CalendarService } from '../calendar/calendar.service'
import type { MessageRow } from '../messages/message.model'
import type { MessagesRepository, MessageTarget } from '../messages/messages.repository'
import type { HouseholdsRepository } from '../notices/households.repository'
import type { HouseholdOutcome } from './demo-receipts'
import type { NoticeHouseholdRow } from '../notices/notice-household.model'
import type { ReceiptsRepository } from '../notices/receipts.repository'
import type { OpinionRow } from '../opinions/opinion.model'
import type { OpinionsRepository } from '../opinions/opinions.repository'

/** A story calls only what it needs; anything else is a mistake in the story. */
const unused = (): never => {
  throw new Error('the demo story does not ask for this')
}
const nothing = (): Promise<void> => Promise.resolve()

export interface StagedOpinions {
  readonly repository: OpinionsRepository
  readonly rows: () => OpinionRow[]
  /** Who wrote, and in which community. */
  readonly authors: () => { accountId: string; communityId: string }[]
}

export function stageOpinions(): StagedOpinions {
  const rows = new Map<string, OpinionRow>()
  const authors = new Map<string, { accountId: string; communityId: string }>()
  const byId = (id: string): Promise<OpinionRow | null> => Promise.resolve(rows.get(id) ?? null)
  return {
    rows: () => [...rows.values()],
    authors: () => [...authors.values()],
    repository: {
      insert(row) {
        rows.set(row._id, row)
        return nothing()
      },
      find: (_, id) => byId(id),
      findMany: (_, ids) =>
        Promise.resolve(
          new Map(ids.flatMap((id) => (rows.get(id) ? [[id, rows.get(id) as OpinionRow] as const] : []))),
        ),
      findOwnOrPublic: byId,
      findInReach: (_, id) => byId(id),
      findManyInReach: unused,
      barring: unused,
      change(
        _,
        id,
        guard,
        { set, unset = [], entry, pastClock, pastRating, history, countsAsVersion = true },
      ) {
        const row = rows.get(id)
        if (!row || row.version !== guard.version || !guard.statuses.includes(row.status)) {
          return Promise.resolve(null)
        }
        const next: OpinionRow = {
          ...row,
          ...set,
          version: row.version + (countsAsVersion ? 1 : 0),
          history: [...row.history, history],
          entries: entry ? [...row.entries, entry] : row.entries,
          pastClocks: pastClock ? [...row.pastClocks, pastClock] : row.pastClocks,
          pastRatings: pastRating ? [...row.pastRatings, pastRating] : row.pastRatings,
        }
        for (const field of unset) delete next[field]
        rows.set(id, next)
        return Promise.resolve(next)
      },
      listDue: (now) =>
        Promise.resolve(
          [...rows.values()]
            .filter((row) => row.nextActionAt !== undefined && row.nextActionAt <= now)
            .map((row) => ({ id: row._id, communityId: row.communityId })),
        ),
      rememberAuthor(accountId, communityId) {
        authors.set(`${accountId}/${communityId}`, { accountId, communityId })
        return nothing()
      },
      listEnded: unused,
      listWarnings: unused,
      markWarned: unused,
      addWarning: unused,
      listOpen: unused,
      setClocks: unused,
      insertMany: unused,
      listOwn: unused,
      queue: unused,
      search: unused,
      counts: unused,
      board: unused,
      communitiesOfAuthor: unused,
      countOfPersons: unused,
    },
  }
}

export interface StagedMessages {
  readonly repository: MessagesRepository
  /** Everything told before that time was read. */
  readonly readAll: (toldBefore: Date) => void
  readonly rows: () => MessageRow[]
}

export function stageMessages(): StagedMessages {
  const rows = new Map<string, MessageRow>()
  function end(
    { topic, targetId }: MessageTarget,
    accountIds: readonly string[] | null,
    exceptKey?: string,
  ): Promise<void> {
    for (const row of rows.values()) {
      if (row.topic !== topic || row.targetId !== targetId || row.dedupeKey === exceptKey) continue
      if (accountIds === null || accountIds.includes(row.accountId)) row.needsAct = false
    }
    return nothing()
  }
  return {
    rows: () => [...rows.values()],
    readAll(toldBefore) {
      for (const row of rows.values()) if (row.createdAt < toldBefore) row.readAt ??= toldBefore
    },
    repository: {
      insertMissing(added) {
        const missing = added.filter((row) => !rows.has(`${row.accountId}/${row.dedupeKey}`))
        for (const row of missing) rows.set(`${row.accountId}/${row.dedupeKey}`, { ...row })
        return Promise.resolve(missing.length)
      },
      settle: (target, accountIds) => end(target, accountIds),
      // One after another: whatever was told of the target came before.
      supersede: (target, accountIds, dedupeKey) => end(target, accountIds, dedupeKey),
      list: unused,
      counts: unused,
      markRead: unused,
      markAllRead: unused,
      takeWechatDue: unused,
      finishWechat: unused,
      seedMany: unused,
    },
  }
}

export interface StagedHouseholds {
  readonly repository: HouseholdsRepository
  readonly rows: () => NoticeHouseholdRow[]
  /** What became of the households that were frozen. */
  readonly apply: (outcomes: readonly HouseholdOutcome[]) => void
}

export function stageHouseholds(): StagedHouseholds {
  const rows = new Map<string, NoticeHouseholdRow>()
  const keyOf = ({ noticeId, roomId }: Pick<NoticeHouseholdRow, 'noticeId' | 'roomId'>): string =>
    `${noticeId}/${roomId}`
  return {
    rows: () => [...rows.values()],
    apply(outcomes) {
      for (const outcome of outcomes) {
        const row = rows.get(keyOf(outcome))
        if (row) rows.set(keyOf(row), { ...row, ...outcome })
      }
    },
    repository: {
      insertMissing(added) {
        for (const row of added) if (!rows.has(keyOf(row))) rows.set(keyOf(row), row)
        return nothing()
      },
      reachOf: () => Promise.resolve([]),
      enterReceipt: unused,
      recordVisit: unused,
      reachByBuilding: unused,
      list: unused,
      countReachable: unused,
      roomsIn: unused,
      seedMany: unused,
    },
  }
}

/** Nobody reads while the story is told; who read is drawn afterwards. */
export function stageReceipts(): ReceiptsRepository {
  return {
    pageOf: () => Promise.resolve([]),
    confirmedAmong: () => Promise.resolve([]),
    recordRead: unused,
    recordConfirmed: unused,
    ofPerson: unused,
    countOfPersons: unused,
    moveTo: unused,
    returnTo: unused,
    markEntered: unused,
    listPending: unused,
    seedMany: unused,
  }
}

/** Settings stay as they are during the story, however fast its clock runs. */
export function rememberCommunities<T extends object>(settings: TenantSettings<T>): TenantSettings<T> {
  const known = new Map<string, Promise<T>>()
  return {
    ...settings,
    of(communityId) {
      const answer = known.get(communityId) ?? settings.of(communityId)
      known.set(communityId, answer)
      return answer
    },
  }
}

/** So does the calendar. */
export function rememberCalendar(calendars: CalendarService): Pick<CalendarService, 'current' | 'version'> {
  let calendar: ReturnType<CalendarService['current']> | undefined
  return { current: () => (calendar ??= calendars.current()), version: () => calendars.version() }
}
