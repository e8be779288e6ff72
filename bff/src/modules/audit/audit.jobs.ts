import type { AuditChain } from '../../platform/audit/audit-chain'
import type { Jobs } from '../../platform/jobs'

/** Rows are chained within a minute (architecture §4); one round every 20 s leaves room for a round that failed. */
const CHAIN_SECONDS = 20
/** Looks for a day that has ended; finds one per tenant and day. */
const SEAL_SECONDS = 600

export function registerAuditJobs({ jobs, chain }: { jobs: Jobs; chain: AuditChain }): void {
  jobs.every('audit.chain', CHAIN_SECONDS, () => chain.chainPending())
  jobs.every('audit.seal', SEAL_SECONDS, () => chain.sealYesterday())
}
