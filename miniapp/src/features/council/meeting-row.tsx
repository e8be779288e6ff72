import type { MeetingItemView } from '@linli/shared/council/meetings.schema'
import { pageUrl } from '@/platform/navigate'
import { ListRow } from '@/ui/list-row'
import { StatusPill } from '@/ui/status-pill'
import { meetingTime, meetingTone, ownWords } from './meeting-words'

/** A meeting in a list: what, when, where, and whether the person is asked to come. */
export function MeetingRow({ item }: { readonly item: MeetingItemView }) {
  const own = ownWords(item)
  const when = `${meetingTime(item)}，${item.place}`
  const asks = item.invited && item.coming === null && item.status === 'invited'
  return (
    <ListRow
      icon="people"
      title={item.title}
      detail={own === '' ? when : `${when}。${own}`}
      meta={
        <StatusPill tone={asks ? 'you' : meetingTone(item.status)}>
          {asks ? '请您答复' : item.statusLabel}
        </StatusPill>
      }
      to={pageUrl('/packages/council/meeting', { id: item.id })}
      label={[item.title, item.statusLabel, when, own].filter(Boolean).join('，')}
    />
  )
}
