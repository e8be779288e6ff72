import { addDays, dayText, type IsoDay } from '../time'
import { type CityPack, cityPackOf, citySourceOf } from './city-packs'
import { earliestDay } from './deadlines.rules'
import { articles, committeeActThresholds, rulePacks, sourceText } from './packs'
import { leftOutTitle, SMALLEST_SECRET_ROLL } from './polls.kinds'
import { type PollSetup, refusalText, setupRefusals } from './setup.rules'
import { meetsShare, shareText } from './share.rules'

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
  | 'areas'
  | 'composition'
  | 'secret_households'
  | 'notice'
  | 'objections'
  | 'party_study'
  | 'attendance_rule'
  | 'authorisation'
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
  /** The same of a roll that is published today. */
  readonly objectionsWouldEnd: IsoDay
  readonly rollRows: number
  /** People who were meant to be on the roll and are not: identity or day of birth unknown, or under age. */
  readonly leftOut: number
  /** Homes on a roll of households of which nobody may cast on a phone. */
  readonly homesOnPaper: number
  /** Rooms on a roll of owners whose area the tree does not know although it counts. */
  readonly roomsWithoutArea: number
  readonly openObjections: number
  /** Shared rows of a secret poll that have not named who casts. */
  readonly rowsWithoutVoter: number
  readonly partyStudyOn: IsoDay | null
  /** Of the rows of a representatives' meeting: members of the committee; null while nobody has said. */
  readonly committeeMembers: number | null
  readonly attendanceRule: string
  readonly authorisation: string
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
  const said = (day: IsoDay | null): string => (day === null ? '' : dayText(day, facts.today))
  const refusals = setupRefusals(setup)
  const noticeDays = city?.noticeDays ?? pack.noticeDays
  const noticeSource = city ? citySourceOf(city, 'noticeDays') : pack.noticeSource
  const noticeLaw = noticeSource ? `（${sourceText(noticeSource)}）` : ''
  const earliest = facts.noticeDay === null ? null : earliestDay(facts.noticeDay, noticeDays, 'whole')
  // A day that is planned is no notice, and no study, yet.
  const isNoticed = facts.noticeDay !== null && facts.noticeDay <= facts.today
  const isStudied = facts.partyStudyOn !== null && facts.partyStudyOn <= facts.today
  const { objectionsUntil, objectionsWouldEnd } = facts
  // A day has to lie between: nothing is frozen while objections can come, nor once voting should have begun.
  const earliestOpening = addDays(objectionsUntil ?? objectionsWouldEnd, 2)
  const isTooEarly = setup.opensOn < earliestOpening
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
            earliest !== null && setup.opensOn >= earliest && isNoticed,
            `已在 ${said(facts.noticeDay)}通知，满 ${noticeDays} 天`,
            earliest === null
              ? `要在投票开始前 ${noticeDays} 天通知，请先发布通知${noticeLaw}`
              : setup.opensOn < earliest
                ? `通知满 ${noticeDays} 天后，最早 ${said(earliest)}开始，请改开始日期${noticeLaw}`
                : `登记的通知日子是${said(facts.noticeDay)}，还没到，通知发布了再锁定名册`,
          ),
        ]
      : []),
    item(
      'roll',
      facts.rollPublishedOn !== null,
      `名册已公布，${facts.rollRows} 行${leftOutText(setup, facts)}`,
      '请先生成并公布名册',
    ),
    item(
      'roll_size',
      setup.secrecy === 'named' ? facts.rollRows > 0 : facts.rollRows >= SMALLEST_SECRET_ROLL,
      '名册人数够',
      setup.secrecy === 'named'
        ? '名册是空的'
        : `不记名投票名册上至少要 ${SMALLEST_SECRET_ROLL} 行，太少会让人猜出是谁，请改成记名`,
    ),
    ...(setup.packId === 'owners_decision'
      ? [
          item(
            'areas',
            facts.roomsWithoutArea === 0,
            '名册上每一处的面积都登记了',
            `还有 ${facts.roomsWithoutArea} 处没有登记面积，三分之二就算不准。请按产权登记、实测、买卖合同的先后补上，再重新生成名册（${sourceText(articles.area)}）`,
          ),
        ]
      : []),
    ...(setup.packId === 'representatives_meeting' ? [compositionItem(facts)] : []),
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
      objectionsUntil !== null && facts.today > objectionsUntil && !isTooEarly && facts.openObjections === 0,
      `异议期已在 ${said(objectionsUntil)}结束，收到的异议都有答复`,
      objectionsUntil === null
        ? `名册公布后要留 ${pack.objectionDays} 天异议期，今天公布的话到 ${said(objectionsWouldEnd)}${
            isTooEarly ? `，投票最早 ${said(earliestOpening)}开始，请先改开始日期` : ''
          }`
        : isTooEarly
          ? `异议期到 ${said(objectionsUntil)}，第二天锁定名册，投票最早 ${said(earliestOpening)}开始`
          : facts.openObjections > 0
            ? `还有 ${facts.openObjections} 条名册异议没有答复`
            : `异议可以提到 ${said(objectionsUntil)}，这一天过后才能锁定`,
    ),
    ...(pack.needsPartyStudy
      ? [
          item(
            'party_study',
            isStudied,
            `社区党组织已在 ${said(facts.partyStudyOn)}研究`,
            facts.partyStudyOn === null
              ? `请登记社区党组织研究的日期（${sourceText(articles.partyStudy)}）`
              : `登记的研究日子是${said(facts.partyStudyOn)}，还没到，要先研究再表决（${sourceText(articles.partyStudy)}）`,
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
    ...(pack.needsAuthorisation
      ? [
          item(
            'authorisation',
            facts.authorisation.trim() !== '',
            `居民会议授权代表会议决定，依据：${facts.authorisation}`,
            `这类事项由居民会议决定，授权了代表会议才能定：请写明哪一次居民会议授权的（${sourceText(articles.authorisation)}）`,
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
            city.paper === 'always'
              ? `${city.label}要求同时用纸质票问不上网的业主，请写明在哪里领`
              : '请写明在哪里领纸质票',
          ),
          ...(city.needsProofOfDelivery
            ? [
                item(
                  'delivery',
                  facts.deliveryKept,
                  `已登记：${deliveryText(city)}`,
                  `请登记：${deliveryText(city)}`,
                ),
              ]
            : []),
        ]
      : []),
  ]
}

/** What whoever prepares an owners' decision confirms of its delivery, in the city's terms. */
export const deliveryText = ({
  undeliverableNoticeDays,
}: Pick<CityPack, 'undeliverableNoticeDays'>): string =>
  undeliverableNoticeDays === null
    ? '逐户送达的证明已经留好'
    : `逐户送达的证明已经留好，联系不上的已公告满 ${undeliverableNoticeDays} 天`

/** Art. 28: of the members of a representatives' meeting four fifths are representatives, at least. */
function compositionItem({ committeeMembers, rollRows }: PreparationFacts): PreparationItem {
  const { rule, source } = committeeActThresholds.representativesAmongMembers
  const representatives = rollRows - (committeeMembers ?? 0)
  const isDone =
    committeeMembers !== null && representatives > 0 && meetsShare(rule, representatives, rollRows)
  const text =
    committeeMembers === null
      ? `请登记名册里有几位居委会成员（${sourceText(source)}）`
      : isDone
        ? `居委会成员 ${committeeMembers} 人、居民代表 ${representatives} 人，代表占${shareText(rule)}`
        : `居民代表要占${shareText(rule)}，现在 ${rollRows} 人里有 ${committeeMembers} 位居委会成员，请核对名册（${sourceText(source)}）`
  return { key: 'composition', isDone, text }
}

/** Those left out are named apart from the roll, each with the reason; nothing where there are none. */
const leftOutText = (
  { electorate }: PollSetup,
  { leftOut, homesOnPaper }: Pick<PreparationFacts, 'leftOut' | 'homesOnPaper'>,
): string =>
  leftOut === 0
    ? ''
    : `；另有 ${leftOut} 人${leftOutTitle(electorate)}，原因一个个列在下面${
        homesOnPaper === 0
          ? ''
          : `；名册上有 ${homesOnPaper} 户没有人能用手机投，请上门收票或者请到社区投纸票`
      }`

/** Whether the poll may open. */
export const isPrepared = (items: readonly PreparationItem[]): boolean => items.every(({ isDone }) => isDone)
