import { canonical, errorCode, wire } from '../../test/canonical'
import type { Doc } from '../value/document'
import { compileProjection } from './compile'

const project = (spec: Doc, doc: Doc) => compileProjection(wire(spec))(wire(doc))

type Case = [spec: Doc, doc: Doc, expected: Doc]

const cases: Case[] = [
  [{}, { _id: 1, a: 1 }, { _id: 1, a: 1 }],
  [
    { b: 1, a: 1 },
    { _id: 1, a: 1, b: 2, c: 3 },
    { _id: 1, a: 1, b: 2 },
  ],
  [{ a: true, _id: 0 }, { _id: 1, a: 1, b: 2 }, { a: 1 }],
  [{ a: 0 }, { _id: 1, a: 1, b: 2 }, { _id: 1, b: 2 }],
  [{ _id: 0 }, { _id: 1, a: 1 }, { a: 1 }],
  [{ _id: 1 }, { _id: 1, a: 1 }, { _id: 1 }],
  [
    { a: 0, _id: 1 },
    { _id: 1, a: 1, b: 1 },
    { _id: 1, b: 1 },
  ],
  [{ a: 0, _id: 0 }, { _id: 1, a: 1, b: 1 }, { b: 1 }],
  [{ 'a.b': 1 }, { _id: 1, a: { b: 1, c: 2 } }, { _id: 1, a: { b: 1 } }],
  [{ a: { b: 1 } }, { _id: 1, a: { b: 1, c: 2 } }, { _id: 1, a: { b: 1 } }],
  [{ 'a.b': 1 }, { _id: 1, a: [{ b: 1 }, 5, [{ b: 2, c: 1 }]] }, { _id: 1, a: [{ b: 1 }, [{ b: 2 }]] }],
  [{ 'a.b': 0 }, { _id: 1, a: [{ b: 1, c: 1 }, 5] }, { _id: 1, a: [{ c: 1 }, 5] }],
  [{ 'a.b': 1 }, { _id: 1, a: 5 }, { _id: 1 }],
  [{ b: { $add: ['$a', 1] } }, { _id: 1, a: 1, c: 1 }, { _id: 1, b: 2 }],
  [
    { a: 1, b: '$c' },
    { _id: 1, a: 1, c: 3 },
    { _id: 1, a: 1, b: 3 },
  ],
]

test.each(
  cases.map((one): [string, Case] => [`${JSON.stringify(one[0])} of ${JSON.stringify(one[1])}`, one]),
)('%s', (_title, [spec, doc, expected]) => {
  expect(canonical(project(spec, doc))).toBe(canonical(expected))
})

test.each<[number, Doc]>([
  [31254, { a: 1, b: 0 }],
  [31253, { a: 0, b: 1 }],
  [31249, { a: 1, 'a.b': 1 }],
  [31249, { 'a.b': 1, a: 1 }],
  [31252, { a: 0, b: '$c' }],
  [51270, { a: {} }],
  [15998, { 'a..b': 1 }],
  [16410, { $a: 1 }],
  [238, { a: { $meta: 'textScore' } }],
  [168, { a: { $foo: 1 } }],
])('code %i for %j', (code, spec) => {
  expect(errorCode(() => project(spec, { a: [1], b: 1 }))).toBe(code)
})
