import type { NoticeView } from '@linli/shared/notices/notices.schema'
import { useAskForMessages } from '@/features/messages/use-ask-for-messages'
import { gateUrl } from '@/features/session/return-to'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { useActor } from '@/platform/session'
import { shareNow } from '@/platform/share'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { OpenButton } from '@/ui/open-button'
import { showToast } from '@/ui/toast'
import { useConfirmNotice } from './queries'

const weapp = process.env.TARO_ENV === 'weapp'

function Share({ notice }: { readonly notice: NoticeView }) {
  if (notice.visibility !== 'public') return null
  if (weapp) {
    return (
      <OpenButton kind="outline" openType="share">
        发给邻居
      </OpenButton>
    )
  }
  const share = async () => {
    const outcome = await shareNow({
      title: notice.title,
      path: pageUrl('/packages/notices/detail', { id: notice.id }),
    })
    if (outcome === 'copied') showToast('网址已复制，可以发给邻居')
    if (outcome === 'failed') showToast('没有复制成功，请复制上面的网址')
  }
  return (
    <Button kind="outline" narrow icon="share" onTap={() => void share()}>
      发给邻居
    </Button>
  )
}

/** 我已知晓 where it is asked for; sharing where everybody may read it. */
export function NoticeBar({ notice }: { readonly notice: NoticeView }) {
  const actor = useActor()
  const confirm = useConfirmNotice(notice.id)
  const askForMessages = useAskForMessages('notice')
  const asks = notice.mustConfirm && notice.stage === 'live'
  const act = () => {
    askForMessages()
    confirm.mutate(undefined, { onSuccess: () => showToast('已记下您知晓，同一户不用再点') })
  }
  return (
    <BottomBar note={confirm.error ? sentenceOf(confirm.error) : undefined}>
      <Share notice={notice} />
      {asks && notice.confirmed && (
        <Button kind="tint" icon="check" disabled>
          您已知晓
        </Button>
      )}
      {asks && notice.abilities.confirm && !notice.confirmed && (
        <Button id="confirm-notice" busy={confirm.isPending && '正在记下'} onTap={act}>
          我已知晓
        </Button>
      )}
      {asks && actor === undefined && <Button to={gateUrl('sign-in')}>登录后确认</Button>}
    </BottomBar>
  )
}

/** Whether the bar has anything to show. */
export const hasNoticeBar = (notice: NoticeView): boolean =>
  notice.visibility === 'public' || (notice.mustConfirm && notice.stage === 'live')
