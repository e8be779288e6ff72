import type { InvitationView } from '@linli/shared/grants/grants.schema'
import { roleLabel } from '@linli/shared/roles'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { invitationText, placeText } from './grant-words'
import { useInvitations, useWithdrawInvitation } from './queries'

/** Roles that wait for somebody to sign in for the first time. */
export function InvitationList({ nodeId }: { readonly nodeId: string | undefined }) {
  const query = useInvitations(nodeId, true)
  const withdraw = useWithdrawInvitation()
  const [asked, setAsked] = useState<InvitationView>()
  const now = new Date()
  return (
    <Surface>
      {withdraw.error && <Banner kind="alert">{sentenceOf(withdraw.error)}</Banner>}
      <QueryView query={query}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon="clock">没有等待登录的人</EmptyState>
          ) : (
            <>
              {items.map((item) => (
                <ListRow
                  key={item.id}
                  title={`${item.name}，${placeText(item)}的${roleLabel[item.role]}`}
                  detail={`${item.maskedPhone}，${invitationText(item, now)}`}
                  action={
                    item.abilities.withdraw && (
                      <Button
                        small
                        kind="outline"
                        label={`撤回邀请，${item.name}`}
                        onTap={() => setAsked(item)}
                      >
                        撤回
                      </Button>
                    )
                  }
                />
              ))}
            </>
          )
        }
      </QueryView>
      <ConfirmSheet
        open={asked !== undefined}
        question={`撤回对${asked?.name ?? ''}的邀请吗`}
        consequence="这个手机号登录后不会再得到这个身份"
        act="撤回"
        danger
        busy={withdraw.isPending ? '正在撤回' : undefined}
        onCancel={() => setAsked(undefined)}
        onConfirm={() =>
          asked &&
          withdraw.mutate(asked.id, {
            onSuccess: () => showToast('已撤回'),
            onSettled: () => setAsked(undefined),
          })
        }
      />
    </Surface>
  )
}
