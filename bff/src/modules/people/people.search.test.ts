import { nameTokens, nameWays, readQuery } from './people.search'

const finds = (typed: string, name: string): boolean => {
  const tokens = nameTokens(name)
  return nameWays(typed).some((way) => way.every((token) => tokens.includes(token)))
}

test.each([
  ['周', '周玉兰', true],
  ['周玉', '周玉兰', true],
  ['玉兰', '周玉兰', true],
  ['周玉兰', '周玉兰', true],
  ['周兰', '周玉兰', false],
  ['兰', '周玉兰', false],
  ['zyl', '周玉兰', true],
  ['ZY', '周玉兰', true],
  ['yl', '周玉兰', true],
  ['zl', '周玉兰', false],
  // Read as a surname: 曾 is zēng, 单 is shàn.
  ['zx', '曾晓', true],
  ['sx', '单晓', true],
  ['欧阳', '欧阳兰', true],
  ['买买提·艾力', '买买提·艾力', true],
  ['买买提艾力', '买买提·艾力', true],
  ['提艾力', '买买提·艾力', true],
  ['smith', 'John Smith', true],
  ['john smith', 'John Smith', true],
  ['ly', '李一', true],
  ['li', '李一', false],
  ['', '李一', false],
  ['·', '李一', false],
])('%j finds %s: %s', (typed, name, expected) => {
  expect(finds(typed, name)).toBe(expected)
})

test('a name of three characters has seven tokens, so that an index of a million people stays small', () => {
  expect(nameTokens('周玉兰')).toHaveLength(7)
})

test.each([
  ['13800000001', ['phone']],
  ['138 0000 0001', ['phone']],
  ['0001', ['phone_tail', 'room']],
  ['501', ['room']],
  ['3-2-501', ['room']],
  ['锦和苑 3 号楼 501', ['room']],
  ['周', ['name']],
  ['zyl', ['name']],
  ['  ', []],
])('%j is read as %j', (typed, expected) => {
  expect(readQuery(typed).map((query) => query.by)).toEqual(expected)
})
