import type { ChainView } from '@linli/shared/council/chain.schema'
import { dayOf, dayText, momentText } from '@linli/shared/time'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { ListRow } from '@/ui/list-row'
import { PageTitle } from '@/ui/page-title'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { ChainLinks } from './chain-links'
import { TaskList } from './task-list'
import './council.scss'

const at = (time: string): string => momentText(new Date(time), new Date())

/** The resolution as it stands published. */
export function ResolutionPart({ chain }: { readonly chain: ChainView }) {
  const { resolution } = chain
  if (resolution === null) return null
  const until = dayText(dayOf(new Date(resolution.publicUntil)), dayOf(new Date()))
  return (
    <>
      <SectionTitle title={resolution.passed ? '决议' : '没有通过'} note={resolution.basisLabel} />
      <Surface padded>
        <Box className="topic-text">{resolution.text}</Box>
        <Box className="topic-label">
          {`${resolution.by}，${at(resolution.at)} 公布，公布以后不再改，至少公开到 ${until}，之后也能看到`}
        </Box>
        {resolution.meeting !== null && (
          <Box className="topic-label">{`${at(resolution.meeting.startsAt)} 的“${resolution.meeting.title}”上定的`}</Box>
        )}
      </Surface>
      {(resolution.noticeId !== null || resolution.doneNoticeId !== null) && (
        <Surface>
          {resolution.noticeId !== null && (
            <ListRow
              icon="notice"
              title="居务公开的公告"
              to={pageUrl('/packages/notices/detail', { id: resolution.noticeId })}
            />
          )}
          {resolution.doneNoticeId !== null && (
            <ListRow
              icon="notice"
              title="落实情况的公告"
              to={pageUrl('/packages/notices/detail', { id: resolution.doneNoticeId })}
            />
          )}
        </Surface>
      )}
    </>
  )
}

/** The motion and the poll that decides it. */
export function MotionPart({ chain, pollTo }: { readonly chain: ChainView; readonly pollTo: string }) {
  const { motion, poll } = chain
  if (motion === null) return null
  return (
    <>
      <SectionTitle title="议案" note={`${motion.by}，${at(motion.at)}`} />
      <Surface padded>
        <Box className="topic-text">{motion.text}</Box>
        <Box className="topic-label">议案就是商量以后写成的一句话，请大家同意或者反对</Box>
      </Surface>
      {poll !== null && (
        <Surface>
          <ListRow
            icon="ballot"
            title={poll.title}
            detail={`${poll.phaseLabel}，${at(poll.closesAt)} 截止`}
            to={pageUrl(pollTo, { id: poll.id })}
          />
        </Surface>
      )}
    </>
  )
}

/** The meetings it was talked over at. */
export function MeetingsPart({
  chain,
  meetingTo,
}: {
  readonly chain: ChainView
  readonly meetingTo: string
}) {
  if (chain.meetings.length === 0) return null
  return (
    <>
      <SectionTitle title="会议" note={`${chain.meetings.length} 次`} />
      <Surface>
        {chain.meetings.map(({ id, title, statusLabel, startsAt }) => (
          <ListRow
            key={id}
            icon="people"
            title={title}
            detail={`${at(startsAt)}，${statusLabel}`}
            to={pageUrl(meetingTo, { id })}
          />
        ))}
      </Surface>
    </>
  )
}

/** 整条链: from the opinions to the deed that neighbours confirm. */
export function ChainDetail({ chain }: { readonly chain: ChainView }) {
  return (
    <>
      <PageTitle below={chain.statusLabel}>{chain.title}</PageTitle>
      <Surface padded label="走到哪一步">
        <ChainLinks links={chain.links} />
      </Surface>
      <ResolutionPart chain={chain} />
      <TaskList chain={chain} />
      <MotionPart chain={chain} pollTo="/packages/council/poll" />
      <MeetingsPart chain={chain} meetingTo="/packages/council/meeting" />
      <SectionTitle title="再往前看" />
      <Surface>
        <ListRow
          icon="council"
          title="议题原文和经过"
          to={pageUrl('/packages/council/topic', { id: chain.id })}
        />
        <ListRow
          icon="chat"
          title="大家怎么说的"
          to={pageUrl('/packages/council/deliberation', { id: chain.id })}
        />
      </Surface>
    </>
  )
}
