import { pollFingerprint, type FrozenPoll } from '@linli/shared/polls/board'
import type { Outcome } from '@linli/shared/polls/decision.rules'
import { fingerprintOf } from '@linli/shared/polls/fingerprints'
import { figureFaults, officialOutcomes } from '@linli/shared/polls/official.rules'
import { officialFigures } from '@linli/shared/polls/official.schema'
import * as z from 'zod/mini'
import { evidenceNames as names } from './evidence-files'
import { differs, isRead, rawOf, read, within, type EvidenceBundle } from './evidence-reading'

const officialFile = z.extend(officialFigures, {
  former: z.array(z.extend(officialFigures, { root: z.string() })),
})
type Figures = z.infer<typeof officialFigures>

interface Roll {
  readonly votes: number
  readonly area: number
  readonly fingerprint: string
}

/** What the city's own system has counted comes to, by the same rules, and the root that binds it to question and roll. */
export const officialResult = (poll: FrozenPoll, roll: Roll, record: Figures) => {
  const { system, reference, decidedOn, questions } = record
  const outcomes = officialOutcomes(poll.questions, roll, questions)
  const root = fingerprintOf({
    ...{ poll: pollFingerprint(poll), roll: roll.fingerprint, system, reference, decidedOn, outcomes },
  })
  return { outcomes, root, voted: Math.max(...questions.map(({ cast }) => cast.votes)) }
}

interface OfficialCheck {
  readonly outcomes: readonly Outcome[]
  readonly root: string
  readonly voted: number
  readonly faults: readonly (string | null)[]
}

/**
 * Judges the figures of `official.json` again, each correction's too, and lays what follows beside the published root;
 * null where this is no such poll.
 */
export function officialCheck(
  files: EvidenceBundle,
  poll: FrozenPoll | null,
  roll: Roll,
  published: string,
): OfficialCheck | null {
  if (!files.has(names.official)) return null
  const nothing = (fault: string): OfficialCheck => ({
    ...{ outcomes: [], root: '', voted: 0 },
    faults: [fault],
  })
  const part = read(files, names.official, officialFile)
  if (!isRead(part)) return nothing(part)
  if (poll === null) return nothing('poll.json：读不出来，没法判断 official.json')
  // As it stands in the file: a reader that trims would let through what the root was not made of.
  const { former, ...figures } = part.raw as z.infer<typeof officialFile>
  const contradictions = [figures, ...former].flatMap(({ questions }, at) =>
    figureFaults(poll.questions, roll, questions).map(
      ({ path, text }) => `official.json ${at === 0 ? '' : `former[${at - 1}].`}${path}：${text}`,
    ),
  )
  // Figures that cannot be are not judged.
  if (contradictions.length > 0) return { ...nothing(''), faults: contradictions }
  let judged: readonly ReturnType<typeof officialResult>[]
  try {
    judged = [figures, ...former].map((record) => officialResult(poll, roll, record))
  } catch {
    return nothing('poll.json：问题或规则不成立，没法判断 official.json')
  }
  const [{ outcomes, root, voted } = { outcomes: [], root: '', voted: 0 }, ...before] = judged
  const replaced = former.map((entry, at) =>
    differs(`official.json former[${at}] 的总指纹`, entry.root, before[at]?.root ?? ''),
  )
  const result = rawOf(files, names.result)
  const shown = isRead(result) ? (result.raw as { outcomes?: unknown } | null)?.outcomes : undefined
  return {
    ...{ outcomes, root, voted },
    faults: [
      within(
        'result.json 和 official.json 对不上：',
        'outcomes',
        shown,
        JSON.parse(JSON.stringify(outcomes)),
      ),
      differs('从 official.json 算出的总指纹和公布的不一样', root, published),
      ...replaced,
    ],
  }
}
