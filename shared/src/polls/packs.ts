import type { PackId, PollElectorate, PollMethod, PollSecrecy } from './polls.kinds'
import { atLeast, moreThan, type ShareRule } from './share.rules'

/** Where a rule comes from; shown beside it. */
export interface Source {
  /** `民法典` */
  readonly law: string
  /** `第 278 条` */
  readonly article: string
  /** The day the text came into force. */
  readonly effectiveFrom: string
}

const civilCode = (article: string): Source => ({ law: '民法典', article, effectiveFrom: '2021-01-01' })
const committeeAct = (article: string): Source => ({
  law: '城市居民委员会组织法（2025 年修订）',
  article,
  effectiveFrom: '2026-01-01',
})

const ownersNotice: Source = { law: '物业管理条例', article: '第 14 条', effectiveFrom: '2018-03-19' }

/** The nine matters of 民法典 art. 278 that owners decide together, by their number there. */
export const ownerItems = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const
export type OwnerItem = (typeof ownerItems)[number]

export const ownerItemLabel: Record<OwnerItem, string> = {
  1: '制定和修改业主大会议事规则',
  2: '制定和修改管理规约',
  3: '选举业主委员会或者更换业主委员会成员',
  4: '选聘和解聘物业服务企业或者其他管理人',
  5: '使用建筑物及其附属设施的维修资金',
  6: '筹集建筑物及其附属设施的维修资金',
  7: '改建、重建建筑物及其附属设施',
  8: '改变共有部分的用途或者利用共有部分从事经营活动',
  9: '有关共有和共同管理权利的其他重大事项',
}

/** Raising (6), not using (5), repair money needs three quarters; 7 and 8 too. */
const specialItems: readonly OwnerItem[] = [6, 7, 8]
export const isSpecialItem = (item: OwnerItem): boolean => specialItems.includes(item)

/** What a poll is about, as far as a law treats it differently. */
export const pollMatters = [
  'general',
  /** 章程、公约: has to be filed (居民委员会组织法 art. 31). */
  'charter',
  /** 业主共同决定, with its item of art. 278. */
  'owners_item',
  /** 住改商: everybody with an interest has to agree (民法典 art. 279). */
  'home_to_business',
  /** 居民委员会选举 and recall: on paper, in a writing booth (art. 19). */
  'committee_election',
] as const
export type PollMatter = (typeof pollMatters)[number]

export const matterLabel: Record<PollMatter, string> = {
  general: '一般事项',
  charter: '居民公约、自治章程',
  owners_item: '业主共同决定事项',
  home_to_business: '住宅改为经营性用房',
  committee_election: '居民委员会选举或罢免',
}

/** Rules of a kind of poll as data. What a pack does not allow, the set-up refuses with `source`. */
export interface RulePack {
  readonly id: PackId
  readonly version: string
  readonly label: string
  readonly sources: readonly Source[]
  /**
   * Read by the voter before voting: short sentences, nothing left out that decides. The first says what kind of vote
   * this is to somebody who has never heard its name; it also stands on the ballot.
   */
  readonly plain: readonly string[]
  readonly electorates: readonly PollElectorate[]
  readonly secrecies: readonly PollSecrecy[]
  readonly methods: readonly PollMethod[]
  /** Null: the set-up may choose one. */
  readonly quorum: ShareRule | null
  /** Null: the set-up may choose one. */
  readonly majority: ShareRule | null
  /** Whole days between notice and the first day of voting (domain-facts §1.8). */
  readonly noticeDays: number
  /** What asks for the notice; null where no article does and the days are kept all the same. */
  readonly noticeSource: Source | null
  /** Fewest and most days of voting. */
  readonly voteDays: readonly [min: number, max: number]
  /** Days the roll is open to objections. */
  readonly objectionDays: number
  /**
   * Whether a last day of objections that is a day of rest moves to the next working day (民法典 art. 203): where the roll
   * decides something that binds. The day of a straw poll is no term of a law.
   */
  readonly objectionsEndOnWorkday: boolean
  /** Days the result stays public. */
  readonly publicationDays: number
  readonly mayChangeBallot: boolean
  /** Most mandates one person may hold; 0 where voting by proxy does not exist. */
  readonly proxiesPerHolder: number
  /** Whole-number weights other than one; never in a secret poll. */
  readonly mayWeigh: boolean
  /** Turnout of the whole electorate while voting is open (product §3.6). */
  readonly showsTurnout: boolean
  /** Only people whose identity staff have confirmed, of age on the day of the roll. */
  readonly needsIdentity: boolean
  readonly needsPartyStudy: boolean
  /** The set-up has to say on which rule a cast ballot counts as attendance. */
  readonly needsAttendanceRule: boolean
  /** The residents' meeting has to have let its representatives decide (居民委员会组织法 art. 30). */
  readonly needsAuthorisation: boolean
  readonly needsCity: boolean
  /** Options may be persons; committee elections are on paper whatever the pack (art. 19). */
  readonly mayNamePersons: boolean
}

const straw: RulePack = {
  id: 'straw_poll',
  version: '2026-01',
  label: '意向征询',
  sources: [committeeAct('第 32 条')],
  plain: [
    '这是意向征询，用来了解大家的想法，不是法律上的表决。',
    '得票最多的选项供居民委员会和协商会议参考。',
    '结果会全部公布，您可以自己重新数一遍。',
  ],
  electorates: ['person', 'household', 'owner', 'representative'],
  secrecies: ['secret', 'named'],
  methods: ['single', 'multiple', 'approval', 'score', 'ranked'],
  quorum: null,
  majority: null,
  noticeDays: 0,
  noticeSource: null,
  voteDays: [1, 60],
  objectionDays: 1,
  objectionsEndOnWorkday: false,
  publicationDays: 15,
  mayChangeBallot: true,
  proxiesPerHolder: 0,
  mayWeigh: true,
  showsTurnout: true,
  needsIdentity: false,
  needsPartyStudy: false,
  needsAttendanceRule: false,
  needsAuthorisation: false,
  needsCity: false,
  mayNamePersons: true,
}

const residents: RulePack = {
  id: 'residents_meeting',
  version: '2026-01',
  label: '居民会议表决',
  sources: [
    committeeAct('第 26 条'),
    committeeAct('第 27 条'),
    committeeAct('第 30 条'),
    committeeAct('第 34 条'),
  ],
  plain: [
    '这是居民会议表决：住在本社区、满 18 岁的居民一起决定，或者每户出一人决定，通过了就要照办。',
    '名册上要有超过一半的人（或户）参加，这次表决才算数。正好一半不算。',
    '参加的人里要有超过一半同意才通过。正好一半不通过。',
    '弃权算参加，不算同意。没有投票的不算参加。',
    '结果和落实情况至少公布 15 天。',
  ],
  electorates: ['person', 'household'],
  secrecies: ['named', 'secret'],
  methods: ['single', 'multiple', 'approval'],
  quorum: moreThan(1, 2),
  majority: moreThan(1, 2),
  noticeDays: 10,
  noticeSource: committeeAct('第 26 条'),
  voteDays: [1, 30],
  objectionDays: 5,
  objectionsEndOnWorkday: true,
  publicationDays: 15,
  mayChangeBallot: true,
  proxiesPerHolder: 3,
  mayWeigh: false,
  showsTurnout: true,
  needsIdentity: true,
  needsPartyStudy: true,
  needsAttendanceRule: true,
  needsAuthorisation: false,
  needsCity: false,
  mayNamePersons: true,
}

const representatives: RulePack = {
  ...residents,
  id: 'representatives_meeting',
  label: '居民代表会议表决',
  sources: [
    committeeAct('第 28 条'),
    committeeAct('第 29 条'),
    committeeAct('第 30 条'),
    committeeAct('第 34 条'),
  ],
  plain: [
    '这是居民代表会议表决：由大家推选的居民代表和居委会成员替大家决定，通过了就要照办。',
    '居民代表和居委会成员要有三分之二以上参加，这次表决才算数。正好三分之二算。',
    '参加的人里要有超过一半同意才通过。正好一半不通过。',
    '弃权算参加，不算同意。没有投票的不算参加。不能委托别人投票。',
    '结果和落实情况至少公布 15 天。',
  ],
  electorates: ['representative'],
  quorum: atLeast(2, 3),
  needsAuthorisation: true,
  // Art. 28 and 29 name no days; the ten of a residents' meeting are kept here too.
  noticeSource: null,
  proxiesPerHolder: 0,
}

const owners: RulePack = {
  id: 'owners_decision',
  version: '2026-01',
  label: '业主共同决定',
  sources: [civilCode('第 278 条'), civilCode('第 280 条')],
  plain: [
    '这是业主共同决定：由小区房屋的业主一起决定，租房住的不投，通过了全体业主都要照办。',
    '参加表决的业主，房屋面积和人数都要达到全体的三分之二以上，这次表决才算数。正好三分之二算。',
    '一般事项：参加的面积和人数里，都要有超过一半同意才通过。正好一半不通过。',
    '筹集维修资金、改建重建、改变共有部分用途或者用共有部分做经营：都要有四分之三以上同意才通过。正好四分之三算通过。',
    '一位业主有几套房，按一人算，面积全部计入。几个人共有一套房，合起来一票，意见不一致就不算。',
    '没卖出去和没交付的房子，合起来按一人算，由建设单位投。',
    '弃权算参加，不算同意。',
    '觉得决定侵害了自己权益的业主，可以在知道后的一年内请法院撤销。',
    '结果至少公布 15 天。',
  ],
  electorates: ['owner'],
  secrecies: ['named'],
  methods: ['single', 'multiple', 'approval'],
  quorum: atLeast(2, 3),
  majority: moreThan(1, 2),
  noticeDays: 15,
  noticeSource: ownersNotice,
  voteDays: [1, 60],
  objectionDays: 7,
  objectionsEndOnWorkday: true,
  publicationDays: 15,
  mayChangeBallot: true,
  proxiesPerHolder: 3,
  mayWeigh: false,
  showsTurnout: true,
  needsIdentity: true,
  needsPartyStudy: false,
  needsAttendanceRule: false,
  needsAuthorisation: false,
  needsCity: true,
  mayNamePersons: true,
}

export const rulePacks: Readonly<Record<PackId, RulePack>> = {
  straw_poll: straw,
  residents_meeting: residents,
  representatives_meeting: representatives,
  owners_decision: owners,
}

/** Three quarters of those who take part, for the items of {@link isSpecialItem}. */
export const SPECIAL_MAJORITY = atLeast(3, 4)

/**
 * Other thresholds of 城市居民委员会组织法 (2025), for pages that check a meeting or a petition on paper. Mind the two
 * wordings for representatives: a meeting needs 2/3 or more (art. 29), an election more than 2/3 (art. 19).
 */
export const committeeActThresholds = {
  /** Composition of the representatives' meeting: representatives among its members. */
  representativesAmongMembers: { rule: atLeast(4, 5), source: committeeAct('第 28 条') },
  electionTurnout: { rule: moreThan(1, 2), source: committeeAct('第 19 条') },
  electionTurnoutByRepresentatives: { rule: moreThan(2, 3), source: committeeAct('第 19 条') },
  elected: { rule: moreThan(1, 2), source: committeeAct('第 19 条') },
  electedInSecondRound: { rule: atLeast(1, 3), source: committeeAct('第 19 条') },
  petitionOfResidents: { rule: atLeast(1, 10), source: committeeAct('第 26 条') },
  petitionOfRepresentatives: { rule: atLeast(1, 3), source: committeeAct('第 26 条') },
  petitionForRepresentativesMeeting: { rule: atLeast(1, 5), source: committeeAct('第 28 条') },
  recallByResidents: { rule: atLeast(1, 10), source: committeeAct('第 20 条') },
} as const satisfies Record<string, { rule: ShareRule; source: Source }>

/** 第 279 条, and the other articles a refusal names. */
export const articles = {
  homeToBusiness: civilCode('第 279 条'),
  silence: civilCode('第 140 条第 2 款'),
  ownersDecide: civilCode('第 278 条'),
  committeeElection: committeeAct('第 19 条'),
  proxies: committeeAct('第 19 条'),
  residentsMeeting: committeeAct('第 27 条'),
  representativesMeeting: committeeAct('第 29 条'),
  notice: committeeAct('第 26 条'),
  partyStudy: committeeAct('第 30 条'),
  authorisation: committeeAct('第 30 条'),
  filing: committeeAct('第 31 条'),
  publication: committeeAct('第 34 条'),
  ownersNotice,
  area: {
    law: '最高人民法院关于审理建筑物区分所有权纠纷案件适用法律若干问题的解释',
    article: '第 8 条',
    effectiveFrom: '2021-01-01',
  },
} as const satisfies Record<string, Source>

const ARTICLE = /^第 (.+) 条$/

/** `2021年1月1日起施行` */
const inForce = ({ effectiveFrom }: Source): string => {
  const [year, month, day] = effectiveFrom.split('-').map(Number)
  return `${year}年${month}月${day}日起施行`
}

/** `《民法典》第 278、280 条（2021年1月1日起施行）`: each law is named once, in the order of `sources`. */
export function sourcesText(sources: readonly Source[]): string {
  const laws = sources.filter(({ law }, at) => sources.findIndex((one) => one.law === law) === at)
  return laws
    .map((first) => {
      const group = sources.filter(({ law }) => law === first.law)
      const numbers = group.map(({ article }) => ARTICLE.exec(article)?.[1])
      const named = numbers.every((number) => number !== undefined)
        ? sourceText({ ...first, article: `第 ${numbers.join('、')} 条` })
        : group.map(sourceText).join('、')
      return `${named}（${inForce(first)}）`
    })
    .join('、')
}

/** `《民法典》第 279 条`. */
export const sourceText = ({ law, article }: Source): string => {
  const [name = law, note] = law.split(/(?=（)/)
  return `《${name}》${note ?? ''}${article}`
}
