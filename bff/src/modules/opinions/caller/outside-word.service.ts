import { organisationParty } from '@linli/shared/opinions/parties'
import { opinionStatuses } from '@linli/shared/opinions/opinions.machine'
import type { OutsideStatus } from '@linli/shared/opinions/outside.kinds'
import { systemActor, type Actor } from '../../../platform/actor'
import type { Clock } from '../../../platform/clock'
import { unlessFaster } from '../../../platform/refusals'
import { AppError } from '../../../platform/problem-error'
import type { UnitOfWork } from '../../../platform/unit-of-work'
import type { CaseParties } from '../case-parties'
import type { OpinionRow } from '../opinion.model'
import { currentStatus, effectsOf, type EffectContext } from '../opinions.effects'
import { eventScope, judge, judged } from '../opinions.policy'
import type { OpinionCalendars } from '../opinions.ports'
import type { OpinionSettingsSource } from '../opinions.settings'
import type { Step, Transitions } from '../opinions.transition'
import type { ExternalCasesRepository } from './external-cases.repository'
import { outsideEvents, type OutsideEvent } from './outside-word.rules'

export interface OutsideWord {
  readonly keyId: string
  readonly keyName: string
  /** The organisation of the community the key speaks for; null for a system that only files. */
  readonly organisation: string | null
  readonly status: OutsideStatus
  /** `已处理`. */
  readonly label: string
  readonly text: string
  /** Runs in the transaction of what the word does; when it throws nothing happens. */
  readonly beside: () => Promise<void>
}

/** What another system says of a case it was given or has filed. */
export interface OutsideWords {
  /** The names of the organisations a key of the community can speak for. */
  organisations(communityId: string): Promise<string[]>
  /**
   * Does to a case what its leading organisation says, and tells the resident as if its people had done it; what changes
   * nothing, and what a system says of a case it filed, is a note for staff alone. False when there is no case of that
   * number that the key has to do with.
   */
  say(communityId: string, number: string, word: OutsideWord): Promise<boolean>
}

/** When somebody changed the case meanwhile, the word is weighed again beside the new state. */
const MOST_LOOKS = 5
const reasons: Partial<Record<OutsideStatus, string>> = {
  refused: '不归我们办',
  transferred: '已转给别的单位',
}
const told: Record<OutsideEvent, string> = {
  sign: 'opinion.signed',
  start: 'opinion.started',
  reply: 'opinion.replied',
  hand_back: 'opinion.handed_back',
  hand_back_again: 'opinion.referred',
}

export function createOutsideWords(deps: {
  readonly external: Pick<ExternalCasesRepository, 'byNumbers'>
  readonly parties: Pick<CaseParties, 'of'>
  readonly transitions: Pick<Transitions, 'applyWithin'>
  readonly settings: OpinionSettingsSource
  readonly calendars: OpinionCalendars
  readonly uow: UnitOfWork
  readonly clock: Clock
}): OutsideWords {
  const { external, parties, transitions, settings, calendars, uow, clock } = deps

  /** The steps a word comes to, each from the row the one before has left. */
  async function stepsOf(row: OpinionRow, word: OutsideWord): Promise<((row: OpinionRow) => Step)[]> {
    const scope = eventScope(row.communityId)
    const actor = actorOf(row.communityId, word.organisation)
    const now = clock.now()
    const signature =
      word.organisation === null ? null : { name: word.organisation, role: 'organisation_staff' as const }
    const common = (of: OpinionRow) => ({
      ...{ actor, signature, scope, row: of, version: of.version, allowedFrom: opinionStatuses, now },
      audited: { key: word.keyId },
    })
    const own = await settings.of(row.communityId)
    const leads = row.handling !== undefined && judge(actor, 'sign', judged(row)).allowed
    const events = leads
      ? outsideEvents(word.status, {
          ...{ status: currentStatus(row, now), text: word.text, final: row.handling?.final === true },
          lastReturn: (row.returnCount ?? 0) + 1 >= own.mostReturns,
        })
      : []
    if (events.length === 0) {
      const text = `对方系统（${word.keyName}）：${word.label}${word.text === '' ? '' : `。${word.text}`}`
      return [
        (of) => ({
          ...{ ...common(of), act: 'note' as const, effects: { set: {} }, countsAsVersion: false },
          ...{ signature: null, entry: { kind: 'note' as const, text, photoIds: [] } },
        }),
      ]
    }
    const context: EffectContext = { now, calendar: await calendars.current(), settings: own }
    return events.map((event) => (of) => ({
      ...{ ...common(of), act: event, event: told[event], effects: effectsOf(event, of, context) },
      ...(event === 'reply' && { entry: { kind: 'reply' as const, text: word.text, photoIds: [] } }),
      trace: {
        party: word.organisation ?? '',
        ...(event.startsWith('hand_back') && {
          reason: [reasons[word.status], word.text].filter(Boolean).join('。'),
        }),
      },
    }))
  }

  return {
    async organisations(communityId) {
      const all = await parties.of(communityId)
      return all.flatMap(({ kind, label }) => (kind === 'organisation' ? [label] : []))
    },

    async say(communityId, number, word) {
      const scope = eventScope(communityId)
      for (let look = 0; look < MOST_LOOKS; look++) {
        const [row] = await external.byNumbers(scope, [number])
        if (!row || !isConcerned(row, word)) return false
        const steps = await stepsOf(row, word)
        const done = await uow
          .run(async () => {
            await word.beside()
            let current = row
            for (const step of steps) current = await transitions.applyWithin(step(current))
            return true
          })
          .catch(unlessFaster)
        if (done) return true
      }
      throw new AppError('version_conflict')
    },
  }
}

/** Acts with the rights of the people of the organisation, and signs as it. */
const actorOf = (communityId: string, organisation: string | null): Actor =>
  organisation === null
    ? systemActor
    : {
        ...systemActor,
        grants: [
          {
            ...{ role: 'organisation_staff', nodeId: communityId, communityIds: [communityId] },
            organisation,
          },
        ],
      }

/** It filed the case, or the case was given to its organisation, which is not named in it. */
function isConcerned(row: OpinionRow, { keyId, organisation }: OutsideWord): boolean {
  if (row.apiKeyId === keyId) return true
  if (organisation === null) return false
  const { key } = organisationParty(row.communityId, organisation)
  return (row.parties ?? []).includes(key) && row.barred?.includes(key) !== true
}
