import type { NoticeView } from '@linli/shared/notices/notices.schema'
import { copyText } from '@/platform/clipboard'
import { Box } from '@/ui/box'
import { ListRow } from '@/ui/list-row'
import { showToast } from '@/ui/toast'

/** Addresses in the text: WeChat opens none, so they are shown to be copied. */
export function NoticeLinks({ links }: { readonly links: NoticeView['links'] }) {
  if (links.length === 0) return null
  const copy = async (url: string) =>
    showToast((await copyText(url)) ? '网址已复制' : '没有复制成功，请长按选取')
  return (
    <Box className="notice-links">
      {links.map(({ text, url }) => (
        <ListRow
          key={url}
          icon="link"
          title={text === '' ? url : text}
          detail={url}
          label={`复制网址 ${url}`}
          onTap={() => void copy(url)}
        />
      ))}
    </Box>
  )
}
