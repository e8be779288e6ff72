import { searchTokens, searchWays } from './notice-search'

const notice = {
  title: '11月28日锦和苑 3、4 号楼停水检修',
  summary: '09:00 至 16:00 停水，东门有送水车',
  text: '各位住户：地下生活水泵运行已满 8 年，联系 WiFi 维护',
}
const tokens = new Set(searchTokens(notice))
const finds = (query: string): boolean =>
  searchWays(query).some((way) => way.every((token) => tokens.has(token)))

test.each([
  ['停水', 'two characters of the title'],
  ['停水检修', 'a longer part of it'],
  ['锦和苑 停水', 'two words in any place'],
  ['送水车', 'the summary'],
  ['生活水泵', 'the text'],
  ['停', 'one character of the title'],
  ['tsjx', 'pinyin initials of the title'],
  ['TS', 'initials in capitals'],
  ['jhy', 'initials of another word'],
  ['wifi', 'a latin word, whatever its case'],
  ['２８日', 'full-width digits'],
])('%s is found: %s', (query) => expect(finds(query)).toBe(true))

test.each([
  ['停电', 'another word that shares a character'],
  ['水停', 'the characters in another order'],
  ['泵', 'one character that stands only in the text'],
  ['shsb', 'initials of the text, which nobody types'],
  ['停水 停电', 'one of two words missing'],
])('%s is not found: %s', (query) => expect(finds(query)).toBe(false))

test.each(['', '   ', '，。！', '🙂'])('%p searches for nothing', (query) => {
  expect(searchWays(query)).toEqual([])
})

it('bounds what a query costs and what a notice stores', () => {
  for (const way of searchWays('一二三四五六七八九十'.repeat(4))) expect(way.length).toBeLessThanOrEqual(20)
  const long = Array.from({ length: 50_000 }, (_, index) =>
    String.fromCodePoint(0x4e00 + (index % 20_000)),
  ).join('')
  expect(searchTokens({ title: '长', summary: '', text: long }).length).toBeLessThan(1_100)
})
