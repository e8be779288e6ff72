import type { NoticeDraft } from '@linli/shared/notices/notices-desk.schema'
import { noticeLimits } from '@linli/shared/notices/notices.rules'
import { systemActor, type Actor } from '../../platform/actor'
import type { Outbox, OutboxEvent } from '../../platform/outbox'
import { demand } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { clockScope } from './council.policy'
import type { CouncilNotices } from './council.ports'
import type { TaskRow } from './task.model'
import type { TasksRepository } from './tasks.repository'
import type { TopicRow } from './topic.model'
import type { TopicsRepository } from './topics.repository'

export interface ResolutionNoticesDeps {
  readonly topics: Pick<TopicsRepository, 'find' | 'disclosed'>
  readonly tasks: Pick<TasksRepository, 'ofTopic'>
  readonly notices: CouncilNotices
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'registerHandler'>
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const plain = (text: string): string => text.replaceAll(/[&<>"]/g, (mark) => marks[mark] ?? '')
const paragraph = (text: string): string => `<p>${plain(text)}</p>`
const listOf = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<ul>${lines.map((line) => `<li>${plain(line)}</li>`).join('')}</ul>`

type Disclosed = Pick<NoticeDraft, 'title' | 'summary' | 'html'>

/** What was decided, and who does what. */
function decided(row: TopicRow, text: string, passed: boolean, tasks: readonly TaskRow[]): Disclosed {
  return {
    title: `${passed ? '决议' : '没有通过'}：${row.title}`.slice(0, noticeLimits.title),
    summary: text.slice(0, noticeLimits.summary),
    html: `${paragraph(text)}${listOf(tasks.map((task) => `${task.text}，由${task.owner}来做`))}`,
  }
}

/** How it was carried out, as neighbours have confirmed it. */
function carriedOut(row: TopicRow, text: string, tasks: readonly TaskRow[]): Disclosed {
  return {
    title: `落实情况：${row.title}`.slice(0, noticeLimits.title),
    summary: '决议里的事都做好了，居民也确认了',
    html: `${paragraph(text)}${listOf(
      tasks.map((task) => {
        const report = task.reports.findLast(({ isDone }) => isDone)
        return `${task.text}：${report?.text ?? '做好了'}（${task.owner}）`
      }),
    )}`,
  }
}

/** In the name of whoever published the resolution: that they may was judged when they did. */
const signerOf = (accountId: string, communityId: string): Actor => ({
  ...systemActor,
  accountId,
  communityId,
  grants: [{ role: 'community_staff', nodeId: communityId, communityIds: [communityId] }],
})

/**
 * A decision and how it was carried out are disclosed by themselves (城市居民委员会组织法 2025 art. 34): the notices
 * feature keeps them up for at least 15 days and asks for a reason before.
 */
export function registerResolutionNotices(deps: ResolutionNoticesDeps): void {
  const { topics, tasks, notices, uow, outbox } = deps

  async function disclose(event: OutboxEvent, field: 'noticeId' | 'doneNoticeId'): Promise<void> {
    const { communityId, aggregateId } = event
    if (communityId === null) return
    const scope = demand(clockScope(systemActor, communityId))
    const row = await topics.find(scope, aggregateId)
    if (!row?.resolution || row[field] !== null) return
    const { text, passed, byAccountId } = row.resolution
    const own = await tasks.ofTopic(scope, row._id)
    const content = field === 'noticeId' ? decided(row, text, passed, own) : carriedOut(row, text, own)
    const signer = signerOf(byAccountId, communityId)
    // All or nothing: a handler that is repeated finds either no notice or the topic that names it.
    await uow.request(async () => {
      const draft = await notices.create(signer, {
        communityId,
        ...content,
        ...{ category: 'disclosure', disclosureClass: 'decisions', facts: [], coverId: null },
        ...{ attachmentIds: [], mustConfirm: false, expiresAt: null },
        audience: { visibility: 'public', nodeIds: [communityId], tags: [] },
      })
      await notices.publish(signer, draft.id, draft.version)
      if (!(await topics.disclosed(scope, row._id, field, draft.id)))
        throw new Error('the topic names another notice by now')
    })
  }

  outbox.registerHandler('topic.resolved', 'council.disclose', (event) => disclose(event, 'noticeId'))
  outbox.registerHandler('topic.completed', 'council.disclose', (event) => disclose(event, 'doneNoticeId'))
}
