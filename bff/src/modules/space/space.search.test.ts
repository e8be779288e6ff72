import { nodeTokens, readQuery } from './space.search'

const room = { kind: 'room', name: '501', label: '锦和苑 3 号楼 2 单元 501' } as const
const estate = { kind: 'estate', name: '锦和苑', label: '锦和苑' } as const

it('finds a room by any part of its number line that ends with its own number, and by nothing else', () => {
  expect(nodeTokens(room)).toEqual(['#501', '#2-501', '#3-501', '#3-2-501'])
})

it('finds a named place by its letters, pairs and pinyin initials', () => {
  expect(nodeTokens(estate)).toEqual(expect.arrayContaining(['苑', '锦和', '和苑', '~jh', '~hy']))
})

it.each([
  ['锦和苑3号楼501', [['锦和', '和苑']], '#3-501'],
  ['３－２－501', [], '#3-2-501'],
  ['3栋2单元', [], '#3-2'],
  [
    'jhy',
    [
      ['jh', 'hy'],
      ['~jh', '~hy'],
    ],
    null,
  ],
  [
    'jhy3-501室',
    [
      ['jh', 'hy'],
      ['~jh', '~hy'],
    ],
    '#3-501',
  ],
  ['A座501', [], '#a-501'],
  ['地下车库', [['地下', '下车', '车库']], null],
  ['？！', [], null],
])('reads %s', (typed, words, numbers) => {
  expect(readQuery(typed)).toEqual({ words, numbers })
})

it('a spelling people use meets the token of the room', () => {
  for (const typed of ['3-2-501', '3号楼2单元501', '3号楼501', '3幢-501室', '501']) {
    expect(nodeTokens(room)).toContain(readQuery(typed).numbers)
  }
})
