import { topicStatusLabel } from '@linli/shared/council/topics.machine'
import { stanceLabel, statementSideLabel, type Stance } from '@linli/shared/council/topics.kinds'
import { dateAndTime } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import { deletedAccount, type DataEntry, type PersonalData } from '../../platform/personal-data'
import type { MeetingGuests } from './meeting-guests.repository'
import type { MeetingsRepository } from './meetings.repository'
import type { StatementsRepository } from './statements.repository'
import type { TasksRepository } from './tasks.repository'
import type { TopicBackers } from './topic-backers.repository'
import type { TopicsRepository } from './topics.repository'

const UNNAMED = '已注销的居民'
/** `同意 3 条，不同意 1 条`. */
function stancesText(stances: Readonly<Record<string, Stance>>): string {
  const said = Object.values(stances)
  return stanceList
    .map((stance) => [stanceLabel[stance], said.filter((one) => one === stance).length] as const)
    .filter(([, count]) => count > 0)
    .map(([label, count]) => `${label} ${count} 条`)
    .join('，')
}
const stanceList: readonly Stance[] = ['agree', 'disagree', 'pass']

const guestWords = (came: boolean, coming: boolean | null): string =>
  came ? '到会' : coming === null ? '没有答复' : coming ? '说来' : '说不来'

interface Dated {
  readonly at: Date
  readonly entry: DataEntry
}

/** What is kept of somebody in the council: proposals, statements, supports. They outlive the account, without its name. */
export function createCouncilPersonalData(deps: {
  readonly topics: TopicsRepository
  readonly backers: TopicBackers
  readonly statements: StatementsRepository
  readonly tasks: Pick<TasksRepository, 'findMany' | 'wordsOfPersons' | 'countWordsOfPersons'>
  readonly meetings: Pick<MeetingsRepository, 'findMany'>
  readonly guests: Pick<MeetingGuests, 'latestOf' | 'countOf'>
  readonly clock: Clock
}): PersonalData {
  const { topics, backers, statements, tasks, meetings, guests, clock } = deps
  return {
    parts: [
      {
        kind: 'council',
        async count({ scope, accountId, persons }) {
          const personIds = persons.map(({ personId }) => personId)
          const counts = await Promise.all([
            topics.countOwn(scope, accountId),
            statements.countOf(scope, accountId),
            guests.countOf(scope, personIds),
            backers.countSupportsOf(scope, personIds),
            statements.countVoicesOf(scope, personIds),
            tasks.countWordsOfPersons(scope, personIds),
          ])
          return counts.reduce((sum, count) => sum + count, 0)
        },
        async entries({ scope, accountId, persons }, { limit }) {
          const now = clock.now()
          const own = await topics.listOwn(scope, accountId, { before: null, limit })
          const said = await statements.latestOf(scope, accountId, limit)
          const personIds = persons.map(({ personId }) => personId)
          const behind = await backers.supportsOf(scope, personIds, limit)
          const voices = await statements.voicesOf(scope, personIds, limit)
          const words = await tasks.wordsOfPersons(scope, personIds, limit)
          const judged = await tasks.findMany(
            scope,
            words.map(({ taskId }) => taskId),
          )
          const invitations = await guests.latestOf(scope, personIds, limit)
          const held = await meetings.findMany(
            scope,
            invitations.map(({ meetingId }) => meetingId),
          )
          const named = await topics.findMany(scope, [
            ...new Set([...said, ...behind, ...voices, ...judged].map(({ topicId }) => topicId)),
          ])
          const titleOf = (id: string): string => named.find((row) => row._id === id)?.title ?? '已删除的议题'
          const entry = (what: string, topic: string, text: string, at: Date): Dated => ({
            at,
            entry: { 是什么: what, 议题: topic, 内容: text, 时间: dateAndTime(at, now) },
          })
          return [
            ...own.map((row) => entry('提出的议题', row.title, topicStatusLabel[row.status], row.createdAt)),
            ...said.map((row) => entry(statementSideLabel[row.side], titleOf(row.topicId), row.text, row.at)),
            ...invitations.flatMap(({ meetingId, cameAt, coming }) =>
              held
                .filter(({ _id }) => _id === meetingId)
                .map(({ title, startsAt }) =>
                  entry('会议', title, guestWords(cameAt !== null, coming), startsAt),
                ),
            ),
            ...behind.map((row) => entry('支持', titleOf(row.topicId), '', row.at)),
            ...voices.map((row) => entry('表态', titleOf(row.topicId), stancesText(row.stances), row.at)),
            ...words.flatMap(({ taskId, isDone, at }) =>
              judged
                .filter(({ _id }) => _id === taskId)
                .map(({ topicId, text }) =>
                  entry('确认落实', titleOf(topicId), `${text}：${isDone ? '做好了' : '没有做好'}`, at),
                ),
            ),
          ]
            .toSorted((a, b) => b.at.getTime() - a.at.getTime())
            .slice(0, limit)
            .map(({ entry: told }) => told)
        },
      },
    ],
    erasures: [
      {
        name: 'council',
        async erase({ scope, accountId }) {
          await topics.forgetProposer(scope, accountId, deletedAccount, UNNAMED)
          await statements.forgetAuthor(scope, accountId, deletedAccount, UNNAMED)
          await backers.forgetFollower(scope, accountId)
        },
      },
    ],
  }
}
