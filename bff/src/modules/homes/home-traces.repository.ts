import type { Connection } from 'mongoose'
import { datedRows, type DatedRows } from '../../platform/dated-rows'
import { homeRequestModel, type HomeRequestRow } from './home-request.model'
import { invitationModel, type InvitationRow } from './invitation.model'

/** What requests and invitations say of one account, in whatever community; for its owner, and for when it goes. */
export interface HomeTraceRepository {
  countRequests(accountId: string): Promise<number>
  countInvitations(accountId: string): Promise<number>
  requestsOf(accountId: string, limit: number): Promise<HomeRequestRow[]>
  /** Made or used by the account. */
  invitationsOf(accountId: string, limit: number): Promise<InvitationRow[]>
  /** Takes the photos out of the account's requests, a batch at a time; answers whose they were. */
  takeProofs(accountId: string): Promise<HomeRequestRow[]>
  /** Ends what is open and takes the names out of what stays. */
  unname(accountId: string, nobody: string, name: string): Promise<void>
  /** Requests that wait for their applicant, those asked before the instant, the oldest first. */
  unansweredBefore(instant: Date, limit: number): Promise<HomeRequestRow[]>
  /** Requests with a photo that nobody has decided about, those sent before the instant, the oldest first. */
  undecidedBefore(instant: Date, limit: number): Promise<HomeRequestRow[]>
  /** The same by when they were sent. */
  readonly undecided: Pick<DatedRows, 'oldest' | 'countBefore'>
  /** Requests that wait for their applicant, by when the applicant was asked. */
  readonly unanswered: Pick<DatedRows, 'oldest' | 'countBefore'>
  /** Requests by when they were decided or withdrawn. */
  readonly closedRequests: DatedRows
  readonly invitations: DatedRows
}

const unanswered = { open: true, status: 'needs_more' } as const
const undecided = { open: true, status: 'submitted', proof: { $ne: null } } as const
const BATCH = 50

export function createHomeTraces(connection: Connection): HomeTraceRepository {
  const requests = homeRequestModel(connection)
  const invitations = invitationModel(connection)

  /** What is open ends with its author; steps only ever grow at their end, so their places stay what they were. */
  async function unnameRequest(row: HomeRequestRow, nobody: string, name: string): Promise<void> {
    const own = row.history.flatMap((step, at) =>
      step.byAccountId === row.accountId ? [`history.${at}.byAccountId`] : [],
    )
    await requests.updateOne(
      { _id: row._id, accountId: row.accountId },
      {
        $set: {
          ...Object.fromEntries(own.map((place) => [place, nobody])),
          ...{ accountId: nobody, name, birthDate: null, note: '', proof: null, idTailFits: [] },
          ...(row.open && { status: 'withdrawn', open: false }),
        },
        $inc: { version: 1 },
        $unset: { openKey: 1 },
      },
    )
  }

  return {
    countRequests: (accountId) => requests.countDocuments({ accountId }),
    async countInvitations(accountId) {
      const made = await invitations.countDocuments({ issuedBy: accountId })
      return made + (await invitations.countDocuments({ usedBy: accountId }))
    },
    requestsOf: (accountId, limit) =>
      requests.find({ accountId }).sort({ submittedAt: -1, _id: -1 }).limit(limit).lean<HomeRequestRow[]>(),
    async invitationsOf(accountId, limit) {
      const made = await invitations.find({ issuedBy: accountId }).limit(limit).lean<InvitationRow[]>()
      const used = await invitations.find({ usedBy: accountId }).limit(limit).lean<InvitationRow[]>()
      return [...made, ...used].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, limit)
    },
    async takeProofs(accountId) {
      const rows = await requests
        .find({ accountId, proof: { $ne: null } })
        .limit(BATCH)
        .lean<HomeRequestRow[]>()
      const taken = { accountId, _id: { $in: rows.map(({ _id }) => _id) } }
      if (rows.length > 0) await requests.updateMany(taken, { $set: { proof: null } })
      return rows
    },
    async unname(accountId, nobody, name) {
      for (;;) {
        const rows = await requests.find({ accountId }).limit(BATCH).lean<HomeRequestRow[]>()
        for (const row of rows) await unnameRequest(row, nobody, name)
        if (rows.length < BATCH) break
      }
      await invitations.updateMany(
        { issuedBy: accountId, status: 'open' },
        { $set: { status: 'withdrawn' }, $inc: { version: 1 } },
      )
      await invitations.updateMany({ issuedBy: accountId }, { $set: { issuedBy: nobody } })
      await invitations.updateMany({ usedBy: accountId }, { $set: { usedBy: nobody } })
    },
    unansweredBefore: (instant, limit) =>
      requests
        .find({ ...unanswered, changedAt: { $lte: instant } })
        .sort({ changedAt: 1 })
        .limit(limit)
        .lean<HomeRequestRow[]>(),
    unanswered: datedRows(requests, 'changedAt', unanswered),
    undecidedBefore: (instant, limit) =>
      requests
        .find({ ...undecided, changedAt: { $lte: instant } })
        .sort({ changedAt: 1 })
        .limit(limit)
        .lean<HomeRequestRow[]>(),
    undecided: datedRows(requests, 'changedAt', undecided),
    closedRequests: datedRows(requests, 'changedAt', { open: false }),
    invitations: datedRows(invitations, 'createdAt'),
  }
}
