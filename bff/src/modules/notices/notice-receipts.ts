import type { Clock } from '../../platform/clock'
import type { HouseholdsRepository } from './households.repository'
import type { ReachFigures } from './notice-reach-figures'
import type { NoticeReceiptRow } from './notice-receipt.model'
import { systemScope } from './notices.policy'
import type { NoticeInbox } from './notices.ports'
import type { ReceiptsRepository } from './receipts.repository'

const PAGE = 200
/** Older than any request: what still waits then was left by a process that died. */
const ABANDONED_MS = 60_000

export interface NoticeReceipts {
  /** Enters a receipt into its households and stops the inbox asking. Repeating it changes nothing. */
  enter(receipt: NoticeReceiptRow): Promise<void>
  /** Enters every receipt of a notice whose households have just been written. */
  enterAll(communityId: string, noticeId: string): Promise<void>
  /** Enters what dying processes left; answers how many. */
  readonly sweep: () => Promise<number>
}

/**
 * A receipt may come before the households of its notice are written. Both sides therefore write first and
 * look afterwards: the reader stores the receipt and then updates the households there are; the snapshot
 * stores the households and then enters the receipts there are. Whoever comes second sees the first, so
 * these writes must not share a transaction, whose snapshot would hide them from each other.
 */
export function createNoticeReceipts(deps: {
  receipts: ReceiptsRepository
  households: Pick<HouseholdsRepository, 'enterReceipt'>
  inbox: Pick<NoticeInbox, 'settle'>
  figures: Pick<ReachFigures, 'forget'>
  clock: Clock
}): NoticeReceipts {
  const { receipts, households, inbox, figures, clock } = deps

  const enter: NoticeReceipts['enter'] = async (receipt) => {
    const { communityId, noticeId, personId, accountId, roomIds, adultRoomIds, confirmedAt } = receipt
    const isConfirmed = confirmedAt !== null
    const entry = { noticeId, personId, roomIds, adultRoomIds, isConfirmed }
    await Promise.all([
      households.enterReceipt(systemScope(communityId), entry),
      isConfirmed && inbox.settle({ topic: 'notice', targetId: noticeId, accountIds: [accountId] }),
    ])
    await receipts.markEntered(receipt)
    figures.forget(noticeId)
  }

  return {
    enter,
    async enterAll(communityId, noticeId) {
      const scope = systemScope(communityId)
      let after: string | null = null
      for (;;) {
        const page: NoticeReceiptRow[] = await receipts.pageOf(scope, noticeId, { after, limit: PAGE })
        for (const receipt of page) await enter(receipt)
        if (page.length < PAGE) return
        after = page.at(-1)?.personId ?? null
      }
    },
    async sweep() {
      const before = new Date(clock.now().getTime() - ABANDONED_MS)
      const left = await receipts.listPending(before, PAGE)
      for (const receipt of left) await enter(receipt)
      return left.length
    },
  }
}
