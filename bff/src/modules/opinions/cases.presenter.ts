import { opinionTitle } from '@linli/shared/opinions/opinions.rules'
import type { StaffOpinionItemView, StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { withoutPrivateMarks } from '@linli/shared/opinions/public-text.rules'
import { nameless } from './cases.parts'
import type { OpinionAct } from './opinion-parts.model'
import type { OpinionRow } from './opinion.model'
import { presentStaff, presentStaffItem } from './opinions.presenter'
import type { Presenting } from './presenting'

const UNTOLD = '不提供反映人信息'

/** What the community does among itself: whom the resident's words name, how it counts, whom it calls. */
const insideActs: readonly OpinionAct[] = ['recuse', 'callback', 'mark']

/** A line for whoever does not see the case itself: the checked copy or the category, and the building. */
export function presentPartyItem(row: OpinionRow, shown: Presenting): StaffOpinionItemView {
  const whole = presentStaffItem(row, shown)
  return {
    ...{ id: whole.id, number: whole.number, category: whole.category },
    title: opinionTitle(row.handling?.copy.text ?? row.category.label),
    placeLabel: row.place.publicLabel,
    ...{ status: whole.status, statusLabel: whole.statusLabel, submittedAt: whole.submittedAt },
    ...{ deadline: whole.deadline, ownerLabel: whole.ownerLabel, escalation: whole.escalation },
  }
}

/**
 * A case as an organisation sees it that leads it or helps (product §2.4): the checked copy, the building, what the
 * office asked for, the answers and the own notes. Originals, internal notes and what the resident wrote later stay
 * with the community; the masked name is shown where the resident agreed to exactly that. Every field is named: what
 * is added to a case stays inside until somebody decides that it may leave.
 */
export function presentForParty(
  row: OpinionRow,
  shown: Presenting,
  facts: {
    readonly knowsAuthor: boolean
    readonly abilities: StaffOpinionView['abilities']
    readonly accountId: string
    /** Under which it was given the case. */
    readonly partyKeys: readonly string[]
  },
): StaffOpinionView {
  const whole = presentStaff(row, shown, { ...facts, playsVideo: false })
  const own = new Set(
    [...row.entries, ...row.history]
      .filter(({ byAccountId }) => byAccountId === facts.accountId)
      .map(({ id }) => id),
  )
  const inside = new Set(row.history.flatMap(({ id, event }) => (insideActs.includes(event) ? [id] : [])))
  const copy = row.handling?.copy ?? { text: '', photos: [] }
  return {
    ...presentPartyItem(row, shown),
    communityId: row.communityId,
    version: row.version,
    text: copy.text,
    photos: copy.photos.map((ref) => nameless(ref, shown.present)),
    // Not even the masked name without the tick: it comes with the unit, and the place ends at the building.
    authorLabel: row.contactSharedAt === undefined ? UNTOLD : row.authorLabel,
    hideName: row.hideName,
    sharesContact: row.contactSharedAt !== undefined,
    filedBy: null,
    wantsPublic: false,
    ...{ board: null, publicPhotos: [], voice: null, video: null },
    callerChannel: null,
    gridLabel: '',
    point: null,
    timeline: whole.timeline
      .filter(({ id, kind }) => kind === 'reply' || (kind === 'event' && !inside.has(id)) || own.has(id))
      .map((entry) => ({
        ...entry,
        text: textFor(entry, own),
        photos: own.has(entry.id) ? entry.photos : [],
        before: own.has(entry.id) ? entry.before : [],
      })),
    rating: whole.rating === null ? null : { ...whole.rating, comment: '' },
    ...partsFor(row, whole, facts.partyKeys),
    ...{ callback: null, excluded: null, aboutPerson: false, mergedInto: null, mergedFrom: [] },
    returnCount: whole.returnCount,
    barredCount: 0,
    limited: true,
    abilities: whole.abilities,
  }
}

/**
 * Of what the office wrote to those it gave the case to, what was written to this one: another's instruction or task
 * may name the resident. Whoever leads knows what the helpers do (首接负责), and the time asked for since it leads.
 */
function partsFor(
  row: OpinionRow,
  { handling, hold, extension }: Pick<StaffOpinionView, 'handling' | 'hold' | 'extension'>,
  partyKeys: readonly string[],
): Pick<StaffOpinionView, 'handling' | 'hold' | 'extension'> {
  const leads = handling !== null && partyKeys.includes(handling.lead.key)
  const givenAt = row.history.findLast(({ event }) => event === 'dispatch' || event === 'adjudicate')?.at
  const ownTime = leads && row.extension !== undefined && givenAt !== undefined && row.extension.at >= givenAt
  return {
    handling: handling && {
      ...handling,
      instruction: leads ? handling.instruction : '',
      helpers: handling.helpers.map((helper) =>
        leads || partyKeys.includes(helper.party.key) ? helper : { ...helper, task: '' },
      ),
    },
    hold,
    extension: extension && (ownTime ? extension : { ...extension, reason: '', answer: '' }),
  }
}

/** What others said with an act (a rating, a refusal) may name people; the answers are what the resident was told. */
function textFor(
  { id, kind, text }: StaffOpinionView['timeline'][number],
  own: ReadonlySet<string>,
): string | null {
  if (text === null || own.has(id)) return text
  return kind === 'reply' ? withoutPrivateMarks(text) : null
}
