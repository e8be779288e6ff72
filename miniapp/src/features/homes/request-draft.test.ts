import { emptyRequest, requestFaults, requestOf } from './request-draft'

const empty = { ...emptyRequest, idTail: '' }
const filled = {
  ...empty,
  ...{ roomId: 'nod_1', roomLabel: '锦和苑 501', relation: 'tenant', name: ' 孙悦 ', adult: true },
}

test('keeps no digit of a paper on the device', () => {
  expect(Object.keys(emptyRequest)).not.toContain('idTail')
})

test('says every field that is missing at once', () => {
  expect(Object.keys(requestFaults(empty, 'self'))).toEqual(['roomId', 'relation', 'name', 'birthDate'])
  expect(Object.keys(requestFaults(empty, 'child'))).toEqual(['roomId', 'name', 'birthDate', 'basis'])
  expect(requestFaults(filled, 'self')).toEqual({})
  expect(requestFaults({ ...filled, idTail: '12' }, 'self')).toHaveProperty('idTail')
})

test('sends no birthday of an adult and nothing that was left empty', () => {
  expect(requestOf(filled, 'self', undefined)).toEqual({
    ...{ roomId: 'nod_1', subject: 'self', name: '孙悦', relation: 'tenant' },
  })
  expect(
    requestOf({ ...filled, adult: false, birthDate: '2010-01-01', idTail: '002X' }, 'self', 'fil_1'),
  ).toMatchObject({
    ...{ birthDate: '2010-01-01', idTail: '002X', proofId: 'fil_1' },
  })
})

test('a child is family, with what makes the sender its guardian', () => {
  const child = { ...filled, relation: '', birthDate: '2018-01-01', basis: 'parent' }
  expect(requestFaults(child, 'child')).toEqual({})
  expect(requestOf(child, 'child', undefined)).toMatchObject({ relation: 'family', basis: 'parent' })
})
