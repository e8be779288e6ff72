import type { OpinionItemView } from '@linli/shared/opinions/opinions.schema'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { ListRow } from '@/ui/list-row'
import { Ring } from '@/ui/ring'
import { StatusPill } from '@/ui/status-pill'
import { ringOf } from './deadline-ring'
import { toneOf } from './status-tone'

/** An own opinion in a list. */
export function OpinionRow({ item }: { readonly item: OpinionItemView }) {
  const running = item.deadline !== null && item.deadline.state !== 'done'
  return (
    <ListRow
      title={item.title}
      detail={item.deadline?.sentence}
      to={pageUrl('/packages/opinions/detail', { id: item.id })}
      label={[item.title, item.proxy, item.deadline?.sentence, item.statusLabel, item.number, item.placeLabel]
        .filter(Boolean)
        .join('，')}
      meta={
        <>
          <StatusPill tone={item.waitsForMe ? 'you' : toneOf(item.status, false)}>
            {item.statusLabel}
          </StatusPill>
          <Box as="span">{[item.proxy, item.number, item.placeLabel].filter(Boolean).join(' · ')}</Box>
        </>
      }
      {...(running && item.deadline !== null
        ? { lead: <Ring size={40} {...ringOf(item.deadline)} /> }
        : { disc: 'opinion-box' as const })}
    />
  )
}
