import type { BoardItemView } from '@linli/shared/opinions/board.schema'
import { momentText } from '@linli/shared/time'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { ListRow } from '@/ui/list-row'
import { StatusPill } from '@/ui/status-pill'
import { toneOf } from './status-tone'

/** A public case: what was raised, where, and what came of it. */
export function BoardRow({ item, now = new Date() }: { readonly item: BoardItemView; readonly now?: Date }) {
  const answer = item.answer === null ? undefined : `${item.answer.by}：${item.answer.text}`
  const behind = item.supporters === 0 ? '' : ` · ${item.supporters} 人支持`
  const place = `${item.placeLabel} · ${momentText(new Date(item.submittedAt), now)}${behind}`
  return (
    <ListRow
      title={item.text}
      detail={answer}
      to={pageUrl('/packages/opinions/detail', { id: item.id })}
      label={[item.text, answer, item.statusLabel, place].filter(Boolean).join('，')}
      meta={
        <>
          <StatusPill tone={toneOf(item.status)}>{item.statusLabel}</StatusPill>
          <Box as="span">{place}</Box>
        </>
      }
    />
  )
}
