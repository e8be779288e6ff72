import { ALIKE, likeness, matterTokens, reasonText, SAME, type Compared } from './similarity.rules'

const said = (text: string, placeIds: string[] = [], groupCode: string | null = null): Compared => ({
  tokens: matterTokens(text),
  placeIds,
  groupCode,
})
const even = () => 1

test('the same text at the same place is the same matter', () => {
  const one = said('楼道堆了旧柜子和纸箱，轮椅过不去', ['b3', 'e1'], 'sanitation')
  expect(likeness(one, one, even)).toMatchObject({ score: 1, nearness: 'same-place' })
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

test('a near copy reaches the mark of one matter from another building too', () => {
  const one = said('地下车库B2层污水井冒水，臭味很大，已经两天')
  const copy = said('地下车库B2层污水井冒水，臭味很大，已经三天了')
  expect(likeness(one, copy, even).score).toBeGreaterThan(SAME)
})

test('the reason names the place and the rarest words they share', () => {
  const weight = (token: string) => (token === '旧柜' ? 3 : 1)
  const found = likeness(said('堆了旧柜子', ['b3']), said('旧柜子没人搬', ['b3']), weight)
  expect(reasonText(found)).toBe('同一个地方，都写到“旧柜”“柜子”')
})

test('a text of nothing but filling has nothing to compare', () => {
  expect(matterTokens('我们小区')).not.toContain('我们')
  expect(likeness(said(''), said('电梯坏了'), even).score).toBe(0)
})
