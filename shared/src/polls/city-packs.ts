import { articles, type Source } from './packs'

/**
 * What a city adds to 民法典 art. 278 (domain-facts §1.3). Without one, owners can only be asked in a straw poll:
 * notice, proof and channel differ too much to guess. All figures are days unless said otherwise.
 */
export interface CityPack extends CityFigures {
  readonly id: string
  readonly label: string
  readonly source: Source
  /** What `source` says itself; the other figures are not to be shown as if it did. */
  readonly stated: readonly (keyof CityFigures)[]
}

export interface CityFigures {
  readonly version: string
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
  /** Most mandates one person may hold; null where the city sets no number, and the pack's stands. */
  readonly proxiesPerHolder: number | null
  readonly mayPropertyStaffHoldProxies: false
  /** Whether parking places and garages are part of the area. */
  readonly countsParking: boolean
  /** Whether the rules of the owners may let silence follow the majority (the four proofs still apply). */
  readonly allowsFollowMajority: boolean
}

/** @param effectiveFrom as the last article of the regulation names it */
const regulation = (law: string, article: string, effectiveFrom: string): Source => ({
  law,
  article,
  effectiveFrom,
})

/**
 * What stands where a city says nothing; each city's row states only its own. The 15 days of notice are 物业管理条例
 * art. 14; the rest is asked of every formal vote of owners here, on the careful side (domain-facts §1.3).
 */
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
  proxiesPerHolder: null,
  mayPropertyStaffHoldProxies: false,
  countsParking: true,
  allowsFollowMajority: true,
} as const satisfies CityFigures

/** A city's row: its regulation, and of the figures those alone that the regulation states itself. */
const cityPack = (
  id: string,
  label: string,
  source: Source,
  stated: Partial<Omit<CityFigures, 'version'>>,
): CityPack => ({
  ...national,
  ...stated,
  ...{ id, label, source, stated: Object.keys(stated) as (keyof CityFigures)[] },
})

export const cityPacks: readonly CityPack[] = [
  cityPack(
    'beijing',
    '北京市',
    regulation('北京市物业管理条例', '第 30、35、37 条', '2020-05-01'),
    // Art. 35 and 37.
    { officialSystem: 'compulsory', noticeDays: 15, resultWithinDays: 3 },
  ),
  cityPack(
    'hangzhou',
    '杭州市',
    regulation('杭州市物业管理条例', '第 20、26、29、30 条', '2022-03-01'),
    // Art. 20 and 30.
    { paper: 'on_request', voteDays: [5, 60], publicationDays: 15 },
  ),
  cityPack('qingyuan', '清远市', regulation('清远市住宅小区物业管理条例', '第 17 条', '2023-02-01'), {
    ...{ officialSystem: 'compulsory', resultWithinDays: 7, publicationDays: 15 },
  }),
  cityPack('liaocheng', '聊城市', regulation('聊城市物业管理条例', '第 16 条', '2021-03-01'), {
    ...{ paper: 'always', allowsFollowMajority: true },
  }),
  cityPack('binzhou', '滨州市', regulation('滨州市住宅物业管理条例', '第 13 条', '2019-10-01'), {
    ...{ needsProofOfDelivery: true, undeliverableNoticeDays: 5 },
  }),
  cityPack('zhoushan', '舟山市', regulation('舟山市物业管理条例', '第 17 条', '2019-09-01'), {
    ...{ undeliverableNoticeDays: 7, mayPropertyStaffHoldProxies: false },
  }),
  cityPack('weifang', '潍坊市', regulation('潍坊市物业管理条例', '第 32 条', '2022-03-01'), {
    ...{ officialSystem: 'compulsory', noticeDays: 15, proxiesPerHolder: 3 },
  }),
  cityPack('ningbo', '宁波市', regulation('宁波市住宅小区物业管理条例', '第 18 条', '2022-04-01'), {
    countsParking: false,
  }),
]

/** Where a figure of a city's comes from: its regulation, the national one for the notice, or null where nobody says. */
export function citySourceOf(city: CityPack, figure: keyof CityFigures): Source | null {
  if (city.stated.includes(figure)) return city.source
  return figure === 'noticeDays' ? articles.ownersNotice : null
}

export const cityPackOf = (id: string | null): CityPack | null =>
  cityPacks.find((city) => city.id === id) ?? null
