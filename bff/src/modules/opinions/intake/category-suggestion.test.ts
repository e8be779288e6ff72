import { defaultCatalogue } from '@linli/shared/opinions/opinions.catalogue'
import { categoryLexicon } from './category-lexicon'
import { createCategorySuggester } from './category-suggestion'

const suggest = createCategorySuggester(categoryLexicon)

test.each([
  ['电动车推进电梯上楼充电，太危险了', 'traffic', 'traffic.ebike'],
  ['楼下广场舞音响开到晚上十点，吵得孩子写不了作业', 'noise', 'noise.dancing'],
  ['楼道里堆满了纸箱和旧柜子', 'sanitation', 'sanitation.corridor'],
  ['三单元的感应灯不亮，走路要摸黑', 'facilities', 'facilities.lights'],
  ['请问医保异地就医怎么报销', 'affairs', 'affairs.medical'],
  ['有人冒充公安让我妈转账', 'safety', 'safety.fraud'],
  ['物业把我家的个人信息泄露给装修公司了', 'safety', 'safety.personal-data'],
  ['工地半夜还在打桩', 'noise', 'noise.night-construction'],
  ['草丛里有一只死猫', 'sanitation', 'sanitation.carcass'],
  ['请问业主大会什么时候召集', 'self-governance', 'self-governance.assembly'],
])('%s', (text, groupCode, code) => {
  expect(suggest(text)).toMatchObject({ groupCode, code })
})

test('a suggestion shows the words it came from, as they stand in the text', () => {
  expect(suggest('半夜狗叫个不停，睡不着')?.words).toEqual(expect.arrayContaining(['睡不着']))
})

test('a text that says nothing gets no suggestion', () => {
  expect(suggest('你们看着办吧')).toBeNull()
})

test('every row of the lexicon names a row of the default catalogue', () => {
  const known = defaultCatalogue.flatMap((group) => [group.code, ...group.items.map(({ code }) => code)])
  expect(categoryLexicon.map(({ code }) => code).filter((code) => !known.includes(code))).toEqual([])
})
