import { opinionTitle } from '@linli/shared/opinions/opinions.rules'
import { deletedAccount } from '../../platform/personal-data'
import type { Outbox, OutboxEvent } from '../../platform/outbox'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { Proxies } from './intake/proxies'
import { supportId, type OpinionSupports } from './intake/opinion-supports.repository'
import type { OpinionRow } from './opinion.model'
import { eventScope } from './opinions.policy'
import type { OpinionInbox } from './opinions.ports'
import type { OpinionsRepository } from './opinions.repository'

const PORTION = 200

export interface JoiningJobsDeps {
  readonly opinions: Pick<OpinionsRepository, 'find' | 'findMany'>
  readonly supports: OpinionSupports
  readonly proxies: Pick<Proxies, 'hearersOf'>
  readonly inbox: Pick<OpinionInbox, 'deliver'>
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly uow: UnitOfWork
}

/** Who stood behind a case stands behind the one it went into; its author hears of that one's answer. */
export function registerJoiningJobs(deps: JoiningJobsDeps): void {
  const { opinions, supports, proxies, inbox, outbox, uow } = deps
  const rowOf = async ({ communityId, aggregateId }: OutboxEvent): Promise<OpinionRow | null> =>
    communityId === null ? null : opinions.find(eventScope(communityId), aggregateId)

  async function carry(row: OpinionRow, intoId: string, accountId: string, stands: boolean): Promise<void> {
    const scope = eventScope(row.communityId)
    const own = {
      _id: supportId(intoId, accountId),
      communityId: row.communityId,
      opinionId: intoId,
      accountId,
    }
    await uow.run(async () => {
      // Repeating it counts nobody twice: a support that stands already says so.
      const at = row.closedAt ?? row.submittedAt
      if (!stands) await supports.follow(scope, { ...own, supports: false, at })
      else if (await supports.support(scope, { ...own, supports: true, at }))
        await supports.count(scope, intoId, 1)
    })
  }

  outbox.registerHandler('opinion.merged', 'opinions.carry_followers', async (event) => {
    const row = await rowOf(event)
    const into = row?.mergedInto && (await opinions.find(eventScope(row.communityId), row.mergedInto.id))
    if (!row || !into) return
    const { authorAccountId: author } = row
    // The author of the other needs no second voice for it.
    if (author !== deletedAccount && author !== into.authorAccountId) await carry(row, into._id, author, true)
    for (let after = ''; ;) {
      const page = await supports.followers(eventScope(row.communityId), row._id, { after, limit: PORTION })
      for (const { accountId, supports: stands } of page)
        if (accountId !== into.authorAccountId) await carry(row, into._id, accountId, stands)
      if (page.length < PORTION) break
      after = page.at(-1)?._id ?? ''
    }
    for (const { accountId, whose } of await proxies.hearersOf(row))
      await inbox.deliver({
        ...{ communityId: row.communityId, topic: 'opinion', targetId: row._id, needsAct: false },
        title: `${whose}和同样的意见一起办`,
        text: `“${opinionTitle(row.text)}”，有答复会告诉您`,
        dedupeKey: `opinion.merged:${event.id}`,
        recipients: [{ accountId, wechat: false }],
      })
  })

  outbox.registerHandler('opinion.replied', 'opinions.tell_merged', async (event) => {
    const row = await rowOf(event)
    if (!row?.mergedFrom) return
    const joined = await opinions.findMany(
      eventScope(row.communityId),
      row.mergedFrom.map(({ id }) => id),
    )
    for (const other of joined.values()) {
      const hearers = await proxies.hearersOf(other)
      if (hearers.length === 0) continue
      await inbox.deliver({
        ...{ communityId: other.communityId, topic: 'opinion', targetId: other._id, needsAct: false },
        title: '一起办的意见有了答复',
        text: `“${opinionTitle(other.text)}”，请看答复`,
        dedupeKey: `opinion.replied:${event.id}:${other._id}`,
        recipients: hearers.map(({ accountId }) => ({ accountId, wechat: false })),
      })
    }
  })
}
