import { candidateWalks } from './candidate-walks'
import { matterWords } from './matter-words'
import { printKey } from './opinion-print'

const walks = (text: string, placeIds: readonly string[], count = 500) =>
  candidateWalks({ tokens: matterWords(text).tokens, placeIds }, () => count)

test('who names floor and stair is compared with all that was told of that floor in that building', () => {
  const [first] = walks('2单元5楼的声控灯不亮', ['b3', 'e1'])
  expect(first?.keys).toEqual(['2单元', '5楼'].map((token) => printKey(token, 'b3')))
})

test('a spot of the grounds is looked for in the whole estate, with the words of the matter', () => {
  const found = walks('东门的路灯灯罩要掉', ['b3', 'e1'])
  expect(found.every(({ keys }) => !keys.includes(printKey('@东门', 'b3')))).toBe(true)
  expect(found[0]?.keys).toContain(printKey('@东门', 'e1'))
})

test('however long a text is, there are few walks, and rare words are followed anywhere', () => {
  const long =
    '二单元五楼的楼道里堆着旧柜子和纸箱轮椅出不去，西门外面的垃圾桶好几天没清味道特别大，电梯按钮失灵'
  expect(walks(long, ['b3', 'e1'], 3).length).toBeLessThanOrEqual(20)
  expect(walks('旗杆歪了', [], 3).some(({ keys }) => keys.length === 1)).toBe(true)
  expect(candidateWalks({ tokens: ['旗杆'], placeIds: [] }, () => 0)).toEqual([])
})
