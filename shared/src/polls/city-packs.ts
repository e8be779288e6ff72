import type { Source } from './packs'

/**
 * What a city adds to 民法典 art. 278 (domain-facts §1.3). Without one, owners can only be asked in a straw poll:
 * notice, proof and channel differ too much to guess. All figures are days unless said otherwise.
 */
export interface CityPack {
  readonly id: string
  readonly label: string
  readonly version: string
  readonly source: Source
  /**
   * `compulsory`: the city's own system has to be used; Linli then prepares, exports and records the result.
   * `allowed`: an electronic vote elsewhere counts as well.
   */
  readonly officialSystem: 'compulsory' | 'allowed'
  /** `always`: those who are not online are asked on paper at the same time; `on_request`: whoever asks for paper. */
  readonly paper: 'always' | 'on_request'
  /** The proof of delivery to each owner has to be kept. */
  readonly needsProofOfDelivery: boolean
  readonly noticeDays: number
  readonly voteDays: readonly [min: number, max: number]
  /** The result is published within so many days of the decision. */
  readonly resultWithinDays: number
  /** How long it stays up, at least. */
  readonly publicationDays: number
  /** Whoever cannot be reached is called by a public notice for so long; null where nothing is said. */
  readonly undeliverableNoticeDays: number | null
  /** Most mandates one person may hold. */
  readonly proxiesPerHolder: number
  readonly mayPropertyStaffHoldProxies: false
  /** Whether parking places and garages are part of the area. */
  readonly countsParking: boolean
  /** Whether the rules of the owners may let silence follow the majority (the four proofs still apply). */
  readonly allowsFollowMajority: boolean
}

const regulation = (law: string, article: string): Source => ({ law, article, effectiveFrom: '2021-01-01' })

/** What the national texts ask for where a city says nothing; each city's row states only its own. */
const national = {
  version: '2025-04',
  officialSystem: 'allowed',
  paper: 'on_request',
  needsProofOfDelivery: true,
  noticeDays: 15,
  voteDays: [1, 60],
  resultWithinDays: 3,
  publicationDays: 15,
  undeliverableNoticeDays: null,
  proxiesPerHolder: 3,
  mayPropertyStaffHoldProxies: false,
  countsParking: true,
  allowsFollowMajority: true,
} as const satisfies Omit<CityPack, 'id' | 'label' | 'source'>

export const cityPacks: readonly CityPack[] = [
  {
    ...national,
    id: 'beijing',
    label: '北京市',
    source: regulation('北京市物业管理条例', '第 30、35、37 条'),
    officialSystem: 'compulsory',
  },
  {
    ...national,
    id: 'hangzhou',
    label: '杭州市',
    source: regulation('杭州市物业管理条例', '第 20、26、29、30 条'),
    voteDays: [5, 60],
  },
  {
    ...national,
    id: 'qingyuan',
    label: '清远市',
    source: regulation('清远市物业管理条例', '第 17 条'),
    officialSystem: 'compulsory',
    resultWithinDays: 7,
  },
  {
    ...national,
    id: 'liaocheng',
    label: '聊城市',
    source: regulation('聊城市物业管理条例', '互联网表决条'),
    paper: 'always',
  },
  {
    ...national,
    id: 'binzhou',
    label: '滨州市',
    source: regulation('滨州市物业管理条例', '第 13 条'),
    undeliverableNoticeDays: 5,
  },
  {
    ...national,
    id: 'zhoushan',
    label: '舟山市',
    source: regulation('舟山市物业管理条例', '第 17 条'),
    undeliverableNoticeDays: 7,
  },
  {
    ...national,
    id: 'weifang',
    label: '潍坊市',
    source: regulation('潍坊市物业管理条例', '第 32 条'),
    officialSystem: 'compulsory',
    proxiesPerHolder: 3,
  },
  {
    ...national,
    id: 'ningbo',
    label: '宁波市',
    source: regulation('宁波市住宅小区物业管理条例', '第 18 条'),
    countsParking: false,
  },
]

export const cityPackOf = (id: string | null): CityPack | null =>
  cityPacks.find((city) => city.id === id) ?? null
