import { dayOf, dayText } from '@linli/shared/time'
import type { AuditChain } from '../../platform/audit/audit-chain'
import type { Clock } from '../../platform/clock'
import type { Jobs } from '../../platform/jobs'
import type { Outbox } from '../../platform/outbox'
import type { MessagesService } from '../messages/messages.service'
import type { PeopleService } from '../people/people.service'

/** Rows are chained within a minute (architecture §4); one round every 20 s leaves room for a round that failed. */
const CHAIN_SECONDS = 20
/** Looks for a day that has ended; finds one per tenant and day. */
const SEAL_SECONDS = 600
/** 128 bits of the head are as hard to meet again as anybody needs, and can still be read out on the phone. */
const SPOKEN_DIGITS = 32

export interface AuditJobsDeps {
  readonly jobs: Jobs
  readonly auditChain: AuditChain
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly people: Pick<PeopleService, 'holdersAt'>
  readonly inbox: Pick<MessagesService, 'deliver'>
  readonly clock: Clock
}

export function registerAuditJobs(deps: AuditJobsDeps): void {
  const { jobs, auditChain: chain, people, inbox, clock } = deps
  jobs.every('audit.chain', CHAIN_SECONDS, () => chain.chainPending())
  jobs.every('audit.seal', SEAL_SECONDS, () => chain.sealYesterday())

  // The head in the supervisors' hands is what shows that the end of a chain was cut off.
  deps.outbox.registerHandler(
    'audit.head_sealed',
    'audit.tell_supervisors',
    async ({ communityId, payload }) => {
      if (communityId === null) return
      const supervisors = await people.holdersAt([communityId], ['supervisor'])
      if (supervisors.length === 0) return
      const day = dayText(String(payload['day']), dayOf(clock.now()))
      await inbox.deliver({
        communityId,
        topic: 'account',
        targetId: null,
        title: `${day}的工作记录已封存`,
        text: `到第 ${String(payload['seq'])} 条为止，校验码 ${String(payload['hash']).slice(0, SPOKEN_DIGITS)}。请保留这条消息，核对时要用`,
        needsAct: false,
        dedupeKey: `audit.head_sealed:${communityId}:${String(payload['day'])}`,
        recipients: supervisors.map(({ accountId }) => ({ accountId, wechat: false })),
      })
    },
  )
}
