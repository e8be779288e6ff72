import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { useStanding } from './intake-queries'
import { useWithdraw } from './queries'

/** Whether the person can do anything with this opinion now. */
export const hasOpinionBar = ({ abilities, standing }: OpinionView): boolean =>
  standing.following || Object.values(abilities).some(Boolean)

/** The acts the server allows: rate or reopen first, then adding, then taking back. */
export function OpinionBar({ opinion }: { readonly opinion: OpinionView }) {
  const { id, version, abilities, status } = opinion
  const [asking, setAsking] = useState(false)
  const withdraw = useWithdraw(id)
  const support = useStanding(id, 'support')
  const follow = useStanding(id, 'follow')
  const unfollow = useStanding(id, 'unfollow')
  const failed = withdraw.error ?? support.error ?? follow.error ?? unfollow.error
  const asked = status === 'needs_info' || status === 'waiting'
  return (
    <BottomBar note={failed ? sentenceOf(failed) : undefined}>
      {opinion.standing.following && (
        <Button kind="outline" narrow busy={unfollow.isPending && '正在取消'} onTap={() => unfollow.mutate()}>
          {opinion.standing.supported ? '不再支持' : '不再关注'}
        </Button>
      )}
      {abilities.follow && (
        <Button kind="outline" narrow busy={follow.isPending && '正在记下'} onTap={() => follow.mutate()}>
          关注
        </Button>
      )}
      {abilities.support && (
        <Button icon="support" busy={support.isPending && '正在记下'} onTap={() => support.mutate()}>
          支持这件事
        </Button>
      )}
      {abilities.withdraw && (
        <Button kind="outline" narrow onTap={() => setAsking(true)}>
          撤回
        </Button>
      )}
      {abilities.supplement && (
        <Button kind={asked ? 'main' : 'tint'} to={pageUrl('/packages/opinions/supplement', { id })}>
          {asked ? '回答并补充' : '补充说明或照片'}
        </Button>
      )}
      {abilities.ask && (
        <Button kind="outline" narrow to={pageUrl('/packages/opinions/supplement', { id })}>
          追问
        </Button>
      )}
      {(abilities.rate || abilities.reopen) && (
        <Button to={pageUrl('/packages/opinions/rate', { id })}>
          {abilities.rate ? '去评价' : '再办一次'}
        </Button>
      )}
      <ConfirmSheet
        open={asking}
        question="撤回这件意见吗"
        consequence="撤回后社区不再办理，记录会留着。以后可以再提"
        act="撤回"
        danger
        busy={withdraw.isPending ? '正在撤回' : undefined}
        onCancel={() => setAsking(false)}
        onConfirm={() => withdraw.mutate(version, { onSettled: () => setAsking(false) })}
      />
    </BottomBar>
  )
}
