import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import type { CaseParties } from './case-parties'
import { workersAt } from './case-workers'
import type { Proxies } from './intake/proxies'
import { asksAuthor, currentStatus } from './opinions.effects'
import { eventScope, unbarred } from './opinions.policy'
import type { OpinionInbox } from './opinions.ports'
import type { OpinionRow } from './opinion.model'
import type { OpinionsRepository } from './opinions.repository'

export const authorLeft = 'opinion.author_left'

/** Whether a case stands still until its author has answered a question. Being rated ends by itself. */
export const waitsForAuthor = (row: OpinionRow, now: Date): boolean =>
  asksAuthor(row, now) && currentStatus(row, now) !== 'answered'

export interface AuthorLeftDeps {
  readonly opinions: Pick<OpinionsRepository, 'find'>
  readonly proxies: Pick<Proxies, 'hearersOf'>
  readonly parties: Pick<CaseParties, 'accountsOf' | 'takerOrOffice'>
  readonly inbox: OpinionInbox
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly clock: Clock
}

/** The clock of a case stands while it waits for its author: nobody would look at it again once the author has gone. */
export function registerAuthorLeftJobs(deps: AuthorLeftDeps): void {
  const { opinions, proxies, parties, inbox, outbox, clock } = deps
  outbox.registerHandler(authorLeft, 'opinions.tell_workers', async (event) => {
    if (event.communityId === null) return
    const row = await opinions.find(eventScope(event.communityId), event.aggregateId)
    if (!row || !waitsForAuthor(row, clock.now())) return
    // Somebody else may answer for the author.
    if ((await proxies.hearersOf(row)).length > 0) return
    await inbox.deliver({
      ...{ communityId: row.communityId, topic: 'case', targetId: row._id, needsAct: false },
      title: '等补充的居民注销了账号',
      text: `${row.number}：不会再有人补充，办理时限也停在这里。请按现有的情况继续办，或者说明理由不予受理。`,
      dedupeKey: `${authorLeft}:${row._id}`,
      recipients: unbarred(row, await workersAt(parties, row)).map((accountId) => ({
        ...{ accountId, wechat: false },
      })),
    })
  })
}
