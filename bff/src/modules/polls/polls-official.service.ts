import { cityPackOf } from '@linli/shared/polls/city-packs'
import type { QuestionCount } from '@linli/shared/polls/count.rules'
import { decide, type Outcome } from '@linli/shared/polls/decision.rules'
import { pollFingerprint } from '@linli/shared/polls/board'
import { fingerprintOf } from '@linli/shared/polls/fingerprints'
import type { FieldIssue } from '@linli/shared/errors'
import type { OfficialRecord } from '@linli/shared/polls/polls.schema'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { movedOf, type MovedPoll, type PollAccess } from './poll-access'
import type { PollRow } from './poll.model'
import { frozenOf } from './polls-preparing.service'

/**
 * Where a city makes its own voting system compulsory (北京, 清远, 潍坊: domain-facts §1.3), Linli prepares the poll and
 * its roll, and records what that system has counted. The figures are entered; what they mean is judged by the same
 * rules as a count of our own. There is no board: nobody can recount here what was not cast here.
 */
export interface PollsOfficial {
  record(actor: Actor, id: string, record: OfficialRecord): Promise<MovedPoll>
}

export interface OfficialDeps {
  readonly access: PollAccess
  readonly clock: Clock
  readonly ids: Ids
}

export function createPollsOfficial({ access, clock, ids }: OfficialDeps): PollsOfficial {
  return {
    async record(actor, id, { version, system, reference, questions }) {
      const { row, scope } = await access.atDesk(actor, 'publish', id)
      const now = clock.now()
      const isCompulsory = cityPackOf(row.draft.setup.cityId)?.officialSystem === 'compulsory'
      if (!isCompulsory || row.roll === null || now < row.closesAt)
        throw new AppError('invalid_status', {
          details: { current: row.status, allowedFrom: ['roll_published'] },
        })
      const frozen = frozenOf(row, ids)
      refuseImpossible(row, questions)
      const { votes, area } = row.roll
      const outcomes = frozen.questions.map((question, index): Outcome => {
        const entered = questions[index] ?? { cast: { votes: 0, area: 0 }, options: [] }
        const sum = (of: 'votes' | 'area') => entered.options.reduce((total, option) => total + option[of], 0)
        const count: QuestionCount = {
          ballots: entered.cast.votes,
          cast: entered.cast,
          // Of several options nobody can tell from sums who chose none.
          abstained:
            question.method === 'single'
              ? { votes: entered.cast.votes - sum('votes'), area: entered.cast.area - sum('area') }
              : { votes: 0, area: 0 },
          options: question.options.map(({ key }, at) => ({
            key,
            ...(entered.options[at] ?? { votes: 0, area: 0 }),
            score: 0,
          })),
          rounds: [],
        }
        return decide(question, count, { votes, area, silent: { votes: 0, area: 0 } })
      })
      const fingerprint = pollFingerprint(frozen)
      const root = fingerprintOf({
        poll: fingerprint,
        roll: row.roll.fingerprint,
        system,
        reference,
        outcomes,
      })
      const voted = Math.max(...questions.map(({ cast }) => cast.votes))
      const changed = await access.move(actor, scope, row, {
        event: 'record_official',
        version,
        set: {
          status: 'counted',
          frozen,
          fingerprint,
          count: { root, outcomes, voted, ballots: voted, countedAt: now },
        },
        detail: { root },
      })
      return movedOf(changed, now)
    },
  }
}

/** Figures that cannot be: more for an option than took part, more took part than there are. */
function refuseImpossible(row: PollRow, questions: OfficialRecord['questions']): void {
  const { setup } = row.draft
  const roll = row.roll ?? { votes: 0, area: 0 }
  const issue = (index: number, message: string): FieldIssue => ({ path: `body.questions.${index}`, message })
  const errors = setup.questions.flatMap((question, index): FieldIssue[] => {
    const entered = questions[index]
    if (entered?.options.length !== question.options.length) return [issue(index, '每个选项都要填')]
    const { cast, options } = entered
    if (cast.votes > roll.votes || cast.area > roll.area)
      return [issue(index, '参加的比名册上的还多，请核对')]
    const total = (of: 'votes' | 'area') => options.reduce((sum, option) => sum + option[of], 0)
    const isOver =
      options.some((option) => option.votes > cast.votes || option.area > cast.area) ||
      (question.method === 'single' && (total('votes') > cast.votes || total('area') > cast.area))
    return isOver ? [issue(index, '选项的票数比参加的还多，请核对')] : []
  })
  if (questions.length !== setup.questions.length) errors.push(issue(questions.length, '问题的个数对不上'))
  if (errors.length > 0) throw new AppError('validation_failed', { errors })
}
