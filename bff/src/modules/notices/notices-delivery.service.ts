import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { AudienceMember, Household } from '../people/people.service'
import type { HouseholdQuery, HouseholdsRepository } from './households.repository'
import type { ReachFigures } from './notice-reach-figures'
import type { NoticeReceipts } from './notice-receipts'
import type { NoticeHouseholdRow } from './notice-household.model'
import type { NoticeRow } from './notice.model'
import { systemScope } from './notices.policy'
import type { NoticeInbox, NoticePeople } from './notices.ports'
import { waitingStates } from './notices-reach.service'
import type { NoticesRepository } from './notices.repository'
import type { ReceiptsRepository } from './receipts.repository'

const PAGE = 200
const MESSAGE_TITLE = 60
const MESSAGE_TEXT = 120

/** An account that is told, and for whom it stands. */
type Told = Pick<AudienceMember, 'accountId' | 'personId' | 'wechat' | 'personalisedPush'>

interface Addressee {
  readonly noticeId: string
  readonly communityId: string
}

/** What follows when a notice has appeared. Every step may be repeated and goes on where it stopped. */
export interface NoticesDelivery {
  /** Writes down the households the notice addresses, as they are now. */
  freezeHouseholds(of: Addressee): Promise<void>
  /** Puts it into the inboxes of those it addresses. */
  deliver(of: Addressee): Promise<void>
  /** Reminds those who have not confirmed; `round` is the time the reminder was ordered. */
  deliverReminder(of: Addressee, round: string): Promise<void>
  /** A withdrawn notice asks nothing any more. */
  settleInboxes(of: Addressee): Promise<void>
}

export interface DeliveryDeps {
  readonly notices: NoticesRepository
  readonly households: HouseholdsRepository
  readonly receipts: ReceiptsRepository
  readonly entering: NoticeReceipts
  readonly figures: ReachFigures
  readonly people: NoticePeople
  readonly inbox: NoticeInbox
  readonly clock: Clock
  readonly ids: Ids
}

export function createNoticesDelivery(deps: DeliveryDeps): NoticesDelivery {
  const { notices, households, receipts, entering, figures, people, inbox, clock, ids } = deps

  const find = ({ noticeId, communityId }: Addressee): Promise<NoticeRow | null> =>
    notices.find(systemScope(communityId), noticeId)

  /** Everybody the notice addresses and who may be told of it in the app, page by page. */
  async function* addressed(row: NoticeRow): AsyncGenerator<Told[]> {
    const scope = systemScope(row.communityId)
    let after: string | null = null
    for (;;) {
      const page: AudienceMember[] = await people.memberPage(scope, row.audience, { after, limit: PAGE })
      yield page.filter((member) => mayTell(row, member))
      if (page.length < PAGE) return
      after = page.at(-1)?.accountId ?? null
    }
  }

  /** Those of the households that still have to hear of it, page by page. Somebody of two rooms may come twice. */
  async function* waiting(row: NoticeRow): AsyncGenerator<Told[]> {
    const scope = systemScope(row.communityId)
    const query = {
      states: waitingStates(row),
      nodeIds: null,
      underNodeId: null,
      toVisitOnly: false,
      limit: PAGE,
    }
    let after: HouseholdQuery['after'] = null
    for (;;) {
      const page: NoticeHouseholdRow[] = await households.list(scope, row._id, { ...query, after })
      const roomIds = page.map((household) => household.roomId)
      const accounts = await people.accountsOfRooms(scope, roomIds, row.audience.tags)
      const told = accounts.filter((account) => mayTell(row, account))
      yield [...new Map(told.map((account) => [account.accountId, account])).values()]
      const last = page.at(-1)
      if (!last || page.length < PAGE) return
      after = { aged80: last.aged80, sortKey: last.sortKey }
    }
  }

  /** Whoever confirmed before the message arrived is asked for nothing. */
  const spareConfirmed = async (row: NoticeRow, members: readonly Told[]): Promise<void> => {
    if (!row.mustConfirm || members.length === 0) return
    const personIds = members.map((member) => member.personId)
    const done = new Set(await receipts.confirmedAmong(systemScope(row.communityId), row._id, personIds))
    const accountIds = members.filter((member) => done.has(member.personId)).map((member) => member.accountId)
    if (accountIds.length > 0) await inbox.settle({ topic: 'notice', targetId: row._id, accountIds })
  }

  /** A notice withdrawn while its messages went out: the two writes cannot see each other, so look again. */
  const settleIfWithdrawn = async (of: Addressee): Promise<void> => {
    const row = await find(of)
    if (row?.status !== 'published') await inbox.settle({ topic: 'notice', targetId: of.noticeId })
  }

  return {
    async freezeHouseholds(of) {
      const row = await find(of)
      if (!row?.snapshot || row.snapshot.doneAt !== null) return
      const scope = systemScope(row.communityId)
      let { after } = row.snapshot
      for (;;) {
        const page: Household[] = await people.householdPage(scope, row.audience, { after, limit: PAGE })
        await households.insertMissing(page.map((household) => frozen(ids.next('nth'), row, household)))
        after = page.at(-1)?.roomId ?? after
        if (after !== null) await notices.markSnapshot(scope, row._id, after)
        if (page.length < PAGE) break
      }
      await entering.enterAll(row.communityId, row._id)
      await notices.finishSnapshot(scope, row._id, clock.now())
      figures.forget(row._id)
    },

    async deliver(of) {
      const row = await find(of)
      if (row?.status !== 'published') return
      for await (const members of addressed(row)) {
        await inbox.deliver({
          communityId: row.communityId,
          topic: 'notice',
          targetId: row._id,
          title: row.title.slice(0, MESSAGE_TITLE),
          text: leadOf(row),
          needsAct: row.mustConfirm,
          actUntil: row.expiresAt,
          dedupeKey: `notice.published:${row._id}`,
          recipients: members,
        })
        await spareConfirmed(row, members)
      }
      await settleIfWithdrawn(of)
    },

    async deliverReminder(of, round) {
      const row = await find(of)
      if (row?.status !== 'published') return
      for await (const members of waiting(row)) {
        await inbox.deliver({
          communityId: row.communityId,
          topic: 'notice',
          targetId: row._id,
          title: `${row.mustConfirm ? '请确认' : '请看一看'}：${row.title}`.slice(0, MESSAGE_TITLE),
          text: row.mustConfirm ? '还没有看到您家的确认，看过后请点“我已知晓”' : leadOf(row),
          needsAct: row.mustConfirm,
          actUntil: row.expiresAt,
          dedupeKey: `notice.reminded:${row._id}:${round}`,
          supersedes: true,
          recipients: members,
        })
        await spareConfirmed(row, members)
      }
      await settleIfWithdrawn(of)
    },

    settleInboxes: ({ noticeId }) => inbox.settle({ topic: 'notice', targetId: noticeId }),
  }
}

/**
 * An audience made of tags is personalised push, which a person may switch off (product §2.5). What must be
 * confirmed is no offer but the community's duty to tell, and reaches everybody.
 */
const mayTell = ({ audience, mustConfirm }: NoticeRow, { personalisedPush }: Told): boolean =>
  audience.tags.length === 0 || mustConfirm || personalisedPush

/** The line under the title: the summary, or the first thing a reader should know. */
function leadOf({ summary, facts }: NoticeRow): string {
  const [first] = facts
  return (summary || (first ? `${first.label}：${first.value}` : '')).slice(0, MESSAGE_TEXT)
}

/** `3 号楼` sorts before `12 号楼`: numbers are padded, and the room's id makes every key its own. */
export const sortKeyOf = (label: string, roomId: string): string =>
  `${label.replace(/\d+/g, (digits) => digits.padStart(4, '0'))}|${roomId}`

export function frozen(id: string, notice: NoticeRow, household: Household): NoticeHouseholdRow {
  const { roomId, buildingId, buildingLabel, label, path, persons, hasAccount, aged80 } = household
  return {
    _id: id,
    communityId: notice.communityId,
    noticeId: notice._id,
    roomId,
    buildingId,
    buildingLabel,
    label,
    sortKey: sortKeyOf(label, roomId),
    path: [...path],
    persons,
    hasAccount,
    aged80,
    state: 'not-yet',
    readBy: [],
    confirmedBy: [],
    lastVisit: null,
  }
}
