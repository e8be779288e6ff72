import type { ClockFacts } from './opinions.clock'

/**
 * Who may lead a case or help with it. An organisation is known in its community by the name its people hold their
 * role under; the street office is one for all communities of the street.
 */
export const partyKinds = ['community', 'worker', 'organisation', 'street'] as const
export type PartyKind = (typeof partyKinds)[number]

export interface Party {
  /** `community`, `street`, `worker:acc_…`, `organisation:nod_…:锦程物业`. */
  readonly key: string
  readonly kind: PartyKind
  /** `锦程物业`, `网格员 李敏`, `社区`, `街道`. */
  readonly label: string
}

export const communityParty: Party = { key: 'community', kind: 'community', label: '社区' }
export const streetParty: Party = { key: 'street', kind: 'street', label: '街道' }

export const workerParty = (accountId: string, name: string): Party => ({
  key: `worker:${accountId}`,
  kind: 'worker',
  label: `网格员 ${name}`,
})
/** The key names the community: two communities may work with companies of the same name. */
export const organisationParty = (communityId: string, name: string): Party => ({
  key: `organisation:${communityId}:${name}`,
  kind: 'organisation',
  label: name,
})

/** Parties outside the community's office: they read a checked copy and never the case itself. */
export const isOutside = ({ kind }: Pick<Party, 'kind'>): boolean => kind === 'organisation'

/** A helper has a task of its own with its own deadline (协办). */
export interface HelperFacts {
  readonly party: Party
  readonly task: string
  readonly clock: ClockFacts
}

/** Why a case comes back, each said to whoever sent it. `outside_list` is the one-tap refusal of product §2.2. */
export const handBackReasons = {
  outside_list: { label: '不在职责清单内', detail: '清单以外的事可以不接，期限照常计算' },
  not_ours: { label: '不归我们办', detail: '请写明该由谁办' },
  wrong_place: { label: '位置不对', detail: '现场没有，或者不在我们管的范围' },
  others_first: { label: '要别的单位先办', detail: '请写明是哪个单位、先办什么' },
} as const
export type HandBackReason = keyof typeof handBackReasons
export const handBackReasonCodes = Object.keys(handBackReasons) as [HandBackReason, ...HandBackReason[]]

/**
 * For whom a case waits. What depends on residents or the season stops the clock; another unit's delay does not,
 * because the resident waits all the same.
 */
export const holdReasons = {
  resident: { label: '等居民', pauses: true },
  vote: { label: '等业主表决', pauses: true },
  season: { label: '等季节或天气', pauses: true },
  unit: { label: '等别的单位', pauses: false },
} as const
export type HoldReason = keyof typeof holdReasons
/** What staff choose from; waiting for the resident comes with a question. */
export const holdReasonCodes = ['vote', 'season', 'unit'] as const satisfies readonly HoldReason[]

/**
 * Somebody at work who is named in a case (回避). An organisation is barred by its party key: then nobody of it may
 * handle the case, read its notes or find it.
 */
export const staffKey = (accountId: string): string => `person:${accountId}`

/** Whether a party may not be given a case because it, or the worker it is, is named in it. */
export const isBarredParty = (
  barred: readonly string[],
  { key, kind }: Pick<Party, 'key' | 'kind'>,
): boolean => barred.includes(kind === 'worker' ? staffKey(key.slice('worker:'.length)) : key)

/** Whom a text names of those who work here. A name of one letter would be found everywhere. */
export const namedIn = <Who extends { readonly name: string }>(text: string, all: readonly Who[]): Who[] =>
  all.filter(({ name }) => [...name].length >= 2 && text.includes(name))

/** The key of an organisation in the community its own has gone into; every other key as it is. */
export const movedPartyKey = (key: string, from: string, into: string): string => {
  const before = `organisation:${from}:`
  return key.startsWith(before) ? `organisation:${into}:${key.slice(before.length)}` : key
}
