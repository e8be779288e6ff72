import type { PollDraft } from '@linli/shared/polls/poll-desk.schema'
import type { PollSetup } from '@linli/shared/polls/setup.rules'
import { ownersSetup, residentsSetup, strawSetup } from '@linli/shared/polls/setup.samples'

type Question = PollSetup['questions'][number]

const choice = (text: string, options: readonly string[]): Question => ({
  ...{ kind: 'choice', text, method: 'single', options },
  ...{ min: 1, max: 1, scoreMax: 0, seats: 1 },
})
const motion = (text: string): Question => ({ ...choice(text, ['同意', '反对']), kind: 'motion' })

/** How far a poll of the demo has come. */
export type PollStage = 'announced' | 'open' | 'papers' | 'signed'

/** A poll of the demo street; days count from the day of the seed. */
export interface PollText {
  readonly title: string
  readonly about: string
  /** Label of the place in 青禾社区; empty for the whole community. */
  readonly place: string
  readonly stage: PollStage
  readonly setup: Omit<PollSetup, 'opensOn' | 'closesOn'>
  readonly rollDay: number
  readonly opensDay: number
  readonly closesDay: number
  readonly facts: {
    readonly noticeDay: number
    readonly partyStudyDay: number | null
    readonly paperPlace: string
    readonly deliveryKept: boolean
  }
  /** Of 100 rows, how many take part, and how their answers are spread over the first question. */
  readonly turnout: number
  readonly answers: readonly (readonly [answer: string, weight: number])[]
  /** Where silence follows the majority: of 100 rows, how many the ballot was delivered to. */
  readonly delivered: number
  /** Of a secret poll: how many take a paper at the desk, and how many of these are in the box of the count by now. */
  readonly papers: { readonly taken: number; readonly entered: number }
  /** Residents whose own answer is told, whatever is drawn. */
  readonly surely: Readonly<Record<string, string>>
  /** Residents who have not voted, whatever is drawn. */
  readonly waiting: readonly string[]
  readonly objection: { readonly by: string; readonly text: string } | null
}

const noFacts = { noticeDay: 0, partyStudyDay: null, paperPlace: '', deliveryKept: false } as const
const nobody = {
  ...{ delivered: 0, surely: {}, waiting: [], objection: null },
  papers: { taken: 0, entered: 0 },
} as const

/** In the order in which they were begun; all invented. */
export const qinghePolls: readonly PollText[] = [
  {
    ...nobody,
    title: '北侧空地划停车位',
    about:
      '1 号楼北侧的空地划 12 个停车位，收费归全体业主。这一项按北京市的规定演示：业主表决要用市里的电子投票系统，这里公示名册和结果。',
    place: '锦和苑',
    // The vote was held in the city's own system and is over; its result waits to be entered.
    stage: 'announced',
    setup: {
      ...ownersSetup,
      ...{ cityId: 'beijing', ownerItem: 8 },
      questions: [motion('是否同意把 1 号楼北侧空地划成停车位？')],
    },
    ...{ rollDay: -63, opensDay: -45, closesDay: -33, turnout: 0, answers: [] },
    facts: { noticeDay: -62, partyStudyDay: null, paperPlace: '社区服务中心一楼', deliveryKept: true },
  },
  {
    ...nobody,
    title: '3 号楼用维修资金更换两部电梯',
    about:
      '两部电梯已经用了 16 年，去年停梯 11 次。更换费用 46.8 万元，从 3 号楼的维修资金里支出，不再另外收钱。图纸和报价在社区服务中心一楼可以看。',
    place: '锦和苑 3 号楼',
    stage: 'signed',
    setup: {
      ...ownersSetup,
      ownerItem: 5,
      questions: [motion('是否同意用维修资金更换 3 号楼的两部电梯？')],
      silent: 'follow_majority',
      followProofs: {
        ...{ clause: '第 18 条', deliveredToEach: true },
        ...{ warnedOnBallot: true, reviewedByStreet: true },
      },
    },
    ...{ rollDay: -59, opensDay: -36, closesDay: -24, turnout: 78 },
    facts: { noticeDay: -60, partyStudyDay: null, paperPlace: '社区服务中心一楼', deliveryKept: true },
    answers: [
      ['A', 9],
      ['B', 2],
      ['-', 1],
    ],
    delivered: 96,
    surely: { 周玉兰: 'A' },
  },
  {
    ...nobody,
    title: '2026 年物业服务满意不满意',
    about: '锦程物业今年的服务，请您给个评价。结果用来和物业谈明年的合同，不针对哪一位员工。',
    place: '锦和苑',
    stage: 'signed',
    setup: {
      ...strawSetup,
      takesUnconfirmed: true,
      questions: [choice('您对物业今年的服务满意吗？', ['满意', '基本满意', '不满意'])],
    },
    ...{ rollDay: -34, opensDay: -30, closesDay: -16, turnout: 90, facts: noFacts },
    answers: [
      ['A', 10],
      ['B', 6],
      ['C', 4],
      ['-', 1],
    ],
    surely: { 周玉兰: 'B' },
  },
  {
    ...nobody,
    title: '4 号楼门厅怎么布置',
    about: '门厅空出来的一面墙想请大家定。不会用手机的邻居领了纸票，社区正在录。',
    place: '锦和苑 4 号楼',
    // It closed last night: the rest of its papers wait to be entered by whoever looks at the demo.
    stage: 'papers',
    setup: {
      ...strawSetup,
      takesUnconfirmed: true,
      questions: [
        choice('空出来的墙放什么？', ['长凳和鞋柜', '宣传栏', '先空着']),
        motion('夜里 11 点后门厅只留一盏灯，是否同意？'),
      ],
    },
    ...{ rollDay: -14, opensDay: -11, closesDay: -1, turnout: 55 },
    facts: { ...noFacts, paperPlace: '社区服务中心一楼' },
    answers: [
      ['A', 6],
      ['B', 3],
      ['-', 1],
    ],
    papers: { taken: 14, entered: 6 },
  },
  {
    ...nobody,
    title: '锦和苑东门改造，选哪个方案',
    about:
      '东门人和车走一条道，早晚接送孩子时最挤。方案一行人走西侧新门，加坡道，18.6 万元；方案二只换门禁，刷卡或扫码，4.2 万元；方案三先不改造，等地下车库出口调整后再议。',
    place: '锦和苑',
    stage: 'open',
    setup: {
      ...strawSetup,
      takesUnconfirmed: true,
      questions: [choice('您选哪个方案？', ['方案一：人车分流', '方案二：只换门禁', '方案三：先不改造'])],
    },
    ...{ rollDay: -9, opensDay: -5, closesDay: 6, turnout: 45, facts: noFacts },
    answers: [
      ['A', 5],
      ['B', 3],
      ['C', 2],
    ],
    waiting: ['周玉兰'],
  },
  {
    ...nobody,
    title: '广场舞晚上几点结束',
    about: '健身角和中心花园晚上的音乐声，有的人家嫌晚，有的人家嫌早。每户一票，定一个大家都守的时间。',
    place: '',
    stage: 'open',
    setup: {
      ...strawSetup,
      secrecy: 'named',
      electorate: 'household',
      questions: [choice('晚上几点结束？', ['20:00', '20:30', '21:00'])],
    },
    ...{ rollDay: -6, opensDay: -3, closesDay: 9, turnout: 30, facts: noFacts },
    answers: [
      ['A', 3],
      ['B', 5],
      ['C', 2],
    ],
    waiting: ['周玉兰', '吴桂英'],
  },
  {
    ...nobody,
    title: '《青禾社区楼道公约》要不要通过',
    about: '公约写明楼道里不堆东西、不停电动车、轮流打扫。全文在每个单元的公告栏和社区服务中心一楼。',
    place: '',
    stage: 'announced',
    setup: {
      ...residentsSetup,
      matter: 'charter',
      electorate: 'household',
      questions: [motion('是否同意《楼道公约》？')],
    },
    ...{ rollDay: -2, opensDay: 14, closesDay: 20, turnout: 0, answers: [] },
    facts: { noticeDay: -2, partyStudyDay: -6, paperPlace: '社区服务中心一楼', deliveryKept: false },
    objection: { by: '吴桂英', text: '我家门牌写的是 102，名册上请核对一下是不是这一户' },
  },
]

/** The draft as the office wrote it. */
export const draftOf = (
  text: PollText,
  nodeId: string,
  days: { opensOn: string; closesOn: string },
): PollDraft => ({
  title: text.title,
  about: text.about,
  nodeId,
  setup: { ...text.setup, ...days } as PollDraft['setup'],
  electorIds: [],
})
