import { matterWords } from './matter-words'
import { ALIKE, likeness, reasonText, type Compared } from './similarity.rules'

const said = (text: string, placeIds: string[] = [], groupCode: string | null = null): Compared => ({
  ...matterWords(text),
  placeIds,
  groupCode,
})
const even = () => 1

test('the same text at the same place is the same matter', () => {
  const one = said('楼道堆了旧柜子和纸箱，轮椅过不去', ['b3', 'e1'], 'sanitation')
  expect(likeness(one, one, even)).toMatchObject({ nearness: 'same-place' })
  expect(likeness(one, one, even).score).toBeGreaterThan(1)
})

test('the same thing in other words is alike, another thing at the same place is not', () => {
  const one = said('3号楼2单元楼道里堆着旧柜子和纸箱，轮椅出不去', ['b3'], 'sanitation')
  const other = said('楼道堆了旧柜子、纸箱，坐轮椅的过不去', ['b3'], 'sanitation')
  const third = said('楼道的灯不亮，晚上看不见路', ['b3'], 'facilities')
  expect(likeness(one, other, even).score).toBeGreaterThan(ALIKE)
  expect(likeness(one, third, even).score).toBeLessThan(ALIKE)
})

test('a place alone makes nothing alike', () => {
  expect(likeness(said('电梯坏了', ['b3']), said('广场舞太吵', ['b3']), even).score).toBe(0)
})

test('a near copy is alike from another building of the estate too', () => {
  const one = said('地下车库B2层污水井冒水，臭味很大，已经两天', ['b3', 'e1'])
  const copy = said('地下车库B2层污水井冒水，臭味很大，已经三天了', ['b5', 'e1'])
  expect(likeness(one, copy, even).score).toBeGreaterThan(ALIKE)
})

test('the same lamp on another floor, stair or in another house is another lamp', () => {
  const one = said('2单元5楼楼道灯不亮', ['b3', 'e1'])
  const same = likeness(one, said('二单元五层的楼道灯不亮了', ['b3', 'e1']), even).score
  const others = [said('2单元12楼楼道灯不亮', ['b3', 'e1']), said('2单元5楼楼道灯不亮', ['b4', 'e1'])]
  for (const other of others) expect(likeness(one, other, even).score).toBeLessThan(same - 0.3)
})

test('what is told beside the matter hardly counts', () => {
  const one = said('东门的路灯不亮，老人进出不方便，希望早点修好')
  const other = said('健身器材的螺丝松了，老人进出不方便，希望早点修好')
  expect(likeness(one, other, even).score).toBeLessThan(ALIKE)
})

test.each([
  ['十二楼', '12楼'],
  ['二十三层', '23楼'],
  ['三栋', '3号楼'],
  ['十号楼', '10号楼'],
])('%s is read as %s', (text, token) => {
  expect(matterWords(`${text}电梯坏了`).tokens).toContain(token)
})

test('on the very same floor the same thing in other words is alike, another thing is not', () => {
  const one = said('2单元5楼窗户碎了', ['b3', 'e1'])
  const found = likeness(one, said('玻璃碎了，在二单元五层', ['b3', 'e1']), even)
  expect(found.score).toBeGreaterThan(ALIKE)
  expect(reasonText(found)).toMatch(/^同一处/)
  expect(likeness(one, said('2单元5楼大门坏了', ['b3', 'e1']), even).score).toBeLessThan(ALIKE)
})

test.each([
  ['反映一下一单元一楼那里，窗户碎了，什么时候能修好', '窗户'],
  ['玻璃裂了，在二单元三楼，怕出危险', '玻璃'],
  ['您好，2单元15楼有窗户漏风，影响休息', '漏风'],
])('of “%s” the clause beside the place tells the matter', (text, token) => {
  expect(matterWords(text).tokens).toContain(token)
})

test('the reason names the place and the rarest words they share', () => {
  const weight = (token: string) => (token === '旧柜' ? 3 : 1)
  const found = likeness(said('堆了旧柜子', ['b3']), said('旧柜子没人搬', ['b3']), weight)
  expect(reasonText(found)).toBe('同一个地方，都写到“旧柜”“柜子”')
})

test('a text of nothing but filling has nothing to compare', () => {
  expect(matterWords('我们小区').tokens).not.toContain('我们')
  expect(likeness(said(''), said('电梯坏了'), even).score).toBe(0)
})

test('the same thing at another spot of the grounds is another thing; the spot may be called otherwise', () => {
  const one = said('东门的路灯不亮了', ['b3', 'e1'])
  const same = likeness(one, said('路灯一直黑着，在东边大门', ['b5', 'e1']), even).score
  const whole = likeness(one, said('东边大门那里路灯不亮了', ['b5', 'e1']), even).score
  const other = likeness(one, said('桥头的路灯不亮了', ['b5', 'e1']), even).score
  expect(whole).toBeGreaterThan(other + 0.3)
  expect(same).toBeGreaterThan(ALIKE)
})
