import { consensusOf, type Voice } from '@linli/shared/council/consensus.rules'
import type { DeliberationView, StatementView } from '@linli/shared/council/council.schema'
import {
  hidingReasonLabel,
  MOST_STATEMENTS,
  type HidingReason,
  type Stance,
  type StatementSide,
} from '@linli/shared/council/topics.kinds'
import { peopleUntilTold, roughly, toldAfter } from '@linli/shared/council/telling.rules'
import { topicStatusAt } from '@linli/shared/council/topics.machine'
import { councilPermissions } from '@linli/shared/council/council.permissions'
import { holds, systemActor, type Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { eachDue, idOf } from '../../platform/due-rows'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { AppError } from '../../platform/problem-error'
import { refuseStatus, wrongField } from '../../platform/refusals'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { clockScope, isNeighbour, judgeTakingPart } from './council.policy'
import type { CouncilPeople } from './council.ports'
import type { CouncilSettingsSource } from './council.settings'
import type { StatementRow, VoiceRow } from './statement.model'
import type { StatementsRepository } from './statements.repository'
import type { TopicAccess } from './topic-access'
import type { TopicRow } from './topic.model'
import { presentTopicItem } from './topics.presenter'
import type { TopicsRepository } from './topics.repository'

/** Stances are looked at this often while people speak. */
const COUNT_EVERY_MS = 300_000
const COUNT_BATCH = 20
/** The latest so many people are compared; more would hold the process without changing the picture. */
const MOST_COMPARED = 1_000
const UNNAMED = '本社区居民'

export interface DeliberationService {
  get(actor: Actor, id: string): Promise<DeliberationView>
  /** Says one thing; `validation_failed` when the caller has said enough or the topic is full. */
  say(actor: Actor, id: string, body: { side: StatementSide; text: string }): Promise<DeliberationView>
  react(actor: Actor, id: string, body: { statementId: string; stance: Stance }): Promise<DeliberationView>
  hide(
    actor: Actor,
    id: string,
    body: { statementId: string; reason: HidingReason },
  ): Promise<DeliberationView>
  show(actor: Actor, id: string, statementId: string): Promise<DeliberationView>
  /** Works out what is agreed where somebody has spoken; answers how many topics were looked at. Safe beside other workers. */
  sweep(): Promise<number>
}

export interface DeliberationDeps {
  readonly topics: TopicsRepository
  readonly statements: StatementsRepository
  readonly access: TopicAccess
  readonly people: Pick<CouncilPeople, 'residentLabels'>
  readonly settings: CouncilSettingsSource
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

/** For and against: what people say to an adopted topic, and what those of different minds have in common. */
export function createDeliberation(deps: DeliberationDeps): DeliberationService {
  const { topics, statements, access, people, settings, uow, outbox, audit, clock, ids } = deps

  async function view(actor: Actor, scope: Scope, row: TopicRow): Promise<DeliberationView> {
    const { personId } = actor
    const { _id: topicId, communityId, heard } = row
    const [rows, voice, { statementsEach, fewestReactions }] = [
      await statements.ofTopic(scope, topicId),
      personId === null ? null : await statements.voiceOf(scope, topicId, personId),
      await settings.of(communityId),
    ]
    const now = clock.now()
    const screens = holds(actor, councilPermissions.screen.roles, communityId)
    const isOpen = topicStatusAt(row, now) === 'deliberating'
    const takesPart = isOpen && isNeighbour(actor, communityId)
    const own = rows.filter(({ authorPersonId }) => authorPersonId === personId)
    const left = Math.max(0, Math.min(statementsEach - own.length, MOST_STATEMENTS - row.statements))
    const inspects = holds(actor, councilPermissions.inspect.roles, communityId)
    return {
      topic: presentTopicItem(row, { now, inspects, supported: false }),
      question: row.wish,
      statements: rows
        .filter(({ hidden, authorPersonId }) => hidden === null || inspects || authorPersonId === personId)
        .map((statement) =>
          presentStatement(statement, {
            mine: statement.authorPersonId === personId,
            stance: voice?.stances[statement._id] ?? null,
          }),
        ),
      people: heard?.people ?? 0,
      groups: heard?.groups ?? 1,
      fewest: fewestReactions,
      statementsLeft: takesPart ? left : 0,
      abilities: { say: takesPart && left > 0, react: takesPart, hide: screens },
    }
  }

  async function moderate(
    actor: Actor,
    id: string,
    statementId: string,
    reason: HidingReason | null,
  ): Promise<DeliberationView> {
    const { row, scope } = await access.atDesk(actor, 'screen', id)
    if (!(await statements.find(scope, id, statementId))) throw new AppError('not_found')
    const signed = await access.signed(actor)
    await uow.run(async () => {
      const hidden = reason === null ? null : { reason, ...signed }
      if (!(await statements.setHidden(scope, id, statementId, hidden))) throw new AppError('conflict')
      if (reason !== null)
        await outbox.add({
          ...{ type: 'statement.hidden', aggregateId: id, communityId: row.communityId },
          payload: { statementId },
        })
      await audit.record({
        actor,
        action: reason === null ? 'topic.show_statement' : 'topic.hide_statement',
        communityId: row.communityId,
        targetType: 'topic',
        targetId: id,
        detail: { statementId, ...(reason !== null && { reason }) },
      })
    })
    return view(actor, scope, row)
  }

  return {
    async get(actor, id) {
      const { row, scope } = await access.readable(actor, id)
      return view(actor, scope, row)
    },
    async say(actor, id, { side, text }) {
      const { row, scope } = await access.judged(actor, id, judgeTakingPart)
      refuseStatus(topicStatusAt(row, clock.now()), ['deliberating'])
      const personId = actor.personId ?? ''
      const { statementsEach } = await settings.of(row.communityId)
      const label = (await people.residentLabels(scope, [personId])).get(personId)
      const changed = await uow.run(async () => {
        const taken = await statements.placesOf(scope, id, personId)
        const place = Array.from({ length: statementsEach }, (_, index) => index).find(
          (index) => !taken.includes(index),
        )
        if (place === undefined)
          throw wrongField('body.text', `每人对一个议题最多说 ${statementsEach} 句，您已经说完了`)
        const counted = await topics.addStatement(scope, id, MOST_STATEMENTS)
        if (!counted) {
          const current = await topics.find(scope, id)
          if (current) refuseStatus(topicStatusAt(current, clock.now()), ['deliberating'])
          throw wrongField('body.text', '这个议题的看法已经满了，请对已有的看法表态')
        }
        await statements.insert({
          _id: ids.next('stm'),
          communityId: row.communityId,
          topicId: id,
          authorAccountId: actor.accountId,
          authorPersonId: personId,
          place,
          authorLabel: label?.maskedName ?? UNNAMED,
          ...{ side, text, at: clock.now(), agree: 0, disagree: 0, pass: 0, hidden: null },
        })
        return counted
      })
      return view(actor, scope, changed)
    },
    async react(actor, id, { statementId, stance }) {
      const { row, scope } = await access.judged(actor, id, judgeTakingPart)
      refuseStatus(topicStatusAt(row, clock.now()), ['deliberating'])
      const statement = await statements.find(scope, id, statementId)
      if (!statement || statement.hidden !== null) throw new AppError('not_found')
      const personId = actor.personId ?? ''
      await uow.run(async () => {
        if (await statements.react(scope, { topicId: id, statementId, personId, stance, at: clock.now() }))
          return
        // Hidden, or closed, since it was read: which of the two the topic says.
        const current = await topics.find(scope, id)
        if (current) refuseStatus(topicStatusAt(current, clock.now()), ['deliberating'])
        throw new AppError('not_found')
      })
      return view(actor, scope, row)
    },
    hide: (actor, id, { statementId, reason }) => moderate(actor, id, statementId, reason),
    show: (actor, id, statementId) => moderate(actor, id, statementId, null),

    async sweep() {
      const now = clock.now()
      const read = (limit: number, skip: number) => topics.dueCounts(now, limit, skip)
      return eachDue(read, COUNT_BATCH, idOf, async (row) => {
        const scope = demand(clockScope(systemActor, row.communityId))
        await tellWhatMayBe(scope, row, new Date(now.getTime() + COUNT_EVERY_MS))
        return true
      })
    },
  }

  /** One transaction: what is told, and who is new to it from then on, are of the same moment, whichever worker tells. */
  async function tellWhatMayBe(scope: Scope, row: TopicRow, next: Date): Promise<void> {
    await uow.run(async () => {
      const { fewestReactions } = await settings.of(row.communityId)
      const shown = (await statements.ofTopic(scope, row._id)).filter(({ hidden }) => hidden === null)
      const isDue = ({ fresh, told }: StatementRow): boolean =>
        (fresh ?? 0) >= peopleUntilTold(told?.said ?? 0, fewestReactions)
      if (!shown.some(isDue)) return topics.countAgain(scope, row, next, null)
      const voices = await statements.voices(scope, row._id, MOST_COMPARED)
      const matrix = voices.map((voice: VoiceRow): Voice =>
        shown.map(({ _id }) => voice.stances[_id] ?? null),
      )
      const { people: spoken, groups, findings } = consensusOf(matrix, shown.length)
      const heard = { people: roughly(spoken), groups: groups.length }
      if (!(await topics.countAgain(scope, row, next, heard))) return
      for (const [index, statement] of shown.entries())
        if (isDue(statement))
          await statements.tell(scope, statement, {
            said: statement.agree + statement.disagree + statement.pass,
            finding: toldAfter(statement.told?.finding ?? null, findings[index] ?? 'open'),
          })
    })
  }
}

function presentStatement(
  row: StatementRow,
  reader: { mine: boolean; stance: Stance | null },
): StatementView {
  return {
    id: row._id,
    side: row.side,
    text: row.text,
    by: row.authorLabel,
    mine: reader.mine,
    at: row.at.toISOString(),
    stance: reader.stance,
    said: row.told === undefined ? null : roughly(row.told.said),
    finding: row.told?.finding ?? 'open',
    hidden: row.hidden === null ? null : hidingReasonLabel[row.hidden.reason],
  }
}
