import { opinionStatuses, openStatuses } from '@linli/shared/opinions/opinions.machine'
import { organisationParty, staffKey } from '@linli/shared/opinions/parties'
import { communityA, communityB, gridA1, personas, type Persona } from '../../../test/personas'
import { systemActor, type Actor } from '../../platform/actor'
import {
  authorActions,
  caseActions,
  handlerActions,
  judge,
  knowsAuthor,
  moderatorActions,
  otherActions,
  staffReach,
  statusesFor,
  type JudgedOpinion,
  type OpinionAction,
} from './opinions.policy'

const opinion: JudgedOpinion = {
  communityId: communityA,
  authorAccountId: personas.verifiedResident.accountId,
  wantsPublic: true,
  onBoard: false,
  path: [communityA, gridA1],
}
const actions: readonly OpinionAction[] = [
  ...otherActions,
  ...authorActions,
  ...handlerActions,
  ...caseActions,
  ...moderatorActions,
]
const handling: readonly OpinionAction[] = [
  ...(['staff_read', ...handlerActions, 'ask_extension', 'respond', 'set_urgent'] as const),
]
const office: readonly OpinionAction[] = [
  ...(['dispatch', 'take', 'hold', 'resume', 'refer', 'merge', 'split', 'callback', 'recuse'] as const),
]
const allowedTo: Record<Persona, readonly OpinionAction[]> = {
  resident: ['submit'],
  verifiedResident: ['submit', 'read', ...authorActions],
  newcomer: [],
  withoutConsent: ['submit'],
  gridWorker: ['submit', ...handling],
  staff: ['submit', ...handling, ...office, ...moderatorActions],
  admin: ['submit', ...handling, ...office, ...moderatorActions, 'decide_extension', 'mark'],
  organisation: ['submit'],
  supervisor: ['submit'],
  streetAdmin: ['staff_read', 'adjudicate', 'decide_extension', 'mark'],
  operator: [],
  residentB: ['submit'],
  staffB: ['submit'],
  adminB: ['submit'],
}
const names = Object.keys(personas) as Persona[]

test.each(names.flatMap((name) => actions.map((action) => [name, action] as const)))(
  '%s: %s is allowed exactly as the table says',
  (name, action) => {
    expect(judge(personas[name], action, opinion).allowed).toBe(allowedTo[name].includes(action))
  },
)

test('what is allowed reaches the community of the case and no other', () => {
  for (const name of names) {
    for (const action of actions.filter((one) => one !== 'submit')) {
      const judgement = judge(personas[name], action, opinion)
      if (judgement.allowed) expect(judgement.scope.communityIds).toEqual([communityA])
    }
  }
})

test('who may not see a case is told that there is none; who sees it and may not act, that it is forbidden', () => {
  expect(judge(personas.staffB, 'accept', opinion)).toEqual({ allowed: false, code: 'not_found' })
  expect(judge(personas.resident, 'rate', opinion)).toEqual({ allowed: false, code: 'not_found' })
  expect(judge(personas.streetAdmin, 'accept', opinion)).toEqual({ allowed: false, code: 'forbidden' })
  expect(judge(personas.gridWorker, 'make_public', opinion)).toEqual({ allowed: false, code: 'forbidden' })
  expect(judge(null, 'submit')).toEqual({ allowed: false, code: 'unauthenticated' })
})

test('an organisation sees what it was given and nothing else, and does with it what its part asks for', () => {
  const key = organisationParty(communityA, '锦程物业').key
  const led = { ...opinion, lead: key, parties: [key] }
  const may = (there: JudgedOpinion) =>
    actions.filter((action) => judge(personas.organisation, action, there).allowed)
  const leading = [
    'submit',
    'staff_read',
    'start',
    'reply',
    'note',
    'sign',
    'hand_back',
    'ask_extension',
    'respond',
  ]
  expect(may(opinion)).toEqual(['submit'])
  expect(may(led).toSorted()).toEqual(leading.toSorted())
  expect(may({ ...led, lead: 'community', helpers: [key] }).toSorted()).toEqual(
    ['submit', 'staff_read', 'note', 'help_done'].toSorted(),
  )
  expect(judge(personas.organisation, 'staff_read', { ...led, communityId: communityB }).allowed).toBe(false)
  const other = { ...led, lead: 'x', parties: [organisationParty(communityA, '别家物业').key] }
  expect(may(other)).toEqual(['submit'])
})

test('the grid worker writes notes while somebody else leads; the office may always answer', () => {
  const led = { ...opinion, lead: 'organisation:x', parties: ['organisation:x'] }
  expect(judge(personas.gridWorker, 'reply', led).allowed).toBe(false)
  expect(judge(personas.gridWorker, 'note', led).allowed).toBe(true)
  expect(judge(personas.staff, 'reply', led).allowed).toBe(true)
  expect(judge(personas.staff, 'sign', led).allowed).toBe(false)
})

test('a case on the board may be read by anybody, also signed out', () => {
  for (const actor of [null, personas.residentB]) {
    expect(judge(actor, 'read', opinion).allowed).toBe(false)
    expect(judge(actor, 'read', { ...opinion, onBoard: true }).allowed).toBe(true)
  }
})

test('nobody publishes what its author did not offer', () => {
  const kept = { ...opinion, wantsPublic: false }
  for (const name of names) expect(judge(personas[name], 'make_public', kept).allowed).toBe(false)
  expect(judge(personas.staff, 'make_private', kept).allowed).toBe(true)
})

test('a grid worker reaches what lies in the grid, in the list as for one case', () => {
  const elsewhere = { ...opinion, path: [communityA] }
  for (const action of handling) expect(judge(personas.gridWorker, action, elsewhere).allowed).toBe(false)
  expect(staffReach(personas.gridWorker)).toMatchObject({ wholeIds: [], nodeIds: [gridA1] })
})

test('staff cannot rate, unless the case is their own', () => {
  for (const name of ['staff', 'admin', 'gridWorker', 'streetAdmin'] as const) {
    expect(judge(personas[name], 'rate', opinion).allowed).toBe(false)
  }
})

test('only time closes a case for want of a rating', () => {
  expect(judge(systemActor, 'lapse', opinion).allowed).toBe(true)
})

test('a hidden name is known inside the community and not above it', () => {
  const hidden = { ...opinion, hideName: true }
  expect(knowsAuthor(personas.staff, hidden)).toBe(true)
  expect(knowsAuthor(personas.gridWorker, hidden)).toBe(true)
  expect(knowsAuthor(personas.streetAdmin, hidden)).toBe(false)
  expect(knowsAuthor(personas.streetAdmin, { ...hidden, hideName: false })).toBe(true)
})

test('the reach of the workbench is the communities of the grants, or the one that is named', () => {
  expect(staffReach(personas.streetAdmin).scope.communityIds).toEqual([communityA, communityB])
  expect(staffReach(personas.streetAdmin, communityB).scope.communityIds).toEqual([communityB])
  const both: Actor = {
    ...personas.staffB,
    grants: [...personas.staffB.grants, ...personas.gridWorker.grants],
  }
  expect(staffReach(both)).toMatchObject({ wholeIds: [communityB], nodeIds: [gridA1] })
  expect(() => staffReach(personas.staff, communityB)).toThrow('not_found')
  expect(() => staffReach(personas.resident)).toThrow('forbidden')
})

test('statuses of an action are the machine’s, and named for what leaves the status alone', () => {
  expect(statusesFor('accept')).toEqual(['submitted', 'needs_info'])
  expect(statusesFor('request_info')).toEqual(['submitted', 'accepted', 'signed', 'in_progress', 'returned'])
  expect(statusesFor('reply')).toEqual([
    ...['accepted', 'dispatched', 'signed', 'in_progress', 'waiting', 'returned'],
  ])
  expect(statusesFor('withdraw')).toEqual(openStatuses)
  expect([...statusesFor('make_private')].sort()).toEqual([...opinionStatuses].sort())
  expect([...statusesFor('note')].sort()).toEqual([...opinionStatuses].sort())
  expect(statusesFor('make_public')).not.toContain('submitted')
  expect(statusesFor('make_public')).not.toContain('withdrawn')
})

test('who is named in a case does not know of it, whatever role they hold', () => {
  const named = (actor: Actor, key: string) =>
    [...handlerActions, ...caseActions, ...moderatorActions, 'staff_read' as const].map((action) => {
      const judgement = judge(actor, action, { ...opinion, parties: [key], barred: [key] })
      return judgement.allowed ? action : judgement.code
    })
  for (const who of ['staff', 'admin', 'gridWorker', 'streetAdmin'] as const)
    expect(new Set(named(personas[who], staffKey(personas[who].accountId)))).toEqual(new Set(['not_found']))
  const company = organisationParty(communityA, '锦程物业').key
  expect(new Set(named(personas.organisation, company))).toEqual(new Set(['not_found']))
  // A colleague of the one who is named goes on.
  expect(
    judge(personas.admin, 'accept', { ...opinion, barred: [staffKey(personas.staff.accountId)] }).allowed,
  ).toBe(true)
  // One's own complaint stays one's own.
  const own = {
    ...opinion,
    authorAccountId: personas.staff.accountId,
    barred: [staffKey(personas.staff.accountId)],
  }
  expect(judge(personas.staff, 'read', own).allowed).toBe(true)
})

test('name and phone are for whoever has the case, and only with the tick for exactly that', () => {
  const key = organisationParty(communityA, '锦程物业').key
  const led = { ...opinion, lead: key, parties: [key] }
  const may = (actor: Actor, there: JudgedOpinion) => judge(actor, 'read_contact', there).allowed
  expect(may(personas.organisation, led)).toBe(false)
  expect(may(personas.organisation, { ...led, sharesContact: true })).toBe(true)
  expect(may(personas.organisation, { ...opinion, sharesContact: true })).toBe(false)
})
