import { daysBetween, type IsoDay } from '../time'
import { type Candidate, candidateRefusals } from './candidates.rules'
import { type CityPack, cityPackOf, citySourceOf } from './city-packs'
import {
  articles,
  type OwnerItem,
  type PollMatter,
  type RulePack,
  rulePacks,
  type Source,
  sourceText,
} from './packs'
import {
  electorateLabel,
  methodLabel,
  MOST_OPTIONS,
  MOST_QUESTIONS,
  MOST_SECRET_RANKED_OPTIONS,
  type PackId,
  type PollElectorate,
  type PollMethod,
  type PollSecrecy,
  type QuestionKind,
  secrecyLabel,
  type SilentPolicy,
} from './polls.kinds'
import { isShareRule, type ShareRule, shareText } from './share.rules'
import { type ListedVotes, weightRefusals } from './weights.rules'

/** A question as its author writes it. */
export interface DraftQuestion {
  readonly kind: QuestionKind
  readonly text: string
  readonly method: PollMethod
  /** For and against of a motion; the candidates or answers of a choice. */
  readonly options: readonly string[]
  readonly min: number
  readonly max: number
  readonly scoreMax: number
  readonly seats: number
  /** One for each option, in their order, where the options are persons. */
  readonly candidates?: readonly Candidate[] | undefined
}

/** What 民法典 art. 140 asks before silence may be taken as an answer (domain-facts §1.4): all four, or none. */
export interface FollowProofs {
  /** The clause of the owners' rules of procedure, `第 12 条`. */
  readonly clause: string
  readonly deliveredToEach: boolean
  readonly warnedOnBallot: boolean
  readonly reviewedByStreet: boolean
}

/** Everything about a poll that a law can mind. */
export interface PollSetup {
  readonly packId: PackId
  readonly cityId: string | null
  readonly matter: PollMatter
  readonly ownerItem: OwnerItem | null
  readonly secrecy: PollSecrecy
  readonly electorate: PollElectorate
  /**
   * Also people whose identity staff have not confirmed: in a straw poll alone, and only where its author says so.
   * They may be asked what they think, and do not count where residents decide (居民委员会组织法 art. 26, 27).
   */
  readonly takesUnconfirmed?: boolean | undefined
  readonly questions: readonly DraftQuestion[]
  readonly isWeighted: boolean
  /** Who has how many votes, where they are listed one by one. */
  readonly weights?: ListedVotes | undefined
  /** Chosen by the author where the pack leaves it open; otherwise null. */
  readonly quorum: ShareRule | null
  readonly majority: ShareRule | null
  readonly majorityOf: 'cast' | 'roll'
  readonly silent: SilentPolicy
  readonly followProofs: FollowProofs
  readonly proxiesPerHolder: number
  readonly opensOn: IsoDay
  readonly closesOn: IsoDay
}

/** Whether the roll names persons, each of whom is one human, rather than homes and owners. */
export const isByPerson = ({ electorate }: Pick<PollSetup, 'electorate'>): boolean =>
  electorate === 'person' || electorate === 'representative'

/** Whether a roll of persons holds only those whose identity staff have confirmed. */
export const needsConfirmed = ({
  packId,
  takesUnconfirmed,
}: Pick<PollSetup, 'packId' | 'takesUnconfirmed'>): boolean =>
  rulePacks[packId].needsIdentity || takesUnconfirmed !== true

/**
 * Whether a ballot takes somebody whose identity staff have confirmed: on a roll of persons, and for the household where
 * residents decide (domain-facts §2.1). Owners stand in the register of homes by what the desk has seen of the property.
 */
export const castsConfirmed = (
  setup: Pick<PollSetup, 'packId' | 'takesUnconfirmed' | 'electorate'>,
): boolean =>
  isByPerson(setup)
    ? needsConfirmed(setup)
    : setup.electorate === 'household' && rulePacks[setup.packId].needsIdentity

/** Why a set-up is refused: a sentence that says what to do instead, and the article. */
export interface SetupRefusal {
  /** The field of the form, in dots. */
  readonly path: string
  readonly text: string
  readonly source: Source | null
}

const refuse = (path: string, text: string, source: Source | null = null): SetupRefusal => ({
  path,
  text,
  source,
})

/** `…（《民法典》第 279 条）`: the refusal as it is shown. */
export const refusalText = ({ text, source }: SetupRefusal): string =>
  source === null ? text : `${text}（${sourceText(source)}）`

/** All reasons why the poll cannot be held like this; empty when it can. What is only missing yet is no refusal. */
export function setupRefusals(setup: PollSetup): SetupRefusal[] {
  const pack = rulePacks[setup.packId]
  const city = cityPackOf(setup.cityId)
  return [
    ...matterRefusals(setup, pack),
    ...formRefusals(setup, pack),
    ...ruleRefusals(setup, pack, city),
    ...timeRefusals(setup, pack, city),
    ...setup.questions.flatMap((question, index) => questionRefusals(setup, pack, question, index)),
    ...candidateRefusals(setup),
  ]
}

function matterRefusals({ matter, packId, cityId, ownerItem }: PollSetup, pack: RulePack): SetupRefusal[] {
  if (matter === 'home_to_business')
    return [
      refuse(
        'matter',
        '住宅改为经营性用房要有利害关系的业主一致同意，多数决定不了，不能发起表决',
        articles.homeToBusiness,
      ),
    ]
  if (matter === 'committee_election')
    return [
      refuse('matter', '居民委员会的选举和罢免要到场写票，请用纸质选票办理', articles.committeeElection),
    ]
  if (packId === 'owners_decision' && (matter !== 'owners_item' || ownerItem === null))
    return [refuse('ownerItem', '请选择是九类共同决定事项中的哪一类', articles.ownersDecide)]
  if (packId !== 'owners_decision' && packId !== 'straw_poll' && matter === 'owners_item')
    return [
      refuse('packId', '这是业主共同决定的事项，请用“业主共同决定”，或者先做意向征询', articles.ownersDecide),
    ]
  if (matter === 'owners_item' && ownerItem === null)
    return [refuse('ownerItem', '请选择是九类共同决定事项中的哪一类', articles.ownersDecide)]
  if (pack.needsCity && cityPackOf(cityId) === null)
    return [refuse('cityId', '本地还没有业主表决的规则包，目前只能做意向征询', articles.ownersDecide)]
  return []
}

function formRefusals(setup: PollSetup, pack: RulePack): SetupRefusal[] {
  const { secrecy, electorate, isWeighted, questions } = setup
  const [source = null] = pack.sources
  const refusals: SetupRefusal[] = []
  if (!pack.electorates.includes(electorate))
    refusals.push(refuse('electorate', `${pack.label}不能按“${electorateLabel[electorate]}”计票`, source))
  if (!pack.secrecies.includes(secrecy))
    refusals.push(
      pack.id === 'owners_decision'
        ? refuse('secrecy', '业主表决按面积计票，只能记名', source)
        : refuse('secrecy', `${pack.label}不能用${secrecyLabel[secrecy]}投票`, source),
    )
  if (setup.takesUnconfirmed === true && pack.needsIdentity)
    refusals.push(refuse('takesUnconfirmed', `${pack.label}只算身份核对过的人`, source))
  if (isWeighted && secrecy === 'secret')
    refusals.push(refuse('isWeighted', '不记名投票每票都一样，不能加权：票的份量会让人认出是谁'))
  else if (isWeighted && !pack.mayWeigh)
    refusals.push(refuse('isWeighted', `${pack.label}不能另外加权`, source))
  else refusals.push(...weightRefusals(setup))
  if (questions.length === 0) refusals.push(refuse('questions', '至少要有一个问题'))
  if (questions.length > MOST_QUESTIONS) refusals.push(refuse('questions', `最多 ${MOST_QUESTIONS} 个问题`))
  return refusals
}

function ruleRefusals(setup: PollSetup, pack: RulePack, city: CityPack | null): SetupRefusal[] {
  const { quorum, majority, silent, followProofs, proxiesPerHolder, secrecy, packId } = setup
  const [source = null] = pack.sources
  const refusals: SetupRefusal[] = []
  if (quorum !== null && pack.quorum !== null)
    refusals.push(refuse('quorum', `参加的人数法律已经定了：${shareText(pack.quorum)}，不能另定`, source))
  if (majority !== null && pack.majority !== null)
    refusals.push(refuse('majority', '通过的比例法律已经定了，不能另定', source))
  for (const [path, rule] of [
    ['quorum', quorum],
    ['majority', majority],
  ] as const)
    if (rule !== null && !isShareRule(rule))
      refusals.push(refuse(path, '比例要在 0 到 1 之间，分母不超过 100'))
  const mostProxies = Math.min(pack.proxiesPerHolder, city?.proxiesPerHolder ?? pack.proxiesPerHolder)
  if (proxiesPerHolder > mostProxies)
    refusals.push(
      refuse(
        'proxiesPerHolder',
        mostProxies === 0 ? `${pack.label}不能委托投票` : `一个人最多接受 ${mostProxies} 人委托`,
        proxySource(setup, city),
      ),
    )
  if (proxiesPerHolder > 0 && secrecy === 'secret')
    refusals.push(refuse('proxiesPerHolder', '不记名投票不能委托：受托人会知道别人的票'))
  if (silent === 'follow_majority') {
    if (packId !== 'owners_decision' || city?.allowsFollowMajority !== true)
      refusals.push(refuse('silent', '没有投票不能算作同意或者反对', articles.silence))
    else refusals.push(...followRefusals(followProofs))
    if (setup.questions.some(({ kind }) => kind !== 'motion'))
      refusals.push(refuse('silent', '有多个选项时，没有投票不能算给哪一项', articles.silence))
  }
  return refusals
}

/** Where the number of mandates comes from: owners have none from the act of the residents' committee. */
function proxySource({ packId }: PollSetup, city: CityPack | null): Source | null {
  if (packId === 'owners_decision') return city && citySourceOf(city, 'proxiesPerHolder')
  return packId === 'straw_poll' ? null : articles.proxies
}

function followRefusals({
  clause,
  deliveredToEach,
  warnedOnBallot,
  reviewedByStreet,
}: FollowProofs): SetupRefusal[] {
  const missing = [
    ...(clause.trim() === '' ? ['议事规则的条款号'] : []),
    ...(deliveredToEach ? [] : ['逐户送达的证据']),
    ...(warnedOnBallot ? [] : ['票面上写明不投票的后果']),
    ...(reviewedByStreet ? [] : ['街道复核']),
  ]
  return missing.length === 0
    ? []
    : [refuse('followProofs', `未投票计入多数意见还缺：${missing.join('、')}`, articles.silence)]
}

function timeRefusals(setup: PollSetup, pack: RulePack, city: CityPack | null): SetupRefusal[] {
  const days = daysBetween(setup.opensOn, setup.closesOn) + 1
  const [fewest, most] = city?.voteDays ?? pack.voteDays
  const source = city ? citySourceOf(city, 'voteDays') : null
  if (days < 1) return [refuse('closesOn', '截止日不能早于开始日')]
  if (days < fewest || days > most)
    return [refuse('closesOn', `投票要开放 ${fewest} 到 ${most} 天，现在是 ${days} 天`, source)]
  return []
}

function questionRefusals(
  { secrecy }: PollSetup,
  pack: RulePack,
  question: DraftQuestion,
  index: number,
): SetupRefusal[] {
  const at = (field: string) => `questions.${index}.${field}`
  const { kind, method, options, min, max, scoreMax, seats } = question
  const [source = null] = pack.sources
  const refusals: SetupRefusal[] = []
  if (!pack.methods.includes(method))
    refusals.push(
      refuse(at('method'), `${pack.label}不能用“${methodLabel[method]}”，请用单选、多选或赞成投票`, source),
    )
  if (kind === 'motion' && (method !== 'single' || options.length !== 2))
    refusals.push(refuse(at('options'), '表决议案只有“同意”和“反对”两项，弃权会自动加上'))
  if (options.length < 2 || options.length > MOST_OPTIONS)
    refusals.push(refuse(at('options'), `选项要有 2 到 ${MOST_OPTIONS} 个`))
  // Two that are still empty are missing, not the same.
  const written = options.map((option) => option.trim()).filter((option) => option !== '')
  if (new Set(written).size < written.length) refusals.push(refuse(at('options'), '有两个选项是一样的'))
  if (
    secrecy === 'secret' &&
    (method === 'ranked' || method === 'score') &&
    options.length > MOST_SECRET_RANKED_OPTIONS
  )
    refusals.push(
      refuse(
        at('options'),
        `不记名的排序和打分最多 ${MOST_SECRET_RANKED_OPTIONS} 个选项：再多，一种填法就可能只有一个人，等于签了名`,
      ),
    )
  if ((method === 'multiple' || method === 'ranked') && !(min >= 1 && min <= max && max <= options.length))
    refusals.push(refuse(at('max'), '最少和最多选几项对不上，请检查'))
  if (method === 'score' && !(scoreMax >= 1 && scoreMax <= 9))
    refusals.push(refuse(at('scoreMax'), '最高分是 1 到 9 分'))
  if (
    seats < 1 ||
    seats >= options.length + (kind === 'motion' ? 0 : 1) ||
    (seats > 1 && !isForSeveral(method))
  )
    refusals.push(refuse(at('seats'), '选出几项对不上，请检查'))
  return refusals
}

/** Methods that can fill several seats: of a run-off there is one winner. */
const isForSeveral = (method: PollMethod): boolean => method !== 'ranked' && method !== 'single'
