import { refusedCertificates } from '@linli/shared/services/refused-certificates'
import { defaultServices } from '@linli/shared/services/services.catalogue'
import { found, refusedNamed } from './services.search'

const first = (query: string) => found(defaultServices, query)[0]?.code

test.each([
  ['老年证', 'elder-card'],
  ['我要办老年证', 'elder-card'],
  ['lnz', 'elder-card'],
  ['低保', 'minimum-living'],
  ['狗证', 'dog-licence'],
  ['外地看病', 'remote-treatment'],
  ['准生证', 'birth-registration'],
])('%s finds %s', (query, code) => {
  expect(first(query)).toBe(code)
})

test.each([
  ['单身证明', 'marriage'],
  ['无犯罪', 'no-record'],
  ['活着证明', 'alive'],
])('%s is answered with the address for %s', (query, code) => {
  expect(found(refusedCertificates, query)[0]?.code).toBe(code)
})

test('nothing asked is everything, in its own order; nonsense is nothing', () => {
  expect(found(defaultServices, ' ')).toEqual(defaultServices)
  expect(found(defaultServices, '火星移民')).toEqual([])
})

test.each([
  ['开亲属关系证明', 'kinship'],
  ['婚姻状况证明', 'marriage'],
  ['居住情况证明', undefined],
  ['老年优待证', undefined],
])('an item named %s would be the refused certificate %s', (label, code) => {
  expect(refusedNamed(refusedCertificates, label)?.code).toBe(code)
})
