import type { HomesAccounts, HomesInbox } from './homes.ports'

/** What somebody is told about their homes; each event tells an account once. */
export interface HomesMessages {
  tell(message: {
    readonly accountId: string
    readonly communityId: string
    /** `home_request.approved:hrq_…` */
    readonly event: string
    readonly title: string
    readonly text: string
    readonly needsAct?: boolean
    readonly targetId?: string
  }): Promise<void>
  /** What was asked for has been done, or nobody needs to any more. */
  settle(requestId: string): Promise<void>
}

export function createHomesMessages(deps: {
  readonly inbox: HomesInbox
  readonly accounts: Pick<HomesAccounts, 'reachOf'>
}): HomesMessages {
  const { inbox, accounts } = deps
  return {
    settle: (requestId) => inbox.settle({ topic: 'home', targetId: requestId }),
    async tell({ accountId, communityId, event, title, text, needsAct = false, targetId }) {
      const reach = await accounts.reachOf(accountId)
      await inbox.deliver({
        ...{ communityId, topic: 'home', targetId: targetId ?? null, title, text, needsAct },
        dedupeKey: event,
        recipients: [{ accountId, wechat: reach?.wechat ?? false }],
      })
    },
  }
}
