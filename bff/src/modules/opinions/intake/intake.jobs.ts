import { dayText } from '@linli/shared/time'
import type { Clock } from '../../../platform/clock'
import type { Outbox, OutboxEvent } from '../../../platform/outbox'
import { dayOf } from '@linli/shared/time'
import type { OpinionRow } from '../opinion.model'
import { eventScope } from '../opinions.policy'
import type { OpinionInbox, OpinionSpace } from '../opinions.ports'
import type { OpinionsRepository } from '../opinions.repository'
import { printOf } from './opinion-print'
import type { OpinionPrints } from './opinion-prints.repository'
import type { OpinionSupports } from './opinion-supports.repository'
import { publicPlacesOf } from './public-places'

export interface IntakeJobsDeps {
  readonly opinions: OpinionsRepository
  readonly prints: OpinionPrints
  readonly supports: OpinionSupports
  readonly space: OpinionSpace
  readonly inbox: Pick<OpinionInbox, 'deliver'>
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly clock: Clock
}

const opening = ['opinion.submitted', 'opinion.reopened'] as const
const ending = [
  'opinion.rejected',
  'opinion.withdrawn',
  'opinion.merged',
  'opinion.rated',
  'opinion.lapsed',
  'opinion.replied',
] as const
const PORTION = 500

/** What followers are told, in words that fit whether or not the case is public. */
const followerWords: Readonly<Record<string, (row: OpinionRow) => { title: string; text: string }>> = {
  'opinion.accepted': (row) => ({ title: '您支持的事已经受理', text: `${aboutOf(row)}，社区开始办了` }),
  'opinion.replied': (row) => ({ title: '您支持的事有了答复', text: `${aboutOf(row)}，社区已经答复` }),
  'opinion.rejected': (row) => ({ title: '您支持的事没有受理', text: `${aboutOf(row)}，不由社区办` }),
}

const aboutOf = ({ place, category }: OpinionRow): string => `${place.publicLabel} ${category.label}`

/** What follows a case by itself: its print for those who are about to tell the same, and word to those behind it. */
export function registerIntakeJobs(deps: IntakeJobsDeps): void {
  const { opinions, prints, supports, space, inbox, outbox, clock } = deps

  const rowOf = async ({ communityId, aggregateId }: OutboxEvent): Promise<OpinionRow | null> =>
    communityId === null ? null : opinions.find(eventScope(communityId), aggregateId)

  for (const type of opening) {
    outbox.registerHandler(type, 'intake.keep_print', async (event) => {
      const row = await rowOf(event)
      if (!row) return
      const place = await space.place(eventScope(row.communityId), row.place.nodeId)
      await prints.keep(printOf(row, place === null ? [] : await publicPlacesOf(space, place)))
    })
  }
  for (const type of ending) {
    outbox.registerHandler(type, 'intake.forget_print', async ({ communityId, aggregateId }) => {
      if (communityId !== null) await prints.forget(eventScope(communityId), [aggregateId])
    })
  }
  for (const [type, words] of Object.entries(followerWords)) {
    outbox.registerHandler(type, 'intake.tell_followers', async (event) => {
      const row = await rowOf(event)
      if (!row) return
      const { title, text } = words(row)
      const when = dayText(dayOf(event.occurredAt), dayOf(clock.now()))
      for (let after = ''; ;) {
        const page = await supports.followers(eventScope(row.communityId), row._id, { after, limit: PORTION })
        if (page.length > 0)
          await inbox.deliver({
            communityId: row.communityId,
            topic: 'opinion',
            targetId: row.board ? row._id : null,
            title,
            text: `${text}（${when}）`,
            needsAct: false,
            dedupeKey: `follower:${type}:${event.id}`,
            recipients: page.map(({ accountId }) => ({ accountId, wechat: false })),
          })
        if (page.length < PORTION) return
        after = page.at(-1)?._id ?? ''
      }
    })
  }
}
