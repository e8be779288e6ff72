import type { NoticeItemView } from '@linli/shared/notices/notices.parts.schema'
import { noticeCategoryLabel } from '@linli/shared/notices/notices.rules'
import { dayOf, dayText, momentText } from '@linli/shared/time'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { ListRow } from '@/ui/list-row'
import { StatusPill, type Tone } from '@/ui/status-pill'

/** The one pill of a row: what is asked of the reader, else what the notice is. */
export function noticePill(item: NoticeItemView): { readonly tone: Tone; readonly text: string } | undefined {
  if (item.mustConfirm && !item.confirmed) return { tone: 'you', text: '需您确认' }
  if (item.mustConfirm) return { tone: 'done', text: '已知晓' }
  if (item.category === 'disclosure') return { tone: 'run', text: '公示中' }
  if (item.pinned) return { tone: 'off', text: '置顶' }
  return undefined
}

/** A notice in a list: title, what is asked, who and when. */
export function NoticeRow({
  item,
  now = new Date(),
}: {
  readonly item: NoticeItemView
  readonly now?: Date
}) {
  const pill = noticePill(item)
  const when =
    item.category === 'disclosure' && item.expiresAt !== null
      ? `至 ${dayText(dayOf(new Date(item.expiresAt)), dayOf(now))}`
      : momentText(new Date(item.publishedAt), now)
  const source = item.category === 'disclosure' ? noticeCategoryLabel.disclosure : item.issuer
  return (
    <ListRow
      title={item.title}
      unread={!item.read}
      to={pageUrl('/packages/notices/detail', { id: item.id })}
      label={[item.title, pill?.text, source, when].filter(Boolean).join('，')}
      meta={
        <>
          {pill && <StatusPill tone={pill.tone}>{pill.text}</StatusPill>}
          <Box as="span">{`${source} · ${when}`}</Box>
        </>
      }
    />
  )
}
