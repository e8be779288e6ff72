import type { AgendaItemView } from '@linli/shared/council/meetings.schema'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import './council.scss'

interface AgendaProps {
  readonly items: readonly AgendaItemView[]
  /** Where a topic and a poll of the agenda are read. */
  readonly topicTo: string
  readonly pollTo: string
}

/** The agenda in its order; once there are minutes, with what each item came to. */
export function MeetingAgenda({ items, topicTo, pollTo }: AgendaProps) {
  return (
    <>
      <SectionTitle title="议程" note={`${items.length} 项`} />
      {items.map((item, index) => (
        <Surface key={item.id} label={`第 ${index + 1} 项`}>
          <Box className="statement">
            <Box className="statement__by">{`第 ${index + 1} 项`}</Box>
            <Box className="statement__text">{item.title}</Box>
            {item.outcomeLabel !== null && <Box className="statement__finding">{item.outcomeLabel}</Box>}
            {item.decision !== '' && <Box className="topic-advice">{item.decision}</Box>}
          </Box>
          {item.topicId !== null && (
            <ListRow
              icon="council"
              title={item.linked ?? '相关的议题'}
              detail="议题，从意见到落实"
              to={pageUrl(topicTo, { id: item.topicId })}
            />
          )}
          {item.pollId !== null && (
            <ListRow
              icon="ballot"
              title={item.linked ?? '相关的表决'}
              detail="表决"
              to={pageUrl(pollTo, { id: item.pollId })}
            />
          )}
        </Surface>
      ))}
    </>
  )
}
