import { bindingMethodLabel } from '@linli/shared/homes/homes.kinds'
import { homeRequestStatusLabel } from '@linli/shared/homes/homes.machine'
import { relationLabel } from '@linli/shared/session/relations'
import { dayOf } from '@linli/shared/time'
import { deletedAccount, type DataEntry, type PersonalData } from '../../platform/personal-data'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { HomeRequestRow } from './home-request.model'
import type { HomesFiles } from './homes.ports'
import type { HomeTraceRepository } from './home-traces.repository'
import type { InvitationRow } from './invitation.model'

const UNNAMED = '已注销的居民'

const requestEntry = (row: HomeRequestRow): DataEntry => ({
  事项: row.subject === 'child' ? '登记孩子' : '请社区核对',
  房屋: row.roomLabel,
  身份: relationLabel[row.relation],
  姓名: row.name,
  时间: dayOf(row.submittedAt),
  状态: homeRequestStatusLabel[row.status],
})
const invitationEntry = (row: InvitationRow, accountId: string): DataEntry => ({
  事项: row.usedBy === accountId ? bindingMethodLabel.invitation : '邀请别人',
  房屋: row.roomLabel,
  身份: relationLabel[row.relation],
  姓名: null,
  时间: dayOf(row.usedAt ?? row.createdAt),
  状态: row.status === 'used' ? '已用' : '没有用',
})

/** How somebody came to be bound to a home, as a part of what is kept about them. */
export function createHomesPersonalData(deps: {
  readonly traces: HomeTraceRepository
  readonly files: Pick<HomesFiles, 'discardProof'>
  readonly uow: UnitOfWork
}): PersonalData {
  const { traces, files, uow } = deps
  return {
    parts: [
      {
        kind: 'home_access',
        count: async ({ accountId }) =>
          (await traces.countRequests(accountId)) + (await traces.countInvitations(accountId)),
        async entries({ accountId }, { limit }) {
          const requests = await traces.requestsOf(accountId, limit)
          const invitations = await traces.invitationsOf(accountId, limit)
          return [
            ...requests.map(requestEntry),
            ...invitations.map((row) => invitationEntry(row, accountId)),
          ].slice(0, limit)
        },
      },
    ],
    erasures: [
      {
        name: 'homes',
        async erase({ accountId }) {
          await uow.run(async () => {
            for (;;) {
              const taken = await traces.takeProofs(accountId)
              if (taken.length === 0) break
              for (const { _id: ownerId, communityId } of taken)
                await files.discardProof({ ownerType: 'home_request', ownerId, communityId })
            }
            await traces.unname(accountId, deletedAccount, UNNAMED)
          })
        },
      },
    ],
  }
}
