import { fingerprintText, outcomeText, percentText, tookPart } from '@/features/polls/poll-words'
import type { Outcome, Verdict } from '@linli/shared/polls/decision.rules'
import {
  electorateLabel,
  secrecyLabel,
  type Dimension,
  type PollQuestion,
} from '@linli/shared/polls/polls.kinds'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { meetsShare } from '@linli/shared/polls/share.rules'
import { areaText } from '@linli/shared/space/space.rules'
import { clockTime, dayOf } from '@linli/shared/time'

/** A day on a printed sheet carries its year. */
const longDay = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
const longMoment = (iso: string): string => {
  const at = new Date(iso)
  return `${longDay(dayOf(at))} ${clockTime(at)}`
}

const heading = (poll: PollView, what: string): string => `关于“${poll.title}”的${what}`

function asked(poll: PollView): string[] {
  return poll.questions.flatMap((question, index) => [
    `${poll.questions.length > 1 ? `问题 ${index + 1}：` : '问题：'}${question.text}`,
    `选项：${question.options.map(({ text }) => text).join('；')}；弃权`,
  ])
}

/** What goes up before voting: question, rules, times, roll and fingerprints, in the words everybody reads. */
export function noticeText(poll: PollView, communityName: string): string {
  const { roll } = poll
  return [
    heading(poll, '表决公告'),
    '',
    ...(poll.about === '' ? [] : [poll.about, '']),
    ...asked(poll),
    '',
    `投票时间：${longMoment(poll.opensAt)} 至 ${longMoment(poll.closesAt)}，到时刻即截止`,
    `方式：${poll.packLabel}，${secrecyLabel[poll.secrecy]}，${electorateLabel[poll.electorate]}`,
    ...poll.rules,
    `依据：${poll.sources.join('、')}`,
    ...(roll
      ? [
          '',
          `名册共 ${roll.rows} 行，以 ${longDay(roll.asOf)}的登记为准，${longDay(roll.publishedOn)}公布。认为名册有误的，请在 ${longDay(roll.objectionsUntil)}前（含当日）提出异议。`,
          `名册指纹：${fingerprintText(roll.fingerprint)}`,
        ]
      : []),
    ...(poll.fingerprint === null ? [] : [`问题和规则的指纹：${fingerprintText(poll.fingerprint)}`]),
    '',
    communityName,
  ].join('\n')
}

type Sums = Readonly<Record<Dimension, number>>

/** `80 票（66.7%）、8,000.00 ㎡（68.0%）`: what there is of a whole, in every dimension the rule asks for. */
const sharesText = (dimensions: readonly Dimension[], part: Sums, whole: Sums): string =>
  dimensions
    .map((dimension) => {
      const amount = dimension === 'area' ? areaText(part.area) : `${part.votes} 票`
      return `${amount}（${percentText(part[dimension], whole[dimension])}）`
    })
    .join('、')

/** Who took part and, of a motion, who agrees, by heads and by area (民法典 art. 278 asks for both). */
function shares({ kind, decision }: PollQuestion, verdict: Verdict, roll: Sums): string {
  const { dimensions, majorityOf } = decision
  const { participating, inFavour } = verdict
  const [agreeing] = kind === 'motion' ? inFavour : []
  const of = majorityOf === 'cast' ? '参加的' : '名册'
  return [
    `参加的占名册 ${sharesText(dimensions, participating, roll)}`,
    ...(agreeing
      ? [`同意的占${of} ${sharesText(dimensions, agreeing, majorityOf === 'cast' ? participating : roll)}`]
      : []),
  ].join('；')
}

/** The shares behind a question's outcome: both ways of counting where the rules count the silent ones (domain-facts §1.4). */
function sharesLines(question: PollQuestion, outcome: Outcome, roll: Sums): string[] {
  const { dimensions, silent } = question.decision
  const { strict, agreed, binding } = outcome
  if (silent === 'follow_majority')
    return [
      `第一种算法，只算投了票的：${shares(question, strict, roll)}`,
      agreed
        ? `第二种算法，送达后没有投的计入多数意见：${shares(question, agreed, roll)}`
        : '第二种算法，送达后没有投的计入多数意见：这次没有可以计入的多数意见',
      `以第${binding === 'agreed' ? '二' : '一'}种为准`,
    ]
  return dimensions.includes('area') ? [shares(question, strict, roll)] : []
}

/** What goes up afterwards: the result with its figures, the root everybody compares, and who has signed it. */
export function resultText(poll: PollView, communityName: string): string {
  const { result, roll } = poll
  if (result === null || roll === null) return ''
  const outcomes = poll.questions.flatMap((question, index) => {
    const outcome = result.outcomes.find(({ questionId }) => questionId === question.id)
    if (!outcome) return []
    const { headline, reason } = outcomeText(question, outcome, roll, meetsShare)
    const figures = question.options.map(({ text }, at) => {
      const option = outcome.count.options[at]
      const isScore = question.method === 'score'
      return `${text} ${isScore ? `${option?.score ?? 0} 分` : `${option?.votes ?? 0} 票`}`
    })
    return [
      `${poll.questions.length > 1 ? `问题 ${index + 1}：` : ''}${question.text}`,
      `${figures.join('，')}，弃权 ${outcome.count.abstained.votes} 票`,
      ...sharesLines(question, outcome, roll),
      [headline, reason].filter(Boolean).join('。'),
    ]
  })
  const { signatures, declined, awaited, official } = result
  const took = tookPart(poll)
  const checked = official
    ? [
        `由${official.system}表决，结果由工作人员登记。文号：${official.reference}，${longDay(official.decidedOn)}。`,
        ...official.former.map(
          ({ correctedAt, reason }) => `${longDay(dayOf(new Date(correctedAt)))}更正过登记的结果：${reason}`,
        ),
      ]
    : [
        `${poll.secrecy === 'secret' ? '' : '名册上的人和居务监督委员'}在手机上打开这次表决，点“核对我的票”或“重新数一遍”，可以自己重新计票，算出的总指纹应当和上面的一样。`,
      ]
  return [
    heading(poll, '表决结果'),
    '',
    `投票在 ${longMoment(poll.closesAt)} 截止。名册上共 ${took.all}，参加 ${took.voted}。`,
    ...outcomes,
    '',
    `总指纹：${fingerprintText(result.root)}`,
    ...checked,
    signatures.length === 0
      ? '居务监督委员会签认：'
      : `居务监督委员会签认：${signatures.map(({ name }) => name).join('、')}`,
    ...declined
      .filter(({ signedLater }) => !signedLater)
      .map(({ name, reason }) => `${name}没有签认，理由：${reason}`),
    ...(awaited.length === 0 ? [] : [`还没有签认：${awaited.join('、')}`]),
    '',
    communityName,
    longDay(dayOf(new Date(result.publishedAt))),
  ].join('\n')
}
