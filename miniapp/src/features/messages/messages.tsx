import type { MessageView } from '@linli/shared/messages/messages.schema'
import { dayOf, dayText, clockTime } from '@linli/shared/time'
import { useState } from 'react'
import { openPage, pageUrl } from '@/platform/navigate'
import { sentenceOf } from '@/platform/error-words'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { ErrorBlock } from '@/ui/error-block'
import type { IconName } from '@/ui/icon-name'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { byDay } from './by-day'
import {
  useMessageCounts,
  useMessages,
  useReadAllMessages,
  useReadMessage,
  type MessageFilter,
} from './queries'

/** The page a message is about: of the account's own messages the own data, or what the account may do now. */
export function messageUrl({ topic, targetId }: Pick<MessageView, 'topic' | 'targetId'>): string | undefined {
  if (topic === 'home')
    return targetId?.startsWith('dla_') ? '/packages/space/family' : '/packages/space/my-rooms'
  if (topic === 'account') return targetId === null ? '/pages/me' : '/packages/account/my-data'
  if (topic === 'booking' && targetId?.startsWith('wts_')) return '/packages/bookings/mine'
  if (topic === 'booking' && targetId?.startsWith('dsk_')) return '/packages/staff-bookings/schedule'
  if (targetId === null) return undefined
  if (topic === 'topic') return pageUrl('/packages/council/topic', { id: targetId })
  if (topic === 'topic_desk') return pageUrl('/packages/staff-council/topic', { id: targetId })
  if (topic === 'meeting') return pageUrl('/packages/council/meeting', { id: targetId })
  if (topic === 'poll_sign') return pageUrl('/packages/staff-council/sign', { id: targetId })
  if (topic === 'poll_desk' || topic === 'poll_doubt')
    return pageUrl('/packages/staff-council/poll', { id: targetId })
  if (topic === 'poll') return pageUrl('/packages/council/poll', { id: targetId })
  const folder = packageOf.get(topic)
  return folder === undefined ? undefined : pageUrl(`/packages/${folder}/detail`, { id: targetId })
}

const packageOf = new Map<string, string>([
  ['notice', 'notices'],
  ['opinion', 'opinions'],
  ['case', 'staff-cases'],
  ['booking', 'bookings'],
])
/** By topic; a newer server may write of things this release has never heard of. */
const icons = new Map<string, IconName>([
  ['notice', 'notice'],
  ['opinion', 'opinion-box'],
  ['case', 'emergency'],
  ['poll', 'ballot'],
  ['poll_sign', 'ballot'],
  ['poll_desk', 'ballot'],
  ['poll_doubt', 'ballot'],
  ['topic', 'council'],
  ['topic_desk', 'council'],
  ['meeting', 'people'],
  ['booking', 'calendar'],
  ['account', 'me'],
  ['home', 'my-home'],
])

function MessageRow({ message, onOpen }: { readonly message: MessageView; readonly onOpen: () => void }) {
  const time = clockTime(new Date(message.createdAt))
  return (
    <ListRow
      disc={icons.get(message.topic) ?? 'bell'}
      title={message.title}
      detail={message.text}
      unread={!message.read}
      onTap={onOpen}
      label={[message.title, message.text, message.needsAct && '等您处理', time].filter(Boolean).join('，')}
      meta={
        <>
          {message.needsAct && <StatusPill tone="you">等您处理</StatusPill>}
          <Box as="span">{time}</Box>
        </>
      }
    />
  )
}

/** The inbox, day by day. Opening a message marks it as read. */
export function Messages() {
  const [filter, setFilter] = useState<MessageFilter>('all')
  const messages = useMessages(filter)
  const counts = useMessageCounts().data
  const read = useReadMessage()
  const readAll = useReadAllMessages()
  const open = (message: MessageView) => {
    if (!message.read) read.mutate(message.id)
    const url = messageUrl(message)
    if (url !== undefined) openPage(url)
  }
  const today = dayOf(new Date())
  return (
    <>
      <FilterChips
        label="看哪些消息"
        chips={[
          { value: 'all', label: '全部' },
          { value: 'needs-act', label: '要我做', count: counts?.needsAct },
          { value: 'tells', label: '通知' },
        ]}
        chosen={[filter]}
        onChange={([next]) => setFilter((next ?? 'all') as MessageFilter)}
      />
      {counts !== undefined && counts.unread > 0 && (
        <SectionTitle
          title={`${counts.unread} 条未读`}
          more={readAll.isPending ? '正在标记' : '全部已读'}
          onMore={() => readAll.mutate(undefined)}
        />
      )}
      {readAll.error && <ErrorBlock what={sentenceOf(readAll.error)} />}
      <PagedList
        query={messages}
        empty={
          <Surface>
            <EmptyState icon="bell">新消息会出现在这里</EmptyState>
          </Surface>
        }
      >
        {(items) =>
          byDay(items).map(({ day, messages: ofDay }) => (
            <Box key={day}>
              <SectionTitle title={day === today ? '今天' : dayText(day, today)} />
              <Surface>
                {ofDay.map((message) => (
                  <MessageRow key={message.id} message={message} onOpen={() => open(message)} />
                ))}
              </Surface>
            </Box>
          ))
        }
      </PagedList>
    </>
  )
}
