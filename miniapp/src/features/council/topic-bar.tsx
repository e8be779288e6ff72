import type { TopicView } from '@linli/shared/council/council.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { Banner } from '@/ui/banner'
import { Sheet } from '@/ui/sheet'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useObject, useStanding, useWithdrawTopic } from './queries'

const SHORTEST = 4

function ObjectSheet({ topic, onClose }: { readonly topic: TopicView; readonly onClose: () => void }) {
  const object = useObject(topic.id)
  const [text, setText] = useState('')
  return (
    <Sheet
      open
      title="为什么不同意"
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再想想
          </Button>
          <Button
            disabled={text.trim().length < SHORTEST}
            busy={object.isPending && '正在送出'}
            onTap={() =>
              object.mutate(
                { version: topic.version, text: text.trim() },
                {
                  onSuccess: () => {
                    showToast('已送到，由另一位工作人员决定')
                    onClose()
                  },
                },
              )
            }
          >
            送出
          </Button>
        </>
      }
    >
      {object.error !== null && <Banner kind="alert">{`${sentenceOf(object.error)}。您写的内容还在`}</Banner>}
      <TextField
        id="objection"
        label="您的理由"
        help="只能提一次。由没有参加这次审核的工作人员决定"
        lines={4}
        maxLength={500}
        value={text}
        onChange={setText}
      />
    </Sheet>
  )
}

/** Whether the person can do anything with this topic now. */
export const hasTopicBar = ({ abilities }: TopicView): boolean =>
  abilities.support ||
  abilities.unsupport ||
  abilities.follow ||
  abilities.unfollow ||
  abilities.object ||
  abilities.withdraw

/** The acts the server allows. */
export function TopicBar({ topic }: { readonly topic: TopicView }) {
  const { id, version, abilities, status } = topic
  const [open, setOpen] = useState<'object' | 'withdraw'>()
  const standing = useStanding(id)
  const withdraw = useWithdrawTopic(id)
  const failed = standing.error ?? withdraw.error
  const busy = (act: string, words: string) => standing.isPending && standing.variables === act && words
  return (
    <BottomBar note={failed ? sentenceOf(failed) : undefined}>
      {abilities.unfollow && !abilities.unsupport && (
        <Button
          kind="outline"
          narrow
          busy={busy('unfollow', '正在取消')}
          onTap={() => standing.mutate('unfollow')}
        >
          不再关注
        </Button>
      )}
      {abilities.follow && (
        <Button
          kind="outline"
          narrow
          busy={busy('follow', '正在记下')}
          onTap={() => standing.mutate('follow')}
        >
          关注
        </Button>
      )}
      {abilities.withdraw && (
        <Button kind="outline" narrow onTap={() => setOpen('withdraw')}>
          撤回议题
        </Button>
      )}
      {abilities.unsupport && (
        <Button
          kind="outline"
          busy={busy('unsupport', '正在取消')}
          onTap={() => standing.mutate('unsupport')}
        >
          不再支持
        </Button>
      )}
      {abilities.support && (
        <Button icon="support" busy={busy('support', '正在记下')} onTap={() => standing.mutate('support')}>
          支持
        </Button>
      )}
      {abilities.object && <Button onTap={() => setOpen('object')}>提出不同意见</Button>}
      {status === 'deliberating' && (
        <Button to={pageUrl('/packages/council/deliberation', { id })}>去说看法</Button>
      )}
      {open === 'object' && <ObjectSheet topic={topic} onClose={() => setOpen(undefined)} />}
      <ConfirmSheet
        open={open === 'withdraw'}
        question="撤回这个议题吗"
        consequence="撤回后不再征集支持，记录会留着。以后可以再提"
        act="撤回"
        danger
        busy={withdraw.isPending ? '正在撤回' : undefined}
        onCancel={() => setOpen(undefined)}
        onConfirm={() => withdraw.mutate(version, { onSettled: () => setOpen(undefined) })}
      />
    </BottomBar>
  )
}
