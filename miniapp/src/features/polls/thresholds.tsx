import type { Outcome, Verdict } from '@linli/shared/polls/decision.rules'
import type { Dimension, PollElectorate, PollQuestion } from '@linli/shared/polls/polls.kinds'
import { fewestOf, meetsShare, shareText, type ShareRule } from '@linli/shared/polls/share.rules'
import { areaText } from '@linli/shared/space/space.rules'
import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import { Icon } from '@/ui/icon'
import { barWidth, headsText, percentText, wonWord } from './poll-words'
import './polls.scss'

type Sums = Readonly<Record<Dimension, number>>
/** The whole roll; where it has more votes than rows, a row is not one head. */
type RollSums = Sums & { readonly rows?: number }

/** `1,180.50 ㎡`, kept together where the line is short. */
const amountText = (dimension: Dimension, amount: number): string =>
  (dimension === 'area' ? areaText(amount) : `${amount} 票`).replace(' ', '\u00a0')

interface ThresholdBarProps {
  readonly name: string
  readonly dimension: Dimension
  readonly part: number
  readonly whole: number
  readonly rule: ShareRule
}

/** One share against its line: the tick is the line, the words say whether it was reached. */
function ThresholdBar({ name, dimension, part, whole, rule }: ThresholdBarProps) {
  const reached = meetsShare(rule, part, whole)
  const missing = fewestOf(rule, whole) - part
  const share = whole === 0 ? 0 : Math.min(100, (part / whole) * 100)
  return (
    <Box className="threshold">
      <Box className="threshold__head">
        <Box as="span" className="threshold__name">
          {name}
        </Box>
        <Box as="span" className="threshold__amount">
          {`${amountText(dimension, part)} / ${amountText(dimension, whole)}`}
        </Box>
        <Box as="span" className="threshold__percent">
          {percentText(part, whole)}
        </Box>
      </Box>
      <Box hidden className="threshold__track">
        <Box className="threshold__bar" style={{ width: `${share.toFixed(2)}%` }} />
        <Box className="threshold__line" style={{ left: `${((rule.num / rule.den) * 100).toFixed(2)}%` }} />
      </Box>
      {!reached && (
        <Box className="threshold__short">{`差 ${amountText(dimension, Math.max(0, missing))}`}</Box>
      )}
    </Box>
  )
}

interface StepProps {
  readonly step: string
  readonly title: string
  readonly rule: ShareRule
  /** As {@link headsText} names it. */
  readonly heads: string
  readonly dimensions: readonly Dimension[]
  readonly parts: Sums
  readonly whole: Sums
}

function Step({ step, title, rule, heads, dimensions, parts, whole }: StepProps) {
  const reached = dimensions.every((dimension) => meetsShare(rule, parts[dimension], whole[dimension]))
  return (
    <Box className="threshold-step">
      <Box className="threshold-step__head">
        <Box as="span" className="threshold-step__number">
          {step}
        </Box>
        <Box as="h3" className="threshold-step__title">
          {title}
        </Box>
        <Box as="span" className={cls('threshold-step__word', !reached && 'threshold-step__word--short')}>
          {reached && <Icon name="check" size="xs" />}
          {reached ? `达到${shareText(rule)}` : `没到${shareText(rule)}`}
        </Box>
      </Box>
      {dimensions.map((dimension) => (
        <ThresholdBar
          key={dimension}
          name={dimension === 'area' ? '按面积' : heads}
          dimension={dimension}
          part={parts[dimension]}
          whole={whole[dimension]}
          rule={rule}
        />
      ))}
    </Box>
  )
}

/** How many took part, and for a motion how many of them agree: each against its line, in every dimension. */
export function Thresholds({
  question,
  verdict,
  roll,
  electorate,
}: {
  readonly question: PollQuestion
  readonly verdict: Verdict
  readonly roll: RollSums
  readonly electorate: PollElectorate
}) {
  const heads = headsText(electorate, roll)
  const { dimensions, quorum, majority, majorityOf } = question.decision
  const [inFavour] = verdict.inFavour
  const base = majorityOf === 'cast' ? verdict.participating : roll
  const second = quorum === null ? '一步' : '第二步'
  return (
    <>
      {quorum !== null && (
        <Step
          step="第一步"
          title="参加的够不够"
          rule={quorum}
          heads={heads}
          dimensions={dimensions}
          parts={verdict.participating}
          whole={roll}
        />
      )}
      {majority !== null && question.kind === 'motion' && inFavour && (
        <Step
          step={second}
          title={majorityOf === 'cast' ? '参加的里同意的够不够' : '名册上同意的够不够'}
          rule={majority}
          heads={heads}
          dimensions={dimensions}
          parts={inFavour}
          whole={base}
        />
      )}
    </>
  )
}

/** Figures of every option in the order of the ballot; no order of size, no trophy. */
export function OptionBars({
  question,
  outcome,
  verdict,
}: {
  readonly question: PollQuestion
  readonly outcome: Pick<Outcome, 'count'>
  readonly verdict: Verdict
}) {
  const { count } = outcome
  const isScore = question.method === 'score'
  const hasArea = question.decision.dimensions.includes('area')
  return (
    <Box className="poll-bars">
      {question.options.map(({ key, text }, index) => {
        const option = count.options[index]
        const amount = (isScore ? option?.score : option?.votes) ?? 0
        const won = verdict.winners.includes(key)
        return (
          <Box key={key} className={cls('poll-bar', won && 'poll-bar--won')}>
            <Box className="poll-bar__head">
              <Box as="span" className="poll-bar__name">
                {won && question.kind === 'choice' ? `${text}（${wonWord(question)}）` : text}
              </Box>
              <Box as="span" className="poll-bar__amount">
                {isScore ? `${amount} 分` : `${amount} 票，${percentText(amount, count.cast.votes)}`}
              </Box>
            </Box>
            <Box hidden className="threshold__track">
              <Box
                className="threshold__bar"
                style={{ width: barWidth(question, count.cast.votes, amount) }}
              />
            </Box>
            {/* Owners decide by area as well: without it nobody can check who won. */}
            {hasArea && option && (
              <Box className="poll-bar__area">
                {`面积 ${amountText('area', option.area)}，${percentText(option.area, count.cast.area)}`}
              </Box>
            )}
          </Box>
        )
      })}
      <Box className="poll-bars__note">{`弃权 ${count.abstained.votes} 票，共 ${count.ballots} 张有效票`}</Box>
    </Box>
  )
}

/** The run-off, round by round. */
export function RankedRounds({
  question,
  outcome,
}: {
  readonly question: PollQuestion
  readonly outcome: Outcome
}) {
  const nameOf = (key: string) => question.options.find((option) => option.key === key)?.text ?? key
  if (outcome.count.rounds.length === 0) return null
  return (
    <Box as="ol" className="poll-rounds">
      {outcome.count.rounds.map((round, index) => (
        <Box key={`round-${index + 1}`} as="li" className="poll-rounds__one">
          {[
            `第 ${index + 1} 轮：${round.votes.map(({ key, votes }) => `${nameOf(key)} ${votes}`).join('，')}`,
            round.out.length > 0 ? `去掉${round.out.map(nameOf).join('、')}` : '',
            round.winners.length > 0 ? `${round.winners.map(nameOf).join('、')}胜出` : '',
          ]
            .filter((part) => part !== '')
            .join('；')}
        </Box>
      ))}
    </Box>
  )
}
