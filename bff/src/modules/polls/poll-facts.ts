import { isDeepStrictEqual } from 'node:util'
import { bindingOf } from '@linli/shared/polls/decision.rules'
import type { PollDraft } from '@linli/shared/polls/poll-desk.schema'
import { isPublished } from '@linli/shared/polls/polls.machine'
import type { PollRow } from './poll.model'

/** What a poll begins with: nothing of what surrounds it has happened. */
export const noFacts: PollRow['facts'] = {
  noticeDay: null,
  partyStudyOn: null,
  committeeMembers: null,
  attendanceRule: '',
  authorisation: '',
  willBeFiled: false,
  paperPlace: '',
  deliveryKept: false,
}

/** What was recorded; a row of the release before does not know every fact. */
export const factsOfRow = ({ facts }: Pick<PollRow, 'facts'>): PollRow['facts'] => ({ ...noFacts, ...facts })

const asked = ({ setup: { matter, ownerItem, questions } }: PollDraft) => ({ matter, ownerItem, questions })
const told = ({ title, nodeId, setup, electorIds }: PollDraft) => ({ title, nodeId, setup, electorIds })

/**
 * What still holds when a draft is changed. A notice, and what was delivered, told another question, place or day: nothing
 * is voted on that was not announced (物业管理条例 art. 14, 北京市物业管理条例 art. 35). The party organisation has studied
 * another question, and the residents' meeting has let another one be decided (居民委员会组织法 art. 30); other representatives are composed otherwise (art. 28).
 */
export function factsThatStand(row: Pick<PollRow, 'facts' | 'draft'>, draft: PollDraft): PollRow['facts'] {
  const facts = factsOfRow(row)
  if (isDeepStrictEqual(told(draft), told(row.draft))) return facts
  return {
    ...facts,
    ...{ noticeDay: null, deliveryKept: false },
    ...(isDeepStrictEqual(asked(draft), asked(row.draft)) ? {} : { partyStudyOn: null, authorisation: '' }),
    committeeMembers: isDeepStrictEqual(draft.electorIds, row.draft.electorIds)
      ? facts.committeeMembers
      : null,
  }
}

/** Whether the poll decided something that has to be filed. */
export const isToBeFiled = ({ draft, status, count }: Pick<PollRow, 'draft' | 'status' | 'count'>): boolean =>
  draft.setup.matter === 'charter' &&
  isPublished(status) &&
  count !== null &&
  count.outcomes.some((outcome) => bindingOf(outcome).passed)
