import { fingerprintText, outcomeText, percentText, rowsText, tookPart } from '@/features/polls/poll-words'
import type { Outcome, Verdict } from '@linli/shared/polls/decision.rules'
import {
  electorateLabel,
  secrecyLabel,
  type Dimension,
  type PollQuestion,
} from '@linli/shared/polls/polls.kinds'
import type { FilingView } from '@linli/shared/polls/polls.parts.schema'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { meetsShare, shareText, type ShareRule } from '@linli/shared/polls/share.rules'
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
    `投票时间：${longMoment(poll.opensAt)} 至 ${longMoment(poll.closesAt)}，一到时间就截止`,
    ...(poll.isOfficial ? [] : ['怎么投：在手机或电脑上打开“邻里智治”，到“议事”里投']),
    `方式：${poll.packLabel}，${secrecyLabel[poll.secrecy]}，${electorateLabel[poll.electorate]}`,
    ...poll.rules,
    `依据：${poll.sources.join('、')}`,
    ...(roll
      ? [
          '',
          `名册共 ${rowsText(poll, roll.rows)}，以 ${longDay(roll.asOf)}的登记为准，${longDay(roll.publishedOn)}公布。认为名册有误的，请在 ${longDay(roll.objectionsUntil)}前（含当日）提出异议。`,
          `名册指纹：${fingerprintText(roll.fingerprint)}`,
        ]
      : []),
    ...(poll.fingerprint === null ? [] : [`问题和规则的指纹：${fingerprintText(poll.fingerprint)}`]),
    '',
    communityName,
  ].join('\n')
}

type Sums = Readonly<Record<Dimension, number>>

/** `12 票`, or `12 票、1,180.50 ㎡` where area counts. */
const amountsText = (dimensions: readonly Dimension[], { votes, area }: Sums): string =>
  dimensions.includes('area') && votes > 0 ? `${votes} 票、${areaText(area)}` : `${votes} 票`

/** `参加 80 票，占名册 66.6%；面积 8,000.00 ㎡，占 68.0%。要三分之二以上，没有达到。`: a share beside its line. */
function shareLine(
  what: string,
  of: string,
  rule: ShareRule,
  dimensions: readonly Dimension[],
  part: Sums,
  whole: Sums,
): string {
  const area = dimensions.includes('area')
    ? `；面积 ${areaText(part.area)}，占 ${percentText(part.area, whole.area)}`
    : ''
  const reached = dimensions.every((dimension) => meetsShare(rule, part[dimension], whole[dimension]))
  return `${what} ${part.votes} 票，占${of} ${percentText(part.votes, whole.votes)}${area}。要${shareText(rule)}，${reached ? '达到了' : '没有达到'}。`
}

/** Who took part and, of a motion, who agrees, each against the line the rules draw (民法典 art. 278: by heads and by area). */
function shares({ kind, decision }: PollQuestion, verdict: Verdict, roll: Sums): string[] {
  const { dimensions, majority, majorityOf, quorum } = decision
  const { participating, inFavour } = verdict
  const [agreeing] = kind === 'motion' ? inFavour : []
  const [of, whole] = majorityOf === 'cast' ? ['参加的', participating] : ['名册', roll]
  return [
    ...(quorum === null ? [] : [shareLine('参加', '名册', quorum, dimensions, participating, roll)]),
    ...(agreeing && majority !== null ? [shareLine('同意', of, majority, dimensions, agreeing, whole)] : []),
  ]
}

/** The shares behind a question's outcome: both ways of counting where the rules count the silent ones (domain-facts §1.4). */
function sharesLines(question: PollQuestion, { strict, agreed }: Outcome, roll: Sums): string[] {
  if (question.decision.silent !== 'follow_majority') return shares(question, strict, roll)
  return [
    '第一种算法，只算投了票的：',
    ...shares(question, strict, roll),
    ...(agreed
      ? ['第二种算法，送达后没有投的计入多数意见：', ...shares(question, agreed, roll)]
      : ['第二种算法，送达后没有投的计入多数意见：这次没有可以计入的多数意见。']),
  ]
}

/** `结论：通过，以第二种算法为准`, with the line that was missed. */
function conclusion(question: PollQuestion, outcome: Outcome, roll: Sums): string {
  const { headline, reason } = outcomeText(question, outcome, roll, meetsShare)
  const by =
    question.decision.silent === 'follow_majority'
      ? `，以第${outcome.binding === 'agreed' ? '二' : '一'}种算法为准`
      : ''
  return `${[`结论：${headline}${by}`, reason].filter(Boolean).join('。')}。`
}

const filedText = ({ filedOn, reference }: FilingView): string =>
  `${longDay(filedOn)}报街道备案${reference === '' ? '' : `，文号 ${reference}`}。`

/** What goes up afterwards: the result with its figures, the root everybody compares, and who has signed it. */
export function resultText(poll: PollView, communityName: string): string {
  const { result, roll } = poll
  if (result === null || roll === null) return ''
  const outcomes = poll.questions.flatMap((question, index) => {
    const outcome = result.outcomes.find(({ questionId }) => questionId === question.id)
    if (!outcome) return []
    const { count } = outcome
    const figures = question.options.map(({ text }, at) => {
      const option = count.options[at]
      return question.method === 'score'
        ? `${text} ${option?.score ?? 0} 分`
        : `${text} ${amountsText(question.decision.dimensions, option ?? { votes: 0, area: 0 })}`
    })
    return [
      '',
      `${poll.questions.length > 1 ? `问题 ${index + 1}：` : ''}${question.text}`,
      `${figures.join('，')}，弃权 ${amountsText(question.decision.dimensions, count.abstained)}`,
      ...sharesLines(question, outcome, roll),
      conclusion(question, outcome, roll),
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
    `投票在 ${longMoment(poll.closesAt)} 截止。名册共 ${took.all}，参加 ${took.voted}。`,
    ...outcomes,
    '',
    ...(result.filing ? [filedText(result.filing)] : []),
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
