import { refusedCertificates } from './refused-certificates'
import { defaultServices, serviceGroups } from './services.catalogue'

test('the starting set holds the 32 items of the reference, each under a group that exists', () => {
  expect(new Set(defaultServices.map(({ code }) => code)).size).toBe(32)
  const groups = new Set<string>(serviceGroups.map(({ code }) => code))
  expect(defaultServices.filter(({ group }) => !groups.has(group))).toEqual([])
  expect(serviceGroups.filter(({ code }) => !defaultServices.some(({ group }) => group === code))).toEqual([])
})

test('the first list of certificates a committee must not issue has 20, each with an address', () => {
  expect(new Set(refusedCertificates.map(({ code }) => code)).size).toBe(20)
  expect(refusedCertificates.filter(({ advice }) => advice.length < 8)).toEqual([])
})

test('no item is offered under the name of a certificate that is refused', () => {
  const names = new Set(refusedCertificates.map(({ label }) => label))
  expect(defaultServices.filter(({ label }) => names.has(label))).toEqual([])
})

test('what is asked of the resident never contains what the office can check itself', () => {
  const asked = defaultServices.flatMap(({ materials }) =>
    materials.filter(({ need }) => need === 'required').map(({ name }) => name),
  )
  expect(asked.filter((name) => /低保|低收入/.test(name))).toEqual([])
})
