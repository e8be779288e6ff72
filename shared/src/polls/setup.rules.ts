import { addDays, daysBetween, type IsoDay } from '../time'
import { cityPackOf, type CityPack } from './city-packs'
import { earliestDay } from './deadlines.rules'
import {
  articles,
  isSpecialItem,
  rulePacks,
  SPECIAL_MAJORITY,
  sourceText,
  type OwnerItem,
  type PollMatter,
  type RulePack,
  type Source,
} from './packs'
import {
  AGAINST,
  IN_FAVOUR,
  MOST_OPTIONS,
  MOST_QUESTIONS,
  MOST_SECRET_RANKED_OPTIONS,
  OPTION_KEYS,
  SMALLEST_SECRET_ROLL,
  electorateLabel,
  methodLabel,
  secrecyLabel,
  type DecisionRule,
  type PackId,
  type PollElectorate,
  type PollMethod,
  type PollQuestion,
  type PollSecrecy,
  type QuestionKind,
  type SilentPolicy,
} from './polls.kinds'
import { isShareRule, shareText, type ShareRule } from './share.rules'

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
  readonly questions: readonly DraftQuestion[]
  readonly isWeighted: boolean
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
  if (isWeighted && secrecy === 'secret')
    refusals.push(refuse('isWeighted', '不记名投票每票都一样，不能加权：票的份量会让人认出是谁'))
  else if (isWeighted && !pack.mayWeigh)
    refusals.push(refuse('isWeighted', `${pack.label}不能另外加权`, source))
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
        articles.proxies,
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
  const source = city?.source ?? pack.sources[0] ?? null
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
  if (new Set(options.map((option) => option.trim())).size < options.length)
    refusals.push(refuse(at('options'), '有两个选项是一样的'))
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

/** The rule a question is decided by; part of the frozen poll. */
export function decisionRuleOf(setup: PollSetup): DecisionRule {
  const pack = rulePacks[setup.packId]
  const isOwners = setup.packId === 'owners_decision'
  return {
    dimensions: isOwners ? ['votes', 'area'] : ['votes'],
    quorum: pack.quorum ?? setup.quorum,
    majority:
      isOwners && setup.ownerItem !== null && isSpecialItem(setup.ownerItem)
        ? SPECIAL_MAJORITY
        : (pack.majority ?? setup.majority),
    majorityOf: pack.majority === null ? setup.majorityOf : 'cast',
    silent: setup.silent,
  }
}

/** The questions as they are frozen. Only for a set-up without refusals. */
export function frozenQuestions(setup: PollSetup, ids: readonly string[]): PollQuestion[] {
  const decision = decisionRuleOf(setup)
  return setup.questions.map((question, index) => {
    const isRange = question.method === 'multiple' || question.method === 'ranked'
    return {
      id: ids[index] ?? `q${index + 1}`,
      kind: question.kind,
      text: question.text,
      method: question.method,
      options: question.options.map((text, at) => ({ key: OPTION_KEYS.charAt(at), text })),
      min: isRange ? question.min : 1,
      max: isRange ? question.max : question.method === 'single' ? 1 : question.options.length,
      scoreMax: question.method === 'score' ? question.scoreMax : 0,
      seats: question.kind === 'motion' ? 1 : question.seats,
      decision,
    }
  })
}

/** The two options of a motion, with their letters. */
export const motionOptions = [
  { key: IN_FAVOUR, text: '同意' },
  { key: AGAINST, text: '反对' },
] as const

/** The rules of this poll in the words the voter reads: the pack's, then what was chosen for this one. */
export function plainRules(setup: PollSetup): string[] {
  const pack = rulePacks[setup.packId]
  const city = cityPackOf(setup.cityId)
  const rule = decisionRuleOf(setup)
  const own = [
    ...(pack.quorum === null && rule.quorum !== null
      ? [`名册上要有${shareText(rule.quorum)}的人参加，结果才算数。`]
      : []),
    ...(pack.majority === null && rule.majority !== null
      ? [
          `${rule.majorityOf === 'cast' ? '参加的人' : '名册上的人'}里要有${shareText(rule.majority)}选，才算选中。`,
        ]
      : []),
    ...(setup.packId === 'owners_decision' && rule.majority !== null
      ? [`这一次是第 ${setup.ownerItem} 类事项：面积和人数都要${shareText(rule.majority)}同意。`]
      : []),
    ...(city ? [`按${city.label}的规定办理：${sourceText(city.source)}。`] : []),
    ...(setup.silent === 'follow_majority'
      ? [
          `按业主大会议事规则${setup.followProofs.clause}，送达后没有投票的，计入多数意见。结果会同时公布两种算法。`,
        ]
      : []),
    setup.secrecy === 'secret'
      ? '这次不记名：谁也不能把您和您的票对上。投出后不能改。'
      : pack.mayChangeBallot
        ? '这次记名：截止后，名册上的人和居务监督能看到每一票。截止前可以改。'
        : '这次记名：截止后，名册上的人和居务监督能看到每一票。投出后不能改。',
  ]
  return [...pack.plain, ...own]
}

/** What has to be there before a poll can open, and whether it is. */
export interface PreparationItem {
  readonly key: PreparationKey
  readonly isDone: boolean
  /** What is there, or what to do. */
  readonly text: string
}

export type PreparationKey =
  | 'setup'
  | 'official_system'
  | 'roll'
  | 'roll_size'
  | 'secret_households'
  | 'notice'
  | 'objections'
  | 'party_study'
  | 'attendance_rule'
  | 'filing'
  | 'paper'
  | 'delivery'

/** What has happened so far. */
export interface PreparationFacts {
  /** The day it is judged on, in Shanghai. */
  readonly today: IsoDay
  readonly noticeDay: IsoDay | null
  readonly rollPublishedOn: IsoDay | null
  /** The last day on which the roll can be objected to. */
  readonly objectionsUntil: IsoDay | null
  readonly rollRows: number
  /** People who would be on the roll if staff had confirmed their identity. */
  readonly unconfirmed: number
  readonly openObjections: number
  /** Shared rows of a secret poll that have not named who casts. */
  readonly rowsWithoutVoter: number
  readonly partyStudyOn: IsoDay | null
  readonly attendanceRule: string
  readonly willBeFiled: boolean
  readonly paperPlace: string
  readonly deliveryKept: boolean
  /** What the city's own system has counted is entered. */
  readonly officialRecorded: boolean
}

/** Whether the city makes its own system compulsory: then nothing is cast here (domain-facts §1.3). */
export const needsOfficialSystem = ({ packId, cityId }: Pick<PollSetup, 'packId' | 'cityId'>): boolean =>
  rulePacks[packId].needsCity && cityPackOf(cityId)?.officialSystem === 'compulsory'

/** The checklist of the poll desk; a poll opens when every item is done. */
export function preparationOf(setup: PollSetup, facts: PreparationFacts): PreparationItem[] {
  const pack = rulePacks[setup.packId]
  const city = cityPackOf(setup.cityId)
  const item = (key: PreparationKey, isDone: boolean, done: string, missing: string): PreparationItem => ({
    key,
    isDone,
    text: isDone ? done : missing,
  })
  const refusals = setupRefusals(setup)
  const noticeDays = city?.noticeDays ?? pack.noticeDays
  const earliest = facts.noticeDay === null ? null : earliestDay(facts.noticeDay, noticeDays, 'whole')
  const { objectionsUntil } = facts
  // A day has to lie between: nothing is frozen while objections can come, nor once voting should have begun.
  const earliestOpening = objectionsUntil === null ? null : addDays(objectionsUntil, 2)
  const [firstRefusal] = refusals
  return [
    item('setup', refusals.length === 0, '设置合规', firstRefusal ? refusalText(firstRefusal) : ''),
    ...(city && needsOfficialSystem(setup)
      ? [
          item(
            'official_system',
            facts.officialRecorded,
            '政府系统的表决结果已登记',
            `${city.label}要求用政府的电子投票系统：这里只做准备、导出名册和登记结果，不开放投票`,
          ),
        ]
      : []),
    ...(noticeDays > 0
      ? [
          item(
            'notice',
            earliest !== null && setup.opensOn >= earliest,
            `已在 ${facts.noticeDay} 通知，满 ${noticeDays} 天`,
            earliest === null
              ? `要在投票开始前 ${noticeDays} 天通知，请先发布通知`
              : `通知满 ${noticeDays} 天后，最早 ${earliest} 开始，请改开始日期`,
          ),
        ]
      : []),
    item('roll', facts.rollPublishedOn !== null, `名册已公布，${facts.rollRows} 行`, '请先生成并公布名册'),
    item(
      'roll_size',
      setup.secrecy === 'named' ? facts.rollRows > 0 : facts.rollRows >= SMALLEST_SECRET_ROLL,
      '名册人数够',
      setup.secrecy === 'named'
        ? '名册是空的'
        : `不记名投票名册上至少要 ${SMALLEST_SECRET_ROLL} 行，太少会让人猜出是谁，请改成记名`,
    ),
    ...(setup.secrecy === 'secret' && (setup.electorate === 'household' || setup.electorate === 'owner')
      ? [
          item(
            'secret_households',
            facts.rowsWithoutVoter === 0,
            '每户都定了由谁投票',
            `还有 ${facts.rowsWithoutVoter} 户没有定由谁投票`,
          ),
        ]
      : []),
    item(
      'objections',
      objectionsUntil !== null &&
        earliestOpening !== null &&
        facts.today > objectionsUntil &&
        setup.opensOn >= earliestOpening &&
        facts.openObjections === 0,
      `异议期已在 ${objectionsUntil} 结束，收到的异议都有答复`,
      objectionsUntil === null
        ? `名册公布后要留 ${pack.objectionDays} 天异议期`
        : earliestOpening !== null && setup.opensOn < earliestOpening
          ? `异议期到 ${objectionsUntil}，第二天锁定名册，投票最早 ${earliestOpening} 开始`
          : facts.openObjections > 0
            ? `还有 ${facts.openObjections} 条名册异议没有答复`
            : `异议可以提到 ${objectionsUntil}，这一天过后才能锁定`,
    ),
    ...(pack.needsPartyStudy
      ? [
          item(
            'party_study',
            facts.partyStudyOn !== null,
            `社区党组织已在 ${facts.partyStudyOn} 研究`,
            `请登记社区党组织研究的日期（${sourceText(articles.partyStudy)}）`,
          ),
        ]
      : []),
    ...(pack.needsAttendanceRule
      ? [
          item(
            'attendance_rule',
            facts.attendanceRule.trim() !== '',
            `投票算到会，依据：${facts.attendanceRule}`,
            '请写明依据哪条规则，投票算作到会',
          ),
        ]
      : []),
    ...(setup.matter === 'charter'
      ? [
          item(
            'filing',
            facts.willBeFiled,
            '通过后报街道备案',
            `请确认通过后由谁报街道备案（${sourceText(articles.filing)}）`,
          ),
        ]
      : []),
    ...(city
      ? [
          item(
            'paper',
            facts.paperPlace.trim() !== '',
            `纸质票：${facts.paperPlace}`,
            '请写明在哪里领纸质票',
          ),
          ...(city.needsProofOfDelivery
            ? [item('delivery', facts.deliveryKept, '送达证明已登记', '请登记逐户送达的证明')]
            : []),
        ]
      : []),
  ]
}

/** Whether the poll may open. */
export const isPrepared = (items: readonly PreparationItem[]): boolean => items.every(({ isDone }) => isDone)
