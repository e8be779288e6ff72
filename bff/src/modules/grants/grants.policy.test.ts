import { appointedBy, type StaffRole } from '@linli/shared/grants/grants.rules'
import { staffRoles } from '@linli/shared/roles'
import {
  judgeGiving,
  judgeReading,
  judgeTaking,
  mayAppointAt,
  type JudgedPlace,
  type Standing,
} from './grants.policy'

const place = (
  id: string,
  kind: JudgedPlace['kind'],
  above: string[],
  communityId: string | null,
): JudgedPlace => ({
  ...{ id, kind, communityId },
  path: [...above, id],
})
const places = {
  district: place('district', 'district', [], null),
  street: place('street', 'street', ['district'], null),
  own: place('own', 'community', ['district', 'street'], 'own'),
  grid: place('grid', 'grid', ['district', 'street', 'own'], 'own'),
  other: place('other', 'community', ['district', 'street'], 'other'),
  elsewhere: place('elsewhere', 'community', ['district', 'street-2'], 'elsewhere'),
}
const holding = (role: StaffRole, nodeId: string): Standing => ({
  accountId: 'me',
  grants: [{ role, nodeId }],
})
const admin = holding('community_admin', 'own')
const street = holding('street_admin', 'street')
const operator = holding('district_operator', 'district')

it.each([
  ['admin', admin, 'own', ['community_staff', 'organisation_staff', 'community_admin']],
  ['admin', admin, 'grid', ['grid_worker']],
  ['admin', admin, 'other', []],
  ['admin', admin, 'street', []],
  ['street', street, 'street', ['street_admin']],
  ['street', street, 'other', ['community_admin', 'supervisor']],
  ['street', street, 'grid', []],
  ['street', street, 'elsewhere', []],
  ['operator', operator, 'district', ['district_operator']],
  ['operator', operator, 'street', ['street_admin']],
  ['operator', operator, 'elsewhere', ['community_admin', 'supervisor']],
  ['staff', holding('community_staff', 'own'), 'own', []],
  ['supervisor', holding('supervisor', 'own'), 'own', []],
] as const)('%s appoints at %s', (_, standing, at, roles) => {
  expect(mayAppointAt(standing, places[at])).toEqual(roles)
})

it('nobody appoints what is above the own role, and nobody supervised appoints the supervisor', () => {
  expect(appointedBy('community_admin')).not.toContain('supervisor')
  expect(appointedBy('community_admin')).not.toContain('street_admin')
  expect(appointedBy('street_admin')).not.toContain('district_operator')
  for (const role of staffRoles)
    if (!['community_admin', 'street_admin', 'district_operator'].includes(role))
      expect(appointedBy(role)).toEqual([])
})

it.each([
  [admin, 'own', true],
  [admin, 'grid', true],
  [admin, 'other', 'not_found'],
  [street, 'other', true],
  [street, 'elsewhere', 'not_found'],
  [holding('community_staff', 'own'), 'own', 'forbidden'],
  [holding('supervisor', 'own'), 'own', 'forbidden'],
] as const)('whoever appoints at or above a place reads its roles (%#)', (standing, at, answer) => {
  const judgement = judgeReading(standing, places[at])
  expect(judgement.allowed || judgement.code).toBe(answer)
})

it.each([
  ['a role it appoints', admin, 'grid_worker', 'grid', 'somebody', true],
  ['nobody yet known', admin, 'grid_worker', 'grid', null, true],
  ['to itself', admin, 'grid_worker', 'grid', 'me', 'forbidden'],
  ['a supervisor of its own', admin, 'supervisor', 'own', 'somebody', 'forbidden'],
  ['in another community', admin, 'community_staff', 'other', 'somebody', 'not_found'],
  ['a role of another kind of place', street, 'street_admin', 'own', 'somebody', 'forbidden'],
] as const)('giving: %s', (_, standing, role, at, to, answer) => {
  const judgement = judgeGiving(standing, role, places[at], to)
  expect(judgement.allowed || judgement.code).toBe(answer)
})

it('the own role may be laid down, another’s only where it could be given', () => {
  const of = (accountId: string, role: StaffRole) => ({ accountId, role })
  expect(judgeTaking(admin, of('me', 'community_admin'), places.own).allowed).toBe(true)
  expect(judgeTaking(admin, of('x', 'supervisor'), places.own).allowed).toBe(false)
  expect(judgeTaking(street, of('x', 'community_admin'), places.elsewhere).allowed).toBe(false)
})
