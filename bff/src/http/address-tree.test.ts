import { createAddressTree } from './address-tree'

const tree = createAddressTree<string>()
for (const [method, path] of [
  ['GET', '/notices'],
  ['GET', '/notices/{id}'],
  ['GET', '/notices/disclosure'],
  ['POST', '/notices/{id}/read'],
  ['POST', '/notices/{noticeId}/visits/{roomId}'],
  ['GET', '/{any}/reach'],
] as const)
  tree.add(method, path, `${method} ${path}`)

test.each([
  ['GET', '/notices', 'GET /notices', {}],
  ['GET', '/notices/', 'GET /notices', {}],
  ['GET', '/notices/disclosure', 'GET /notices/disclosure', {}],
  ['GET', '/notices/ntc_1', 'GET /notices/{id}', { id: 'ntc_1' }],
  ['POST', '/notices/disclosure/read', 'POST /notices/{id}/read', { id: 'disclosure' }],
  ['POST', '/notices/a/visits/b', 'POST /notices/{noticeId}/visits/{roomId}', { noticeId: 'a', roomId: 'b' }],
  ['GET', '/opinions/reach', 'GET /{any}/reach', { any: 'opinions' }],
  ['GET', '/notices/%E9%82%BB', 'GET /notices/{id}', { id: '邻' }],
  ['GET', '/notices/..%2f..', 'GET /notices/{id}', { id: '../..' }],
  ['GET', '/notices/%E9', 'GET /notices/{id}', { id: '%E9' }],
])('%s %s is %s', (method, path, value, params) => {
  expect(tree.find(method, path)).toEqual({ value, params })
})

test.each([
  ['DELETE', '/notices/ntc_1', ['GET']],
  ['POST', '/notices/disclosure', ['GET']],
  ['GET', '/nothing', []],
  ['GET', '/notices//read', []],
  ['GET', '/notices/a/read/more', []],
  ['GET', '/', []],
])('nothing answers %s %s, which takes %j', (method, path, methods) => {
  expect(tree.find(method, path)).toEqual({ methods })
})

test('two handlers for one address do not start', () => {
  expect(() => tree.add('GET', '/notices/{other}', 'x')).toThrow('two handlers for GET /notices/{other}')
})

test('what an address names is no property of an object', () => {
  const strange = createAddressTree<string>()
  strange.add('GET', '/{a}', 'one')
  expect(strange.find('GET', '/__proto__')).toEqual({ value: 'one', params: { a: '__proto__' } })
})
