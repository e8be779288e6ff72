import { objectorTexts } from './objector-texts'

test('says who objects, at which door, and what the roll says of them', () => {
  const home = '锦和苑 3 号楼 2 单元 501'
  const rows = [{ serial: 12, label: '锦和苑 3 号楼 2 单元 周**' }]
  expect(objectorTexts([{ name: '周**', homes: [home], rows }])).toEqual([
    '周**，住址登记：锦和苑 3 号楼 2 单元 501。名册：第 12 号 锦和苑 3 号楼 2 单元 周**',
  ])
  expect(objectorTexts([{ name: '李*', homes: [], rows: [] }])).toEqual(['李*。名册上没有'])
  expect(objectorTexts([{ name: '李*', homes: [home], rows: [] }], false)).toEqual([`李*，住址登记：${home}`])
  expect(objectorTexts([])).toEqual(['提的人已经不在本社区'])
})
