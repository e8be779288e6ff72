import type { Calendar } from '@linli/shared/calendar/workdays'
import { dayOf, type IsoDay } from '@linli/shared/time'
import { resultDueOn } from '@linli/shared/polls/deadlines.rules'
import { rulePacks, sourcesText } from '@linli/shared/polls/packs'
import { isPublished, pollPhase, pollPhaseLabel } from '@linli/shared/polls/polls.machine'
import type { DeskLineView } from '@linli/shared/polls/poll-papers.schema'
import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import type {
  FilingView,
  FindingView,
  ObjectionView,
  PollItemView,
  RollLineView,
} from '@linli/shared/polls/polls.parts.schema'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import type { FileView } from '@linli/shared/files/files.schema'
import type { OfficialView } from '@linli/shared/polls/official.schema'
import { frozenQuestions, plainRules, recordedRules } from '@linli/shared/polls/freezing.rules'
import {
  needsOfficialSystem,
  preparationOf,
  type PreparationFacts,
} from '@linli/shared/polls/preparation.rules'
import { refusalText, setupRefusals } from '@linli/shared/polls/setup.rules'
import { cityPackOf } from '@linli/shared/polls/city-packs'
import type { DoubtCounts } from './poll-doubts.repository'
import { factsOfRow, isToBeFiled } from './poll-facts'
import type { Doubt, PollRollRow } from './poll-roll.model'
import type { PollObjectionRow } from './poll-objection.model'
import type { FileRef } from '../../platform/files/file-ref'
import type { OfficialEntry, PollRow } from './poll.model'

/** Nobody votes here in a poll of the city's own system: its roll is out, and then its result is waited for. */
const officialLabel = (row: PollRow, now: Date): string | undefined =>
  now < row.opensAt ? undefined : now < row.closesAt ? '官方系统投票中' : '等登记结果'

export function presentItem(row: PollRow, now: Date): PollItemView {
  const phase = pollPhase(row, now)
  const isOfficial = needsOfficialSystem(row.draft.setup)
  const outside = isOfficial && phase === 'roll_published' ? officialLabel(row, now) : undefined
  return {
    id: row._id,
    title: row.draft.title,
    phase,
    phaseLabel: outside ?? pollPhaseLabel[phase],
    packLabel: rulePacks[row.draft.setup.packId].label,
    secrecy: row.draft.setup.secrecy,
    isOfficial,
    opensAt: row.opensAt.toISOString(),
    closesAt: row.closesAt.toISOString(),
  }
}

const rollOf = (row: PollRow) =>
  row.roll && {
    asOf: row.roll.asOf,
    publishedOn: row.roll.publishedOn,
    objectionsUntil: row.roll.objectionsUntil,
    rows: row.roll.rows,
    votes: row.roll.votes,
    area: row.roll.area,
    fingerprint: row.roll.fingerprint,
  }

/** The last day on which the result may be published where the city sets a term; null where none does, or it is out. */
export function resultDue(
  { draft, status, closesAt, official }: PollRow,
  calendar: Pick<Calendar, 'isWorkday'>,
): IsoDay | null {
  const city = rulePacks[draft.setup.packId].needsCity ? cityPackOf(draft.setup.cityId) : null
  if (city === null || (status !== 'sealing' && status !== 'counted')) return null
  return resultDueOn(official?.decidedOn ?? dayOf(closesAt), city, (day) => !calendar.isWorkday(day))
}

/** Counts leave by this function and `presentDesk` alone, and only once they are published or counted. */
function resultOf(row: PollRow, { awaited, doubts }: Around): PollView['result'] {
  const { count, publishedAt } = row
  if (!isPublished(row.status) || count === null || publishedAt === null) return null
  return {
    outcomes: count.outcomes as NonNullable<PollView['result']>['outcomes'],
    root: count.root,
    voted: count.voted,
    turnout: count.turnout ?? [],
    publishedAt: publishedAt.toISOString(),
    ...supervisionOf(row, awaited),
    official: officialOf(row),
    ...filingOf(row),
    ...(row.filing === undefined && isToBeFiled(row) && { awaitsFiling: true }),
    ...(doubts && doubts.said > 0 && { doubts: { said: doubts.said, upheld: doubts.upheld } }),
  }
}

interface Around {
  readonly awaited: readonly string[]
  readonly doubts: DoubtCounts | undefined
}

const filingOf = ({ filing }: PollRow): { filing?: FilingView } =>
  filing === undefined
    ? {}
    : { filing: { filedOn: filing.filedOn, reference: filing.reference, byName: filing.byName } }

const supervisionOf = ({ signatures, refusals = [] }: PollRow, awaited: readonly string[]) => ({
  signatures: signatures.map(({ name, at }) => ({ name, at: at.toISOString() })),
  declined: refusals.map(({ accountId, name, reason, at }) => ({
    ...{ name, reason, at: at.toISOString() },
    signedLater: signatures.some((signature) => signature.accountId === accountId),
  })),
  awaited: [...awaited],
})

const entryOf = ({ system, reference, decidedOn, questions, byName, at }: OfficialEntry) => ({
  ...{ system, reference, decidedOn, questions, byName, at: at.toISOString() },
})

const officialOf = ({ official }: PollRow): OfficialView | null =>
  official === undefined
    ? null
    : {
        ...entryOf(official),
        former: official.former.map((entry) => ({
          ...entryOf(entry),
          ...{ reason: entry.reason, correctedByName: entry.correctedByName },
          correctedAt: entry.correctedAt.toISOString(),
        })),
      }

export function presentPoll(
  row: PollRow,
  now: Date,
  { turnout, ...around }: Around & { turnout: PollView['turnout'] },
): PollView {
  const { setup } = row.draft
  const city = cityPackOf(setup.cityId)
  return {
    ...presentItem(row, now),
    about: row.draft.about,
    rules: [...plainRules(setup), ...recordedRules(setup, factsOfRow(row), dayOf(now))],
    sources: [sourcesText([...rulePacks[setup.packId].sources, ...(city ? [city.source] : [])])],
    electorate: setup.electorate,
    questions: (row.frozen?.questions ??
      frozenQuestions(setup, [], row.roll?.fingerprint)) as PollView['questions'],
    fingerprint: row.fingerprint,
    roll: rollOf(row),
    turnout,
    result: resultOf(row, around),
    cancelReason: row.cancelReason,
  }
}

export interface DeskFigures {
  readonly facts: PreparationFacts
  readonly resultDueOn: IsoDay | null
  readonly withoutVoter: number
  readonly turnout: PollDeskView['turnout']
  readonly closing: PollDeskView['closing']
  readonly doubts: DoubtCounts | undefined
  readonly awaited: readonly string[]
  readonly people: PollDeskView['people']
  readonly present: (ref: FileRef) => FileView
  readonly abilities: Readonly<Record<string, boolean>>
}

export function presentDesk(row: PollRow, now: Date, figures: DeskFigures): PollDeskView {
  const { setup } = row.draft
  const roll = rollOf(row)
  const official = officialOf(row)
  return {
    ...presentItem(row, now),
    version: row.version,
    draft: row.draft,
    people: figures.people,
    facts: factsOfRow(row),
    papers: row.papers,
    papersVoided: row.papersVoided ?? 0,
    refusals: setupRefusals(setup).map((refusal) => ({ path: refusal.path, text: refusalText(refusal) })),
    checklist: preparationOf(setup, figures.facts).map((item) => ({ ...item })),
    roll:
      roll && row.roll
        ? {
            ...roll,
            pending: row.roll.pending,
            ownerless: row.roll.ownerless,
            withoutVoter: figures.withoutVoter,
          }
        : null,
    openObjections: figures.facts.openObjections,
    turnout: figures.turnout,
    closing: figures.closing,
    resultDueOn: figures.resultDueOn,
    root: row.count?.root ?? null,
    outcomes: (row.count?.outcomes ?? []) as PollDeskView['outcomes'],
    notMe: figures.doubts?.said ?? 0,
    openNotMe: figures.doubts?.open ?? 0,
    ...supervisionOf(row, figures.awaited),
    official: official && { ...official, files: (row.official?.files ?? []).map(figures.present) },
    ...filingOf(row),
    abilities: { ...figures.abilities },
  }
}

/** One line of the masked roll that everybody of the community reads: nothing of whether or how it voted. */
export const presentLine = ({
  serial,
  label,
  votes,
  area,
  proxy,
}: Pick<PollRollRow, 'serial' | 'label' | 'votes' | 'area' | 'proxy'>): RollLineView => ({
  serial,
  label,
  votes,
  area,
  mandate: proxy?.holderLabel ?? null,
})

export const presentDeskLine = (
  row: Pick<PollRollRow, '_id' | 'serial' | 'label' | 'votes' | 'area' | 'proxy' | 'served'>,
): DeskLineView => ({ ...presentLine(row), rowId: row._id, served: row.served })

type MyRow = MyRowsView['rows'][number]

export function presentMyRow(
  row: PollRollRow,
  personId: string,
  names: ReadonlyMap<string, string>,
  by: {
    readonly isSecret: boolean
    readonly isGoing: boolean
    readonly isDoubtable: (row: PollRollRow) => boolean
  },
): MyRow {
  const { isSecret, isGoing, isDoubtable } = by
  const asProxy = !row.personIds.includes(personId)
  // Who has voted in person has taken the mandate back by that; how, is not told to whoever held it.
  const isTakenBack = asProxy && row.via !== null && row.via !== 'proxy'
  return {
    rowId: row._id,
    serial: row.serial,
    label: row.label,
    votes: row.votes,
    area: row.area,
    sharers: row.personIds.map((id) => ({ personId: id, name: names.get(id) ?? '', isMe: id === personId })),
    isVoter: isSecret ? row.voterId === personId : !isTakenBack,
    asProxy,
    mandate: asProxy ? null : (row.proxy?.holderLabel ?? null),
    mayTakeBack: isGoing && !asProxy && !row.sealed && row.proxy !== null && row.via !== 'proxy',
    voted: row.voted,
    suspended: row.dissentBy !== null,
    answers: isSecret || isTakenBack ? null : [...row.answers],
    changes: isSecret ? 0 : Math.max(0, row.casts.length - 1),
    mayDoubt: isDoubtable(row),
    doubt: asProxy ? null : doubtOf(row.notMe),
  }
}

const doubtOf = (doubt: PollRollRow['notMe']): MyRow['doubt'] =>
  doubt && { text: doubt.text, at: doubt.at.toISOString(), finding: presentFinding(doubt) }

export const presentFinding = ({ finding }: Pick<Doubt, 'finding'>): FindingView | null =>
  finding === undefined
    ? null
    : {
        ...{ upheld: finding.upheld, reason: finding.reason, at: finding.at.toISOString() },
        ...{ byName: finding.byName, annulled: finding.annulled },
      }

export const presentObjection = ({ _id, text, at, decision }: PollObjectionRow): ObjectionView => ({
  id: _id,
  text,
  at: at.toISOString(),
  decision: decision && {
    accepted: decision.accepted,
    reason: decision.reason,
    at: decision.at.toISOString(),
    byName: decision.byName,
  },
})
