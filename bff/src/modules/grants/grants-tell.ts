import { roleLabel } from '@linli/shared/roles'
import { dayOf, dayText } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import { lastDayOf, type RoleGrantRow } from '../people/role-book.service'
import type { GrantInbox, GrantSpace } from './grants.ports'

type Told = Pick<RoleGrantRow, '_id' | 'accountId' | 'role' | 'nodeId' | 'expiresAt' | 'version'>

/** What the holder of a role reads in the inbox. Joins the caller's unit of work. */
export interface GrantTelling {
  given(row: Told): Promise<void>
  expiryChanged(row: Told): Promise<void>
  ended(row: Told): Promise<void>
  /** It ends soon; who gave it hears of it too. */
  endsSoon(row: Told & Pick<RoleGrantRow, 'name' | 'grantedBy'>): Promise<void>
}

export function createGrantTelling(deps: {
  inbox: GrantInbox
  space: Pick<GrantSpace, 'names'>
  clock: Clock
}): GrantTelling {
  const { inbox, space, clock } = deps

  const postOf = async ({ role, nodeId }: Told): Promise<string> =>
    `${(await space.names([nodeId])).get(nodeId) ?? ''}${roleLabel[role]}`
  const until = ({ expiresAt }: Told): string => {
    const lastDay = lastDayOf(expiresAt)
    return lastDay === null ? '长期有效' : `到${dayText(lastDay, dayOf(clock.now()))}为止`
  }

  const tell = async (
    row: Told,
    step: string,
    message: { title: string; text: string },
    accountIds: readonly string[] = [row.accountId],
  ): Promise<void> => {
    await inbox.deliver({
      communityId: null,
      topic: 'account',
      targetId: null,
      ...message,
      needsAct: false,
      dedupeKey: `role.${step}:${row._id}:${row.version}`,
      recipients: accountIds.map((accountId) => ({ accountId, wechat: false })),
    })
  }

  return {
    async given(row) {
      const post = await postOf(row)
      await tell(row, 'given', {
        title: `您现在是${post}`,
        text: `${until(row)}。在“我的”里可以进入工作台。没有人和您说过这件事的话，请告诉社区`,
      })
    },
    async expiryChanged(row) {
      const post = await postOf(row)
      await tell(row, 'expiry', { title: `您的${post}身份改了期限`, text: `现在${until(row)}` })
    },
    async ended(row) {
      const post = await postOf(row)
      await tell(row, 'ended', {
        title: `您不再是${post}`,
        text: '工作台里这个身份能做的事已经关闭。您写过的答复和通知还在，署名不变',
      })
    },
    async endsSoon(row) {
      const post = await postOf(row)
      await tell(row, 'ends_soon', {
        title: `您的${post}身份${until(row)}`,
        text: '还要继续工作的话，请让给您这个身份的负责人改期限',
      })
      const { grantedBy } = row
      if (grantedBy === null || grantedBy === row.accountId) return
      const message = {
        title: `${row.name}的${post}身份${until(row)}`,
        text: '还要继续的话，请到“授权”里改期限；不改就到期自动结束',
      }
      await tell(row, 'ends_soon_granter', message, [grantedBy])
    },
  }
}
