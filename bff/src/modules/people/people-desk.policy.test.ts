import { peoplePermissions, type PeopleDeskAction } from '@linli/shared/people/people.permissions'
import { roles, type Role } from '@linli/shared/roles'
import { communityA, communityB, gridA1, personas } from '../../../test/personas'
import type { Actor } from '../../platform/actor'
import { judgeEntry, judgePerson, reachOf, reaches, showsTag, unmaskable } from './people-desk.policy'

const personaOf: Record<Role, Actor> = {
  resident: personas.resident,
  verified_resident: personas.verifiedResident,
  grid_worker: personas.gridWorker,
  community_staff: personas.staff,
  community_admin: personas.admin,
  organisation_staff: personas.organisation,
  supervisor: personas.supervisor,
  street_admin: personas.streetAdmin,
  district_operator: personas.operator,
}
const inGrid = { communityId: communityA, nodeIds: [communityA, gridA1, 'nod_room'] }
const elsewhere = { communityId: communityA, nodeIds: [communityA, 'nod_otherGrid', 'nod_room'] }
const foreign = { communityId: communityB, nodeIds: [communityB] }
const codeOf = (judgement: ReturnType<typeof judgePerson>) => (judgement.allowed ? 'allowed' : judgement.code)
const actions = Object.keys(peoplePermissions) as PeopleDeskAction[]

const office = new Set<PeopleDeskAction>(actions.filter((action) => action !== 'change_catalogue'))
const atTheDoor = new Set<PeopleDeskAction>(['read', 'enter', 'look_tags', 'unmask', 'read_catalogue'])

describe.each(roles)('%s', (role) => {
  const actor = personaOf[role]
  test.each(actions)('%s', (action) => {
    const answers = [inGrid, elsewhere, foreign].map((person) => codeOf(judgePerson(actor, action, person)))
    if (role === 'community_admin') expect(answers).toEqual(['allowed', 'allowed', 'not_found'])
    else if (role === 'community_staff') {
      const own = office.has(action) ? 'allowed' : 'forbidden'
      expect(answers).toEqual([own, own, 'not_found'])
    } else if (role === 'grid_worker') {
      expect(answers).toEqual([atTheDoor.has(action) ? 'allowed' : 'forbidden', 'not_found', 'not_found'])
    } else expect(answers).toEqual(['forbidden', 'forbidden', 'forbidden'])
  })
})

test('a street administrator counts people of the street and reads nobody', () => {
  const { scope, wholeIds } = reachOf(personas.streetAdmin, 'count')
  expect([scope.communityIds, wholeIds]).toEqual([
    [communityA, communityB],
    [communityA, communityB],
  ])
  expect(() => reachOf(personas.streetAdmin, 'read')).toThrow('forbidden')
})

test('a grid worker reaches homes of the own grid and nobody without one', () => {
  const reach = reachOf(personas.gridWorker, 'read')
  expect(reaches(reach, inGrid)).toBe(true)
  expect(reaches(reach, elsewhere)).toBe(false)
  expect(reaches(reach, { communityId: communityA, nodeIds: [] })).toBe(false)
})

test.each([
  ['staff', 'owner', [communityA, 'nod_x'], 'allowed'],
  ['gridWorker', 'tenant', [communityA, gridA1], 'allowed'],
  ['gridWorker', 'carer', [communityA, gridA1], 'allowed'],
  ['gridWorker', 'owner', [communityA, gridA1], 'forbidden'],
  ['gridWorker', 'tenant', [communityA, 'nod_otherGrid'], 'not_found'],
  ['staffB', 'tenant', [communityA, gridA1], 'not_found'],
  ['organisation', 'tenant', [communityA, gridA1], 'forbidden'],
] as const)('%s enters a %s: %#', (persona, relation, path, expected) => {
  expect(codeOf(judgeEntry(personas[persona], { communityId: communityA, path }, relation))).toBe(expected)
})

test('the office may read everything in full, a grid worker what it takes to call, others nothing', () => {
  expect(unmaskable(personas.staff, elsewhere)).toEqual(['name', 'phone', 'id_number', 'birth_date'])
  expect(unmaskable(personas.gridWorker, inGrid)).toEqual(['name', 'phone'])
  expect(unmaskable(personas.gridWorker, elsewhere)).toEqual([])
  expect(unmaskable(personas.supervisor, inGrid)).toEqual([])
  expect(unmaskable(personas.staffB, inGrid)).toEqual([])
})

test('a mark is shown to the roles it is kept for, in their own community', () => {
  const tag = {
    ...{ code: 'subsistence', label: '低保', purpose: '落实救助政策', sources: ['official' as const] },
    ...{ retentionDays: 30, holdsDays: 365, sensitive: true, audience: false },
    visibleTo: ['community_staff', 'community_admin'] as const,
  }
  expect(showsTag(personas.staff, communityA, tag)).toBe(true)
  expect(showsTag(personas.gridWorker, communityA, tag)).toBe(false)
  expect(showsTag(personas.staffB, communityA, tag)).toBe(false)
})
