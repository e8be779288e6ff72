import { bindingOf, type Outcome } from '@linli/shared/polls/decision.rules'
import type { PollElectorate, PollQuestion } from '@linli/shared/polls/polls.kinds'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { meetsShare } from '@linli/shared/polls/share.rules'
import { dayOf, dayText } from '@linli/shared/time'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import { EmptyState } from '@/ui/empty-state'
import { Icon } from '@/ui/icon'
import { InfoList } from '@/ui/info-list'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { OfficialSource } from './official-source'
import { PollTitle } from './poll-detail'
import {
  filingText,
  fingerprintText,
  methodText,
  outcomeText,
  percentText,
  rowsText,
  tookPart,
} from './poll-words'
import { SupervisionPart } from './supervision-part'
import { OptionBars, RankedRounds, Thresholds } from './thresholds'
import './polls.scss'

interface Totals {
  /** Rows of the whole roll; fewer than its votes where these are weighed. */
  readonly rows?: number
  readonly votes: number
  readonly area: number
}

interface OutcomeProps {
  readonly question: PollQuestion
  readonly outcome: Outcome
  readonly roll: Totals
  readonly electorate: PollElectorate
}

/** Both ways of counting the silent ones, where the owners' rules count them: the one that binds is named. */
function BothCounts({ question, outcome, roll, electorate }: OutcomeProps) {
  if (question.decision.silent !== 'follow_majority') return null
  const { agreed, binding, notFollowed } = outcome
  return (
    <>
      <SectionTitle title="两种算法" note={binding === 'agreed' ? '以第二种为准' : '以第一种为准'} />
      <Surface padded label="只算投了票的">
        <Box className="poll-part__title">第一种：只算投了票的</Box>
        <Thresholds question={question} verdict={outcome.strict} roll={roll} electorate={electorate} />
      </Surface>
      <Surface padded label="送达后没有投的计入多数意见">
        <Box className="poll-part__title">第二种：送达后没有投的，计入多数意见</Box>
        {agreed ? (
          <Thresholds question={question} verdict={agreed} roll={roll} electorate={electorate} />
        ) : (
          <Box className="poll-line__words">
            {notFollowed === 'dimensions_differ'
              ? '面积和人数的多数不在同一边，没有投的不能计入'
              : '投了票的里没有多数意见，没有投的不能计入'}
          </Box>
        )}
        <Box className="poll-bars__note">竖线是通过线</Box>
      </Surface>
    </>
  )
}

/** How one question ended: sentence, lines, figures, method. */
function OutcomePart({
  question,
  outcome,
  roll,
  electorate,
  number,
}: OutcomeProps & { readonly number: string | undefined }) {
  const { passed, headline, reason } = outcomeText(question, outcome, roll, meetsShare)
  const verdict = bindingOf(outcome)
  const { quorum, majority, silent } = question.decision
  const hasLines =
    (quorum !== null || (majority !== null && question.kind === 'motion')) && silent !== 'follow_majority'
  return (
    <>
      <Box className="poll-verdict">
        <Box hidden className={cls('poll-verdict__mark', !passed && 'poll-verdict__mark--not')}>
          <Icon name={passed ? 'check' : 'minus'} />
        </Box>
        <Box className="poll-verdict__words">
          <Box as="h2" className="poll-verdict__headline">
            {number === undefined ? headline : `${number}，${headline}`}
          </Box>
          <Box className="poll-verdict__reason">{question.text}</Box>
          {reason !== undefined && (
            <Box className="poll-verdict__reason poll-verdict__reason--short">{reason}</Box>
          )}
        </Box>
      </Box>
      {hasLines && (
        <Surface padded label="达到没有">
          <Thresholds question={question} verdict={verdict} roll={roll} electorate={electorate} />
          <Box className="poll-bars__note">竖线是通过线</Box>
        </Surface>
      )}
      <BothCounts question={question} outcome={outcome} roll={roll} electorate={electorate} />
      <SectionTitle title="每一项的票数" />
      <Surface padded>
        <OptionBars question={question} outcome={outcome} verdict={verdict} />
        <RankedRounds question={question} outcome={outcome} />
        <Box className="poll-sources">{methodText(question)}</Box>
      </Surface>
    </>
  )
}

/** How the questions of a poll ended, one after the other; numbered where there are several. */
export function OutcomeParts({
  questions,
  outcomes,
  roll,
  electorate,
}: {
  readonly questions: readonly PollQuestion[]
  readonly outcomes: readonly Outcome[]
  readonly roll: Totals
  readonly electorate: PollElectorate
}) {
  return questions.map((question, index) => {
    const outcome = outcomes.find(({ questionId }) => questionId === question.id)
    return outcome === undefined ? null : (
      <OutcomePart
        key={question.id}
        question={question}
        outcome={outcome}
        roll={roll}
        electorate={electorate}
        number={questions.length > 1 ? `第 ${index + 1} 题` : undefined}
      />
    )
  })
}

/** How many took part, building by building. */
function TurnoutPart({
  poll,
  places,
}: {
  readonly poll: PollView
  readonly places: NonNullable<PollView['result']>['turnout']
}) {
  if (places.length === 0) return null
  return (
    <>
      <SectionTitle title="各楼参加的" note="人太少的楼合在一起" />
      <Surface padded label="各楼参加的">
        <Box className="poll-bars">
          {places.map(({ place, rows, voted }) => (
            <Box key={place} className="poll-bar">
              <Box className="poll-bar__head">
                <Box as="span" className="poll-bar__name">
                  {place}
                </Box>
                <Box as="span" className="poll-bar__amount">
                  {`${rowsText(poll, rows)}里 ${voted}，${percentText(voted, rows)}`}
                </Box>
              </Box>
              <Box hidden className="threshold__track">
                <Box className="threshold__bar" style={{ width: `${((voted / rows) * 100).toFixed(2)}%` }} />
              </Box>
            </Box>
          ))}
        </Box>
      </Surface>
    </>
  )
}

/** The published result, with what it takes to check it. */
export function Result({ poll }: { readonly poll: PollView }) {
  const { result, roll } = poll
  if (result === null || roll === null)
    return (
      <>
        <PollTitle poll={poll} />
        <Surface>
          <EmptyState icon="lock" act="看这次表决" to={pageUrl('/packages/council/poll', { id: poll.id })}>
            {poll.isOfficial
              ? '官方系统的结果登记以后，会在这里公布'
              : '结果还没有公布。截止以前谁都看不到票数，包括工作人员'}
          </EmptyState>
        </Surface>
      </>
    )
  const today = dayOf(new Date())
  const { voted, all, share } = tookPart(poll)
  return (
    <>
      <PollTitle poll={poll} />
      {result.official && <OfficialSource official={result.official} questions={poll.questions} />}
      <OutcomeParts
        questions={poll.questions}
        outcomes={result.outcomes}
        roll={roll}
        electorate={poll.electorate}
      />
      <SectionTitle title="公布" />
      <Surface padded>
        <InfoList
          facts={[
            { name: '参加', value: `${voted}，名册上共 ${all}，${share}` },
            ...(roll.votes === roll.rows || result.official
              ? []
              : [
                  {
                    name: '票数',
                    value: `参加的有 ${result.outcomes[0]?.strict.participating.votes ?? 0} 票，名册上共 ${roll.votes} 票`,
                  },
                ]),
            { name: '公布', value: dayText(dayOf(new Date(result.publishedAt)), today) },
            ...(result.doubts
              ? [
                  {
                    name: '记录有误',
                    value: `${result.doubts.said} 行的人说记录不对，查实 ${result.doubts.upheld} 行，票数没有改`,
                  },
                ]
              : []),
            ...(result.filing ? [{ name: '备案', value: filingText(result.filing) }] : []),
            ...(result.awaitsFiling ? [{ name: '备案', value: '要报街道备案，社区还没有登记' }] : []),
          ]}
        />
        <Box className="poll-fingerprint">
          <Box className="poll-fingerprint__name">
            {`总指纹：由${poll.isOfficial ? '登记的票数' : '全部选票'}算出的一串数字，改一${poll.isOfficial ? '个数' : '张票'}就会变。和公告栏上印的应当一样。`}
          </Box>
          <Box className="poll-fingerprint__digits">{fingerprintText(result.root)}</Box>
        </Box>
      </Surface>
      <SupervisionPart said={result} isOfficial={poll.isOfficial} />
      <TurnoutPart poll={poll} places={result.turnout} />
    </>
  )
}
