import { errorText } from '@linli/shared/errors.zh'
import type { BulkAct, BulkPreviewView, BulkResultView } from '@linli/shared/opinions/desk.schema'
import { staffStatusLabel, type OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import { opinionTitle } from '@linli/shared/opinions/opinions.rules'
import { isOutside, type Party } from '@linli/shared/opinions/parties'
import { withoutPrivateMarks } from '@linli/shared/opinions/public-text.rules'
import type { Actor } from '../../../platform/actor'
import { AppError } from '../../../platform/problem-error'
import { refuseMoved, refuseStatus } from '../../../platform/refusals'
import { createAssignments, labelsOf } from '../case-assignment'
import type { CaseParties } from '../case-parties'
import { createStaffActs, type JudgedCase, type StaffAction, type StaffActsDeps } from '../staff-acts'
import { urgencyStep } from './urgency'

export interface BulkService {
  /** Which cases the act would change now, and why the others stay; changes nothing. */
  preview(actor: Actor, body: { act: BulkAct; ids: readonly string[] }): Promise<{ items: BulkPreviewView[] }>
  /** The act on each case that allows it; one that does not takes none of the others with it. */
  run(
    actor: Actor,
    body: {
      act: BulkAct
      items: readonly { id: string; version: number; copyText?: string | undefined }[]
    },
  ): Promise<{ items: BulkResultView[] }>
}

export interface BulkDeps extends StaffActsDeps {
  readonly parties: CaseParties
}

const actionOf: Record<BulkAct['kind'], StaffAction> = {
  ...{ accept: 'accept', dispatch: 'dispatch', urgent: 'set_urgent', reply: 'reply' },
}
const UNSEEN = '看不到的办件'

/** One act on many cases. Each is judged and written as if it had been done alone. */
export function createBulkService(deps: BulkDeps): BulkService {
  const { parties, transitions } = deps
  const acts = createStaffActs(deps)
  const assignmentOf = createAssignments(deps)

  /** Who can be given cases is asked once for each community. */
  function offers(): (communityId: string) => Promise<Party[]> {
    const known = new Map<string, Promise<Party[]>>()
    return (communityId) => {
      const found = known.get(communityId) ?? parties.of(communityId)
      known.set(communityId, found)
      return found
    }
  }

  /** Judges the act on one case and answers how to do it; throws why it cannot be done. */
  async function plan(
    found: JudgedCase,
    act: BulkAct,
    { version, copyText }: { readonly version: number; readonly copyText?: string | undefined },
    offered: (communityId: string) => Promise<Party[]>,
  ): Promise<() => Promise<unknown>> {
    const { row, base, status } = found
    refuseMoved({ status, version: row.version }, version, base.allowedFrom)
    switch (act.kind) {
      case 'accept':
        return () => acts.happenTo(found, 'accept', { version, event: 'opinion.accepted', audited: {} })
      case 'reply':
        return () =>
          acts.happenTo(found, 'reply', {
            version,
            entry: { kind: 'reply', text: act.text, photoIds: [] },
            event: 'opinion.replied',
            audited: { photos: 0 },
          })
      case 'urgent': {
        const step = urgencyStep(found, act)
        return () => transitions.apply({ ...base, ...step, version })
      }
      case 'dispatch': {
        // Settled by the street: it does not go anywhere else in a heap of others.
        refuseStatus(status, row.handling?.final === true ? [] : base.allowedFrom)
        const { leadKey, instruction } = act
        const chosen = { leadKey, instruction, helpers: [], copyText, photoIds: [] }
        const assignment = await assignmentOf(found, chosen, false, await offered(row.communityId))
        return () =>
          acts.happenTo(
            found,
            'dispatch',
            {
              version,
              event: 'opinion.dispatched',
              audited: { lead: assignment.lead.key, helpers: 0 },
              trace: {
                party: labelsOf(assignment),
                ...(instruction === '' ? {} : { reason: instruction }),
              },
            },
            { assignment },
          )
      }
    }
  }

  async function copyFor({ row }: JudgedCase, act: BulkAct, offered: ReturnType<typeof offers>) {
    if (act.kind !== 'dispatch') return null
    const lead = (await offered(row.communityId)).find(({ key }) => key === act.leadKey)
    if (!lead || !isOutside(lead)) return null
    return row.handling?.copy.text || withoutPrivateMarks(row.text)
  }

  return {
    async preview(actor, { act, ids }) {
      const cases = await acts.casesFor(actor, actionOf[act.kind], [...new Set(ids)])
      const offered = offers()
      const items: BulkPreviewView[] = []
      for (const [id, found] of cases) {
        if (found instanceof AppError) {
          const copyText = null
          items.push({ ...unseen(id), reason: reasonOf(found), will: false, version: 0, copyText })
          continue
        }
        const copyText = await copyFor(found, act, offered)
        const { version } = found.row
        const proposed = { version, ...(copyText !== null && { copyText }) }
        const reason = await plan(found, act, proposed, offered).then(() => '', refusalOf)
        items.push({ ...seen(found), reason, will: reason === '', version, copyText })
      }
      return { items }
    },

    async run(actor, { act, items }) {
      const wanted = new Map(items.map((item) => [item.id, item]))
      const cases = await acts.casesFor(actor, actionOf[act.kind], [...wanted.keys()])
      const offered = offers()
      const results: BulkResultView[] = []
      for (const item of wanted.values()) {
        const found = cases.get(item.id)
        if (!found || found instanceof AppError) {
          results.push({ ...unseen(item.id), reason: reasonOf(found), done: false })
          continue
        }
        // What refuses is found before anything is written: the request's one transaction holds what was done.
        const step = await plan(found, act, item, offered).catch(refusalOf)
        if (typeof step === 'string') {
          results.push({ ...seen(found), reason: step, done: false })
          continue
        }
        await step()
        results.push({ ...seen(found), reason: '', done: true })
      }
      return { items: results }
    },
  }
}

const unseen = (id: string) => ({ id, number: '', title: UNSEEN })
const seen = ({ row }: JudgedCase) => ({ id: row._id, number: row.number, title: opinionTitle(row.text) })

/** What is no refusal is a fault, and goes on as one. */
function refusalOf(error: unknown): string {
  if (error instanceof AppError) return reasonOf(error)
  throw error
}

/** Why a case stays as it is, in one sentence. */
function reasonOf(error: AppError | undefined): string {
  const { code, details, errors } = error ?? new AppError('not_found')
  if (code === 'invalid_status') {
    const { current } = details as { current: OpinionStatus }
    return `现在是“${staffStatusLabel[current]}”，不能这样办`
  }
  if (code === 'version_conflict') return '别人刚改过，请刷新后再选'
  return errors?.[0]?.message ?? errorText[code]
}
