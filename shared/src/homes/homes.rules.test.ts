import {
  codeIn,
  endByHead,
  endByLeaving,
  headsOf,
  isCode,
  mayInvite,
  plainCode,
  sees,
  spokenCode,
  type HouseholdMember,
} from './homes.rules'

const member = (
  personId: string,
  relation: HouseholdMember['relation'],
  more: Partial<HouseholdMember> = {},
): HouseholdMember => ({
  ...{ personId, relation, livesIn: true, adult: true, from: new Date('2020-01-01') },
  ...more,
})
const owner = member('owner', 'owner')
const landlord = member('landlord', 'owner', { livesIn: false })
const tenant = member('tenant', 'tenant')
const second = member('second', 'tenant', { from: new Date('2024-01-01') })
const family = member('family', 'family')
const child = member('child', 'family', { adult: false })
const carer = member('carer', 'carer')

const lived = [owner, family, child, carer]
const rented = [landlord, tenant, second, family, carer]
const lodged = [owner, family, tenant]

test.each([
  ['an owner’s home', lived, ['owner']],
  ['a let home: the landlord, and who has rented it for longest', rented, ['landlord', 'tenant']],
  ['a home with a lodger', lodged, ['owner']],
  ['a home nobody owns here', [family], []],
  [
    'a home whose only tenant is a child',
    [landlord, member('kid', 'tenant', { adult: false })],
    ['landlord'],
  ],
])('the heads of %s', (_, members, heads) => {
  expect(headsOf(members)).toEqual(heads)
})

test.each([
  ['an owner', owner, lived, ['family', 'tenant', 'carer']],
  ['family', family, lived, []],
  ['the head of a let home', tenant, rented, ['family', 'carer']],
  ['another tenant', second, rented, []],
  ['a lodger', tenant, lodged, []],
])('%s may invite', (_, self, members, relations) => {
  expect(mayInvite(self, members)).toEqual(relations)
})

test.each([
  ['an owner sees everybody who lives with them', owner, lived, ['owner', 'family', 'child', 'carer']],
  ['a landlord sees tenants, not their family', landlord, rented, ['landlord', 'tenant', 'second']],
  [
    'the head of a let home sees its people, not the landlord',
    tenant,
    rented,
    ['tenant', 'second', 'family', 'carer'],
  ],
  ['another tenant sees nobody else', second, rented, ['second']],
  ['a lodger sees nobody else', tenant, lodged, ['tenant']],
  ['family sees the own people, not the lodger', family, lodged, ['owner', 'family']],
  ['a carer sees the head', carer, lived, ['owner', 'carer']],
])('%s', (_, self, members, seen) => {
  expect(members.filter((other) => sees(self, other, members)).map(({ personId }) => personId)).toEqual(seen)
})

test.each([
  ['an owner, family', owner, family, lived, 'moved_out'],
  ['an owner, a carer', owner, carer, lived, 'care_ended'],
  ['a landlord, a tenant', landlord, tenant, rented, 'lease_ended'],
  ['a landlord, the tenant’s family', landlord, family, rented, null],
  ['a tenant, family', tenant, family, rented, 'moved_out'],
  ['a tenant, another tenant', tenant, second, rented, null],
  ['a tenant, the landlord', tenant, landlord, rented, null],
  [
    'an owner, another owner',
    owner,
    member('partner', 'owner'),
    [...lived, member('partner', 'owner')],
    null,
  ],
  ['an owner, themselves', owner, owner, lived, null],
  ['family, a carer', family, carer, lived, null],
])('%s', (_, self, other, members, reason) => {
  expect(endByHead(self, other, members)).toBe(reason)
})

test('whoever is no owner may leave', () => {
  expect([owner, tenant, family, carer].map(endByLeaving)).toEqual([
    ...[null, 'moved_out', 'moved_out', 'care_ended'],
  ])
})

test.each([
  ['7K3M9QX2', '7K3M9QX2'],
  ['7k3m 9qx2', '7K3M9QX2'],
  ['７Ｋ３Ｍ-９ＱＸ２', '7K3M9QX2'],
  ['https://linli.example/packages/space/bind?code=7K3M9QX2', '7K3M9QX2'],
  ['packages/space/bind?scene=7K3M9QX2', '7K3M9QX2'],
  ['7K3M9QX0', undefined],
  ['https://elsewhere.example/', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s carries the code %s', (scanned, code) => {
  expect(codeIn(scanned)).toBe(code)
})

test('a code is read out in fours and typed back', () => {
  expect(spokenCode('7K3M9QX2')).toBe('7K3M 9QX2')
  expect(isCode(plainCode(spokenCode('7K3M9QX2')))).toBe(true)
})
