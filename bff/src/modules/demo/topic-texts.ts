import type { ScreeningReason, StatementSide } from '@linli/shared/council/topics.kinds'
import type { TopicProposal } from '@linli/shared/council/council.schema'

/** A topic of the demo street; days count from the day of the seed. */
export interface TopicText extends TopicProposal {
  /** A resident by name, or the community itself. */
  readonly by: string | null
  readonly day: number
  /** Days after which it was let through; null while it waits. */
  readonly passedAfter: number | null
  readonly supporters: number
  /** The words of the opinions it came from, among those of one category; null where nobody wrote. */
  readonly from: { readonly category: string; readonly saying: RegExp } | null
  readonly screenedOut?: { readonly after: number; readonly reason: ScreeningReason; readonly words: string }
  readonly adopted?: { readonly after: number; readonly reason: string }
  readonly resolved?: {
    readonly after: number
    readonly text: string
    readonly tasks: readonly {
      readonly text: string
      readonly owner: string
      readonly days: number
      readonly report?: string
    }[]
  }
}

export const qingheTopics: readonly TopicText[] = [
  {
    title: '把垃圾投放时间延长到晚上九点半',
    wish: '晚上的投放时间从 18:00 到 20:00，改成 18:00 到 21:30',
    why: '下班晚的人赶不上，只好放在门口',
    by: null,
    day: -40,
    passedAfter: 0,
    supporters: 11,
    from: { category: 'sanitation.garbage', saying: /锁门/ },
    adopted: { after: 6, reason: '下班晚的居民都会碰到，涉及全体居民' },
    resolved: {
      after: 20,
      text: '从本月起，晚上的投放时间延长到 21:30，由物业安排人值守到 22:00',
      tasks: [
        {
          text: '更换投放点的时间牌',
          owner: '物业 王师傅',
          days: 8,
          report: '四个投放点的牌子都换好了',
        },
        { text: '安排晚上 20:00 到 22:00 的值守', owner: '物业 李经理', days: 25 },
      ],
    },
  },
  {
    title: '夜间广场舞的时间和音量',
    wish: '晚上八点半以后不放音响，音量以隔一栋楼听不清歌词为准',
    why: '跳舞的邻居想锻炼，早睡的老人和孩子也要休息，需要大家定一个都能接受的规矩',
    by: null,
    day: -18,
    passedAfter: 0,
    supporters: 16,
    from: { category: 'noise.dancing', saying: /广场舞|放音乐/ },
    adopted: { after: 9, reason: '意见多，涉及中心花园四周的居民，先商量再定' },
  },
  {
    title: '在 6 号楼北侧加装充电车棚',
    wish: '在 6 号楼北侧空地建一个带充电的车棚，能停 60 辆电动车，充电按表收费',
    why: '楼道里充电不安全，现在的车棚离 5、6 号楼太远',
    by: '吴桂英',
    day: -9,
    passedAfter: 1,
    supporters: 22,
    from: null,
  },
  {
    title: '寒假把社区图书室延长到晚上 9 点',
    wish: '一月和二月，图书室每天开到晚上 9 点，由志愿者轮流值班',
    why: '孩子放假在家，晚上没有安静看书的地方',
    by: null,
    day: -6,
    passedAfter: 0,
    supporters: 9,
    from: null,
  },
  {
    title: '在中心花园装几把带靠背的长椅',
    wish: '在中心花园的步道边装 6 把带靠背和扶手的长椅',
    why: '现在的石凳冬天太凉，老人坐不住',
    by: '周玉兰',
    day: -2,
    passedAfter: null,
    supporters: 0,
    from: null,
  },
  {
    title: '3 号楼 2 单元的感应灯换成亮一点的',
    wish: '把每层的感应灯都换成亮一点的',
    why: '晚上回家看不清台阶',
    by: '周玉兰',
    day: -5,
    passedAfter: null,
    supporters: 0,
    from: null,
    screenedOut: { after: 2, reason: 'case', words: '已经请物业本周去换，换好了会告诉您' },
  },
  {
    title: '在东门外设早餐车',
    wish: '早上六点到八点半，让两辆有证的早餐车停在东门外',
    why: '附近没有早点铺，上班前买早饭要走很远',
    by: null,
    day: -48,
    passedAfter: 0,
    supporters: 7,
    from: null,
  },
]

export interface StatementText {
  readonly side: StatementSide
  readonly text: string
  /** Of 100 people who like the evening quiet, and of 100 who like to dance, how many agree. */
  readonly quiet: number
  readonly dancing: number
}

/** What is said to the first of them. */
export const danceStatements: readonly StatementText[] = [
  { side: 'for', text: '八点半以后孩子要睡觉，放音响确实太吵', quiet: 95, dancing: 20 },
  { side: 'against', text: '夏天八点半天才黑，一刀切太早了', quiet: 10, dancing: 90 },
  { side: 'idea', text: '音响朝花园中间放，不要对着楼', quiet: 90, dancing: 95 },
  { side: 'idea', text: '跳舞的人戴耳机，音响可以不用', quiet: 80, dancing: 15 },
  { side: 'for', text: '中考高考那几天一律不放音乐', quiet: 95, dancing: 90 },
  { side: 'against', text: '老年人就这点爱好，请大家多体谅', quiet: 20, dancing: 95 },
]
