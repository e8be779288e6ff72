import { secrecyLabel } from '@linli/shared/polls/polls.kinds'
import { shortFingerprint } from '@linli/shared/polls/fingerprints'
import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import { dayOf, dayText, momentText } from '@linli/shared/time'
import { areaText } from '@linli/shared/space/space.rules'
import type { UseQueryResult } from '@tanstack/react-query'
import { pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Icon } from '@/ui/icon'
import { InfoList } from '@/ui/info-list'
import { ListRow } from '@/ui/list-row'
import { PageTitle } from '@/ui/page-title'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { MyRows } from './my-rows'
import { beginning, howToAnswer, phaseText, rowsText, toneOf, whenText } from './poll-words'
import { SecrecyPart } from './secrecy-part'
import './polls.scss'

/** The head of every page of one poll. */
export function PollTitle({ poll }: { readonly poll: PollView }) {
  return (
    <PageTitle
      above={
        <>
          <StatusPill tone={toneOf(poll)}>{phaseText(poll, new Date())}</StatusPill>
          <Box as="span" className="poll-kind">
            {poll.secrecy === 'secret' && <Icon name="lock" size="xs" />}
            {`${secrecyLabel[poll.secrecy]} · ${poll.packLabel}`}
          </Box>
        </>
      }
      below={whenText(poll, new Date())}
    >
      {poll.title}
    </PageTitle>
  )
}

/** What kind of vote this is, for who has never heard its name. */
export function PollMeaning({ poll }: { readonly poll: PollView }) {
  const [meaning] = poll.rules
  return meaning === undefined ? null : (
    <Box as="p" className="poll-meaning">
      {meaning}
    </Box>
  )
}

function Questions({ poll }: { readonly poll: PollView }) {
  return (
    <>
      <SectionTitle title={poll.questions.length > 1 ? `${poll.questions.length} 个问题` : '问题'} />
      <Surface padded>
        {poll.questions.map((question, index) => (
          <Box key={question.id} className="poll-question">
            <Box className="poll-question__text">
              {poll.questions.length > 1 ? `${index + 1}. ${question.text}` : question.text}
            </Box>
            <Box className="poll-question__how">{howToAnswer(question)}</Box>
            <Box as="ul" className="poll-question__options">
              {question.options.map(({ key, text, about = '' }) => (
                <Box key={key} as="li">
                  {about === '' ? text : `${text}：${about}`}
                </Box>
              ))}
              <Box as="li">弃权</Box>
            </Box>
          </Box>
        ))}
      </Surface>
    </>
  )
}

function Rules({ poll }: { readonly poll: PollView }) {
  return (
    <>
      <SectionTitle title="怎样算数" note={poll.packLabel} />
      <Surface padded>
        {poll.rules.slice(1).map((rule) => (
          <Box key={rule} className="poll-line">
            <Icon name="rules" size="s" />
            <Box className="poll-line__words">{rule}</Box>
          </Box>
        ))}
        <Box className="poll-sources">{`依据：${poll.sources.join('、')}`}</Box>
      </Surface>
    </>
  )
}

function Dates({ poll }: { readonly poll: PollView }) {
  const now = new Date()
  const today = dayOf(now)
  const { roll } = poll
  return (
    <>
      <SectionTitle title="时间和名册" />
      <Surface>
        <Box className="poll-facts">
          <InfoList
            facts={[
              { name: '开始', value: beginning(poll.opensAt, now).trim() },
              { name: '截止', value: `${momentText(new Date(poll.closesAt), now)}，过了这一刻就不能投` },
              ...(roll
                ? [
                    {
                      name: '名册',
                      value: `${rowsText(poll, roll.rows)}${roll.area > 0 ? `，共 ${areaText(roll.area)}` : ''}`,
                    },
                    {
                      name: '公示',
                      value: `${dayText(roll.publishedOn, today)}公布，提异议 ${dayText(roll.objectionsUntil, today)}截止`,
                    },
                  ]
                : []),
              ...(poll.turnout
                ? [
                    {
                      name: '参加',
                      value: `到现在投了 ${rowsText(poll, poll.turnout.voted)}，一共 ${rowsText(poll, poll.turnout.rows)}`,
                    },
                  ]
                : []),
              ...(poll.fingerprint === null
                ? []
                : [
                    {
                      name: '指纹',
                      value: `问题和规则 ${shortFingerprint(poll.fingerprint)}，改一个字就会变`,
                    },
                  ]),
            ]}
          />
        </Box>
        {roll && (
          <ListRow
            icon="people"
            title="看名册，谁能投票"
            detail={`指纹 ${shortFingerprint(roll.fingerprint)}`}
            to={pageUrl('/packages/council/roll', { id: poll.id })}
          />
        )}
        {poll.result && (
          <ListRow
            icon="chart"
            title="看结果"
            detail={`总指纹 ${shortFingerprint(poll.result.root)}`}
            to={pageUrl('/packages/council/result', { id: poll.id })}
          />
        )}
      </Surface>
    </>
  )
}

/** One poll: what is asked, whether and with what weight this person votes, how it is decided and kept. */
export function PollDetail({
  poll,
  mine,
}: {
  readonly poll: PollView
  readonly mine: UseQueryResult<MyRowsView>
}) {
  return (
    <>
      <PollTitle poll={poll} />
      <PollMeaning poll={poll} />
      {poll.cancelReason !== null && <Banner kind="wait">{`已中止：${poll.cancelReason}`}</Banner>}
      {poll.isOfficial && poll.result === null && (
        <Banner kind="info">
          这次在政府的电子投票系统里投票，怎么投请看社区的公告，或者打电话问社区。这里只公示名册和结果
        </Banner>
      )}
      {poll.about !== '' && (
        <Surface padded label="说明">
          <Box as="p" className="poll-about">
            {poll.about}
          </Box>
        </Surface>
      )}
      <MyRows poll={poll} mine={mine} />
      <Questions poll={poll} />
      <Rules poll={poll} />
      {poll.secrecy === 'secret' && <SecrecyPart />}
      <Dates poll={poll} />
    </>
  )
}
