import type { Actor, Grant } from '../src/platform/actor'
import type { Role } from '@linli/shared/roles'

/** Two communities of one street, as ids only: a test that needs the rows makes them. */
export const communityA = 'nod_testCommunityAAAAAAAA'
export const communityB = 'nod_testCommunityBBBBBBBB'
export const gridA1 = 'nod_testGridAAAAAAAAAAAA1'
export const streetNode = 'nod_testStreetAAAAAAAAAAA'
export const districtNode = 'nod_testDistrictAAAAAAAAA'
export const testTermsVersion = '2026-11'

const grant = (role: Role, nodeId: string, communityIds: readonly string[]): Grant => ({
  role,
  nodeId,
  communityIds,
})

const person = (name: string, communityId: string | null, grants: readonly Grant[]): Actor => ({
  accountId: `acc_testAccount${name}`,
  sessionId: `ses_testSession${name}`,
  personId: `per_testPersonX${name}`,
  communityId,
  grants,
  consentVersion: testTermsVersion,
})

/** One actor per role, and one of the other community where a leak would show. */
export const personas = {
  resident: person('ResidentA', communityA, [grant('resident', communityA, [communityA])]),
  verifiedResident: person('VerifiedA', communityA, [
    grant('resident', communityA, [communityA]),
    grant('verified_resident', communityA, [communityA]),
  ]),
  newcomer: { ...person('Newcomer', null, []), personId: null },
  withoutConsent: {
    ...person('Unasked', communityA, [grant('resident', communityA, [communityA])]),
    consentVersion: null,
  },
  gridWorker: person('GridWrkrA', communityA, [grant('grid_worker', gridA1, [communityA])]),
  staff: person('StaffA', communityA, [grant('community_staff', communityA, [communityA])]),
  admin: person('AdminA', communityA, [grant('community_admin', communityA, [communityA])]),
  organisation: person('PropertyA', communityA, [
    { ...grant('organisation_staff', communityA, [communityA]), organisation: '锦程物业' },
  ]),
  supervisor: person('SupervsrA', communityA, [grant('supervisor', communityA, [communityA])]),
  streetAdmin: person('StreetAdm', null, [grant('street_admin', streetNode, [communityA, communityB])]),
  operator: person('DistrictX', null, [grant('district_operator', districtNode, [communityA, communityB])]),
  residentB: person('ResidentB', communityB, [grant('resident', communityB, [communityB])]),
  staffB: person('StaffB', communityB, [grant('community_staff', communityB, [communityB])]),
  adminB: person('AdminB', communityB, [grant('community_admin', communityB, [communityB])]),
} as const satisfies Record<string, Actor>

export type Persona = keyof typeof personas
