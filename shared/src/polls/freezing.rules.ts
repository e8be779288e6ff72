import { candidatesOf, drawnOrder } from './candidates.rules'
import { cityPackOf } from './city-packs'
import { needsOfficialSystem, type PreparationFacts } from './preparation.rules'
import { isSpecialItem, ownerItemLabel, rulePacks, sourceText, SPECIAL_MAJORITY } from './packs'
import { AGAINST, type DecisionRule, IN_FAVOUR, OPTION_KEYS, type PollQuestion } from './polls.kinds'
import { shareText } from './share.rules'
import { castsConfirmed, type DraftQuestion, isByPerson, needsConfirmed, type PollSetup } from './setup.rules'
import { weighingText } from './weights.rules'
import { dayText, type IsoDay } from '../time'

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

/**
 * The questions as they are frozen. Only for a set-up without refusals.
 * @param rollFingerprint draws the order of candidates; before the roll is out they stand as they were entered
 */
export function frozenQuestions(
  setup: PollSetup,
  ids: readonly string[],
  rollFingerprint: string | null = null,
): PollQuestion[] {
  const decision = decisionRuleOf(setup)
  return setup.questions.map((question, index) => {
    const isRange = question.method === 'multiple' || question.method === 'ranked'
    return {
      id: ids[index] ?? `q${index + 1}`,
      kind: question.kind,
      text: question.text,
      method: question.method,
      options: orderOf(question, rollFingerprint).map((place, at) => ({
        key: OPTION_KEYS.charAt(at),
        text: question.options[place] ?? '',
        ...(question.candidates && { about: question.candidates[place]?.about ?? '' }),
      })),
      min: isRange ? question.min : 1,
      max: isRange ? question.max : question.method === 'single' ? 1 : question.options.length,
      scoreMax: question.method === 'score' ? question.scoreMax : 0,
      seats: question.kind === 'motion' ? 1 : question.seats,
      decision,
    }
  })
}

const orderOf = (
  { options, candidates }: DraftQuestion,
  rollFingerprint: string | null,
): readonly number[] =>
  candidates === undefined || rollFingerprint === null
    ? options.map((_, place) => place)
    : drawnOrder(rollFingerprint, options)

/** What becomes of a ballot. Where the city's own system is compulsory none is taken here (domain-facts §1.3). */
function ballotRule(setup: PollSetup): string {
  if (needsOfficialSystem(setup))
    return '这次在政府的电子投票系统里投票，这里不收票，只公布名册和登记的结果。'
  if (setup.secrecy === 'secret') return '这次不记名：谁也不能把您和您的票对上。投出后不能改。'
  const seen = '这次记名：截止后，名册上的人和居务监督能看到每一票。'
  return `${seen}${rulePacks[setup.packId].mayChangeBallot ? '截止前可以改。' : '投出后不能改。'}`
}

/** Who of the residents stands on a roll of persons. */
const identityRule = (setup: PollSetup): string =>
  needsConfirmed(setup)
    ? '名册上只有身份核对过的人，一人一行。'
    : '身份还没核对过的居民也在名册上，只用来了解想法。一个人留过两个手机号的，可能有两行。'

/** The two options of a motion, with their letters. */
export const motionOptions = [
  { key: IN_FAVOUR, text: '同意' },
  { key: AGAINST, text: '反对' },
] as const

/**
 * What was recorded around this poll and decides for a voter: on which rule a ballot counts as being there, by what
 * representatives may decide, that the party organisation has studied the matter first (居民委员会组织法 art. 27, 30), and where there is paper for whoever
 * does not vote on a phone.
 */
export function recordedRules(
  { packId }: Pick<PollSetup, 'packId'>,
  {
    attendanceRule,
    authorisation,
    partyStudyOn,
    paperPlace,
  }: Pick<PreparationFacts, 'attendanceRule' | 'authorisation' | 'partyStudyOn' | 'paperPlace'>,
  today: IsoDay,
): string[] {
  const { needsAttendanceRule, needsAuthorisation, needsPartyStudy } = rulePacks[packId]
  return [
    ...(needsAttendanceRule && attendanceRule.trim() !== ''
      ? [`投了票就算到会，依据是${attendanceRule.trim()}。`]
      : []),
    ...(needsAuthorisation && authorisation.trim() !== ''
      ? [`居民会议授权代表会议决定这件事，依据是${authorisation.trim()}。`]
      : []),
    ...(needsPartyStudy && partyStudyOn !== null && partyStudyOn <= today
      ? [`社区党组织已在 ${dayText(partyStudyOn, today)}研究过这件事。`]
      : []),
    ...(paperPlace.trim() === '' ? [] : [`不用手机投的，可以领纸票：${paperPlace.trim()}。`]),
  ]
}

/** What becomes of owners who do not answer (domain-facts §1.4). */
const silentRule = ({ silent, followProofs }: PollSetup): string =>
  silent === 'follow_majority'
    ? `按业主大会议事规则${followProofs.clause}，送达后没有投票的，计入多数意见；面积和人数的多数不一致时不计入。结果会同时公布两种算法。`
    : '没有投票的不算参加。'

/** The rules of this poll in the words the voter reads: the pack's, then what was chosen for this one. */
export function plainRules(setup: PollSetup): string[] {
  const pack = rulePacks[setup.packId]
  const city = cityPackOf(setup.cityId)
  const rule = decisionRuleOf(setup)
  const weighing = weighingText(setup)
  // Where votes are weighed a share is one of votes, not of people.
  const who = weighing === null ? '人' : '票'
  const own = [
    ...(isByPerson(setup) ? [identityRule(setup)] : []),
    ...(setup.electorate === 'household' && castsConfirmed(setup)
      ? ['一户一票，在手机上由家里身份核对过、满 18 岁的人投。还没核对的，带证件到社区投纸票。']
      : []),
    ...(weighing === null ? [] : [`${weighing}。名册上写着每一行是几票。`]),
    ...(pack.quorum === null && rule.quorum !== null
      ? [`名册上要有${shareText(rule.quorum)}的${who}参加，结果才算数。`]
      : []),
    ...(pack.majority === null && rule.majority !== null
      ? [
          `${rule.majorityOf === 'cast' ? '参加的' : '名册上的'}${who}里要有${shareText(rule.majority)}选，才算选中。`,
        ]
      : []),
    ...(setup.packId === 'owners_decision' && setup.ownerItem !== null && rule.majority !== null
      ? [
          `这一次是“${ownerItemLabel[setup.ownerItem]}”：参加的面积和人数里，都要有${shareText(rule.majority)}同意。`,
        ]
      : []),
    ...(city
      ? [
          `按${city.label}的规定办理：${sourceText(city.source)}。`,
          city.countsParking ? '车位、车库有面积的，也算在面积里。' : '车位、车库不算面积。',
        ]
      : []),
    ...(setup.packId === 'owners_decision' ? [silentRule(setup)] : []),
    ...(candidatesOf(setup).length > 0
      ? ['候选人的先后由名册指纹抽签排定，谁都可以重新排一遍。候选人不管这次的票，也不替别人投。']
      : []),
    ballotRule(setup),
  ]
  return [...pack.plain, ...own]
}
