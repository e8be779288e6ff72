import { useState } from 'react'
import { copyText } from '@/platform/clipboard'
import { fileUrl } from '@/platform/client-name'
import { sentenceOf } from '@/platform/error-words'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { ErrorBlock } from '@/ui/error-block'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useFeed, useRenewFeed } from './queries'
import './bookings.scss'

/** A calendar on another machine knows no origin: the address it is given is whole. */
const whole = (url: string): string =>
  url.startsWith('/') && typeof location !== 'undefined' ? `${location.origin}${url}` : fileUrl(url)

/** The secret address for a calendar of one's own; a new one makes the old one worthless. */
export function CalendarFeed() {
  const feed = useFeed()
  const renew = useRenewFeed()
  const [asking, setAsking] = useState(false)
  const copy = async (url: string) =>
    showToast((await copyText(url)) ? '地址已复制' : '没有复制成功，请再试一次')
  return (
    <>
      <SectionTitle title="在日历里看预约" />
      <QueryView query={feed}>
        {({ url }) => (
          <Surface padded label="在日历里看预约">
            <Box as="p" className="feed__words">
              {url === null
                ? '生成一个只有您知道的地址，填到手机或电脑日历的“订阅”里，预约改了日历也跟着改'
                : '把地址填到日历的“订阅”里。谁有这个地址都能看到您的预约，请不要转发'}
            </Box>
            {url !== null && (
              <Box as="p" className="feed__url">
                {whole(url)}
              </Box>
            )}
            {renew.error && <ErrorBlock what={sentenceOf(renew.error)} />}
            <Box className="feed__acts">
              {url !== null && (
                <Button kind="tint" small icon="copy" onTap={() => void copy(whole(url))}>
                  复制地址
                </Button>
              )}
              <Button
                kind="outline"
                small
                busy={renew.isPending && '正在生成'}
                onTap={() => (url === null ? renew.mutate() : setAsking(true))}
              >
                {url === null ? '生成地址' : '换一个地址'}
              </Button>
            </Box>
            <ConfirmSheet
              open={asking}
              question="换一个地址吗"
              consequence="旧地址马上失效，用它订阅的日历不再更新"
              act="换地址"
              busy={renew.isPending ? '正在换' : undefined}
              onCancel={() => setAsking(false)}
              onConfirm={() =>
                renew.mutate(undefined, {
                  onSuccess: () => showToast('换好了，上面是新地址'),
                  onSettled: () => setAsking(false),
                })
              }
            />
          </Surface>
        )}
      </QueryView>
    </>
  )
}
