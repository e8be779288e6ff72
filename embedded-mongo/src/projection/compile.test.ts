import { canonical, errorCode, wire } from '../../test/canonical'
import type { Doc } from '../value/document'
import { compileProjection } from './compile'

const project = (spec: Doc, doc: Doc, filter: Doc = {}) =>
  compileProjection(wire(spec), { filter: wire(filter) })(wire(doc))

type Case = [spec: Doc, doc: Doc, expected: Doc, filter?: Doc]

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
  [{ a: { $slice: 1 } }, { _id: 1, a: [1, 2], b: 1 }, { _id: 1, a: [1], b: 1 }],
  [{ a: { $slice: -1 } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [2] }],
  [
    { a: { $slice: [1, 1] }, b: 1 },
    { _id: 1, a: [1, 2, 3], b: 1, c: 1 },
    { _id: 1, a: [2], b: 1 },
  ],
  [{ a: { $slice: [-2, 1] } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [2] }],
  [{ a: { $slice: 1 } }, { _id: 1, a: 5 }, { _id: 1, a: 5 }],
  [
    { a: { $elemMatch: { k: 2 } } },
    { _id: 1, a: [{ k: 1 }, { k: 2 }, { k: 2, x: 1 }] },
    { _id: 1, a: [{ k: 2 }] },
  ],
  [{ a: { $elemMatch: { $gt: 1 } } }, { _id: 1, a: [1, 3, 2] }, { _id: 1, a: [3] }],
  [{ a: { $elemMatch: { k: 9 } } }, { _id: 1, a: [{ k: 1 }] }, { _id: 1 }],
  [{ 'a.$': 1 }, { _id: 1, a: [1, 5, 6] }, { _id: 1, a: [5] }, { a: { $gt: 1 } }],
  [{ 'a.$': 1 }, { _id: 1, a: [{ k: 1 }, { k: 2 }], b: 1 }, { _id: 1, a: [{ k: 2 }] }, { 'a.k': 2 }],
  [{ b: { $add: ['$a', 1] } }, { _id: 1, a: 1, c: 1 }, { _id: 1, b: 2 }],
  [
    { a: 1, b: '$c' },
    { _id: 1, a: 1, c: 3 },
    { _id: 1, a: 1, b: 3 },
  ],
  [{ a: { $slice: ['$b', 1] } }, { _id: 1, b: [1, 2] }, { _id: 1, a: [1] }],
]

test.each(
  cases.map((one): [string, Case] => [`${JSON.stringify(one[0])} of ${JSON.stringify(one[1])}`, one]),
)('%s', (_title, [spec, doc, expected, filter]) => {
  expect(canonical(project(spec, doc, filter))).toBe(canonical(expected))
})

test.each<[number, Doc, Doc?]>([
  [31254, { a: 1, b: 0 }],
  [31253, { a: 0, b: 1 }],
  [31249, { a: 1, 'a.b': 1 }],
  [31249, { 'a.b': 1, a: 1 }],
  [31252, { a: 0, b: '$c' }],
  [51270, { a: {} }],
  [15998, { 'a..b': 1 }],
  [16410, { $a: 1 }],
  [31275, { 'a.b': { $elemMatch: { k: 1 } } }],
  [2, { a: { $elemMatch: 5 } }],
  [51246, { 'a.$': 1 }, { a: 9 }],
  [238, { a: { $meta: 'textScore' } }],
  [168, { a: { $foo: 1 } }],
])('code %i for %j', (code, spec, filter = {}) => {
  expect(errorCode(() => project(spec, { a: [1], b: 1 }, filter))).toBe(code)
})
