import { fingerprintText, outcomeText } from '@/features/polls/poll-words'
import { electorateLabel, secrecyLabel } from '@linli/shared/polls/polls.kinds'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { meetsShare } from '@linli/shared/polls/share.rules'
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
          `名册共 ${roll.rows} 行，以 ${longDay(roll.asOf)}的登记为准，${longDay(roll.publishedOn)}公布。认为名册有误的，请在 ${longDay(roll.objectionsUntil)}前提出异议。`,
          `名册指纹：${fingerprintText(roll.fingerprint)}`,
        ]
      : []),
    ...(poll.fingerprint === null ? [] : [`问题和规则的指纹：${fingerprintText(poll.fingerprint)}`]),
    '',
    communityName,
  ].join('\n')
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
      [headline, reason].filter(Boolean).join('。'),
    ]
  })
  const { signatures, declined, awaited, official } = result
  const checked = official
    ? [
        `由${official.system}表决，结果由工作人员登记。文号：${official.reference}，${longDay(official.decidedOn)}。`,
        ...official.former.map(
          ({ correctedAt, reason }) => `${longDay(dayOf(new Date(correctedAt)))}更正过登记的结果：${reason}`,
        ),
      ]
    : ['任何人都可以在手机上打开这次表决，点“核对我的票”重新计票，算出的总指纹应当和上面的一样。']
  return [
    heading(poll, '表决结果'),
    '',
    `投票在 ${longMoment(poll.closesAt)} 截止。名册共 ${roll.rows} 行，参加 ${result.voted} 行。`,
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
