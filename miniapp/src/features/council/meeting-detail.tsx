import type { MeetingView } from '@linli/shared/council/meetings.schema'
import { momentText } from '@linli/shared/time'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { InfoList } from '@/ui/info-list'
import { PageTitle } from '@/ui/page-title'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { MeetingAgenda } from './meeting-agenda'
import { meetingTime, meetingTone, ownWords } from './meeting-words'
import './council.scss'

/** One meeting: when, where, what about, and afterwards what was said and decided. */
export function MeetingDetail({ meeting }: { readonly meeting: MeetingView }) {
  const own = ownWords(meeting)
  return (
    <>
      <PageTitle above={<StatusPill tone={meetingTone(meeting.status)}>{meeting.statusLabel}</StatusPill>}>
        {meeting.title}
      </PageTitle>
      {meeting.cancelReason !== null && (
        <Banner kind="alert">{`这次会不开了：${meeting.cancelReason}`}</Banner>
      )}
      <Surface padded>
        <InfoList
          facts={[
            { name: '时间', value: meetingTime(meeting) },
            { name: '地点', value: meeting.place },
            ...(meeting.about === '' ? [] : [{ name: '说明', value: meeting.about }]),
            ...(own === '' ? [] : [{ name: '答复', value: own }]),
            ...(meeting.cameCount === null ? [] : [{ name: '到会', value: `${meeting.cameCount} 人` }]),
          ]}
        />
      </Surface>
      {meeting.minutes !== null && (
        <>
          <SectionTitle title="会议纪要" note={meeting.minutes.by} />
          <Surface padded>
            <Box className="topic-text">{meeting.minutes.text}</Box>
            <Box className="topic-label">
              {`${momentText(new Date(meeting.minutes.at), new Date())} 写好，公布以后不再改`}
            </Box>
          </Surface>
        </>
      )}
      <MeetingAgenda
        items={meeting.items}
        topicTo="/packages/council/chain"
        pollTo="/packages/council/poll"
      />
    </>
  )
}
