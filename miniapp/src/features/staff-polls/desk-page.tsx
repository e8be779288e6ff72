import { cityPackOf, citySourceOf } from '@linli/shared/polls/city-packs'
import { rulePacks, ownerItemLabel, sourceText } from '@linli/shared/polls/packs'
import { shortFingerprint } from '@linli/shared/polls/fingerprints'
import { electorateLabel, leftOutTitle, methodLabel, secrecyLabel } from '@linli/shared/polls/polls.kinds'
import { isPublished } from '@linli/shared/polls/polls.machine'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { frozenQuestions, plainRules } from '@linli/shared/polls/freezing.rules'
import { dayOf, dayText, momentText, type IsoDay } from '@linli/shared/time'
import { areaText } from '@linli/shared/space/space.rules'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { usePoll } from '@/features/polls/queries'
import { percentText, toneOf } from '@/features/polls/poll-words'
import { OutcomeParts } from '@/features/polls/result'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Icon } from '@/ui/icon'
import { InfoList } from '@/ui/info-list'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { StatRow } from '@/ui/stat-row'
import { StatTile } from '@/ui/stat-tile'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { OfficialSource } from '@/features/polls/official-source'
import { SupervisionPart } from '@/features/polls/supervision-part'
import { Attachments } from '@/features/notices/attachments'
import { DeskActs } from './desk-acts'
import { DeskRoll } from './desk-roll'
import { FilingPart } from './filing-part'
import { DoubtsPart } from './doubts-part'
import { ObjectionsPart } from './objections-part'
import { PendingPart } from './pending-part'
import { useDeskPoll } from './queries'
import { RemindersPart } from './reminders-part'
import { Stages } from './stages'
import './staff-polls.scss'

/** Figures of the roll; the number of votes stays locked until closing, for everybody. */
function Tiles({ poll, shared }: { readonly poll: PollDeskView; readonly shared: PollView | undefined }) {
  const { roll, closing, turnout } = poll
  if (roll === null) return null
  const open = turnout ?? shared?.turnout ?? null
  const closes = momentText(new Date(poll.closesAt), new Date())
  const isOver = poll.outcomes.length > 0
  const isClosed = poll.phase === 'closed' || poll.phase === 'sealing'
  return (
    <Surface label="数字">
      <StatRow>
        <StatTile name="名册" count={`${roll.rows} 行`} />
        {roll.votes !== roll.rows && <StatTile name="名册合计" count={`${roll.votes} 票`} />}
        {roll.area > 0 && <StatTile name="面积" count={areaText(roll.area).replace('.00', '')} />}
        {roll.pending > 0 && (
          <StatTile name={leftOutTitle(poll.draft.setup.electorate)} count={`${roll.pending} 人`} />
        )}
        {roll.ownerless > 0 && <StatTile name="没有业主登记" count={`${roll.ownerless} 处`} />}
        {roll.withoutVoter > 0 && <StatTile name="没定由谁投" count={`${roll.withoutVoter} 户`} />}
        {open !== null && (
          <StatTile name="参加" count={percentText(open.voted, open.rows)} note={`${open.voted} 行`} />
        )}
        {closing !== null && closing.marked > 0 && (
          <StatTile
            name="纸票"
            count={`${closing.entered} / ${closing.marked}`}
            note={closing.entered < closing.marked ? '还没录完' : '录完了'}
            active={closing.entered < closing.marked}
          />
        )}
        <StatTile
          name="票数"
          count={isOver ? '已出' : poll.isOfficial ? '等登记' : '锁着'}
          note={
            isOver
              ? '见下面'
              : poll.isOfficial
                ? '官方系统计票'
                : isClosed
                  ? '计票后才能看'
                  : `${closes} 后才能看`
          }
        />
      </StatRow>
    </Surface>
  )
}

function Checklist({ poll }: { readonly poll: PollDeskView }) {
  const missing = poll.checklist.filter(({ isDone }) => !isDone).length
  return (
    <>
      <SectionTitle title="开始前要有的" note={missing > 0 ? `还缺 ${missing} 样` : '都有了'} />
      <Surface padded label="准备清单">
        {poll.checklist.map(({ key, isDone, text }) => (
          <Box key={key} className={isDone ? 'check-item' : 'check-item check-item--missing'}>
            <Icon name={isDone ? 'check' : 'warning'} size="s" />
            <Box className="check-item__words">{text}</Box>
          </Box>
        ))}
      </Surface>
    </>
  )
}

function Rules({ poll, shared }: { readonly poll: PollDeskView; readonly shared: PollView | undefined }) {
  const { setup } = poll.draft
  return (
    <>
      <SectionTitle title={`规则：${rulePacks[setup.packId].label}`} />
      <Surface padded>
        <InfoList
          facts={[
            { name: '方式', value: `${secrecyLabel[setup.secrecy]}，${electorateLabel[setup.electorate]}` },
            ...(setup.ownerItem === null
              ? []
              : [{ name: '事项', value: `${setup.ownerItem}. ${ownerItemLabel[setup.ownerItem]}` }]),
            // As they stand on the ballot once the roll has drawn the order of candidates.
            ...(shared?.questions ?? frozenQuestions(setup, [])).map(({ text, method, options }, index) => ({
              name: `问题 ${index + 1}`,
              value: `${text}（${methodLabel[method]}：${options.map((option) => option.text).join('、')}）`,
            })),
            {
              name: '时间',
              value: `${momentText(new Date(poll.opensAt), new Date())} 至 ${momentText(new Date(poll.closesAt), new Date())}`,
            },
            ...(poll.roll ? [{ name: '名册指纹', value: shortFingerprint(poll.roll.fingerprint) }] : []),
            ...(poll.root === null ? [] : [{ name: '总指纹', value: shortFingerprint(poll.root) }]),
          ]}
        />
        {plainRules(setup).map((rule) => (
          <Box key={rule} as="p" className="setup-rule">
            {rule}
          </Box>
        ))}
      </Surface>
    </>
  )
}

function Outcomes({ poll, shared }: { readonly poll: PollDeskView; readonly shared: PollView | undefined }) {
  if (poll.outcomes.length === 0 || poll.roll === null || shared === undefined) return null
  const { roll } = poll
  return (
    <>
      <SectionTitle title="计票结果" note={poll.phase === 'counted' ? '还没有公布' : undefined} />
      <OutcomeParts
        questions={shared.questions}
        outcomes={poll.outcomes}
        roll={roll}
        electorate={shared.electorate}
      />
    </>
  )
}

/** What came from the city's own system, with the scans that residents do not see. */
function OfficialPart({
  poll,
  shared,
}: {
  readonly poll: PollDeskView
  readonly shared: PollView | undefined
}) {
  const { official } = poll
  if (official === null || shared === undefined) return null
  return (
    <>
      <OfficialSource official={official} questions={shared.questions} />
      {official.files.length > 0 && (
        <>
          <SectionTitle title="原件" note="居民看不到" />
          <Surface label="原件">
            <Attachments files={official.files} />
          </Surface>
        </>
      )}
    </>
  )
}

/** A city gives a few days from the decision to its publication. */
function ResultDue({ poll, day }: { readonly poll: PollDeskView; readonly day: IsoDay }) {
  const city = cityPackOf(poll.draft.setup.cityId)
  const today = dayOf(new Date())
  const source = city && citySourceOf(city, 'resultWithinDays')
  const by = source ? `（${sourceText(source)}）` : ''
  return today > day ? (
    <Banner kind="alert">{`结果最晚应当${dayText(day, today)}公布，已经过期，请马上公布${by}`}</Banner>
  ) : (
    <Banner kind="wait">{`结果最晚${dayText(day, today)}公布${by}`}</Banner>
  )
}

function Desk({ poll }: { readonly poll: PollDeskView }) {
  const wide = useWide()
  // The street is here for one answer.
  const inspects = poll.abilities['inspect'] !== false
  const shared = usePoll(poll.id, inspects).data
  const isEarly = poll.phase === 'draft' || poll.phase === 'preparing' || poll.phase === 'roll_published'
  const todo = (
    <>
      {isEarly && <Checklist poll={poll} />}
      <FilingPart poll={poll} />
      {isPublished(poll.phase) && <SupervisionPart said={poll} isOfficial={poll.isOfficial} />}
      {inspects && <ObjectionsPart poll={poll} />}
      <DoubtsPart poll={poll} />
      <PendingPart poll={poll} />
      {inspects && <RemindersPart poll={poll} />}
    </>
  )
  const figures = (
    <>
      <Tiles poll={poll} shared={shared} />
      <OfficialPart poll={poll} shared={shared} />
      <Outcomes poll={poll} shared={shared} />
    </>
  )
  const hasRoll = poll.roll !== null && inspects
  const rules = <Rules poll={poll} shared={shared} />
  return (
    <>
      <Stages poll={poll} />
      {poll.refusals.map(({ path, text }) => (
        <Banner key={path + text} kind="wait">
          {text}
        </Banner>
      ))}
      {poll.resultDueOn !== null && <ResultDue poll={poll} day={poll.resultDueOn} />}
      <DeskActs poll={poll} />
      {wide ? (
        <Box className="setup-columns">
          <Box className="setup-columns__main">
            {figures}
            {/* Without a roll the wide column would be empty. */}
            {hasRoll ? <DeskRoll poll={poll} /> : todo}
          </Box>
          <Box className="setup-columns__side">
            {hasRoll && todo}
            {rules}
          </Box>
        </Box>
      ) : (
        <>
          {figures}
          {todo}
          {rules}
          {/* Last: what waits for an answer must not lie below a list as long as the community. */}
          {hasRoll && <DeskRoll poll={poll} />}
        </>
      )}
    </>
  )
}

/** One poll at its desk: stages, what is missing, roll, objections, and what may be done now. */
export function DeskPage({ id }: { readonly id: string }) {
  const query = useDeskPoll(id)
  return (
    <StaffConsole
      title="表决"
      heading={query.data === undefined}
      inside
      current="polls"
      backTo={query.data?.abilities['inspect'] === false ? undefined : '/packages/staff-council/list'}
    >
      <QueryView query={query}>
        {(poll) => (
          <>
            <PageTitle above={<StatusPill tone={toneOf(poll)}>{poll.phaseLabel}</StatusPill>}>
              {poll.title}
            </PageTitle>
            <Desk poll={poll} />
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
