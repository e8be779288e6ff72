import { copyFault, firstCopy } from './copy-draft'

test('a copy begins without numbers, and as what staff left of it where somebody has had the case', () => {
  expect(firstCopy({ text: '灯坏了，打 13800000000 找我', handling: null })).toBe(
    '灯坏了，打（号码已隐去）找我',
  )
})

test('an empty copy and one with a number or a door do not go out', () => {
  expect(copyFault('  ')).toBe('请写明给单位看的内容')
  expect(copyFault('打 13800000000')).toMatch(/电话/)
  expect(copyFault('3-2-501 的灯坏了')).toMatch(/门牌/)
  expect(copyFault('灯坏了')).toBeUndefined()
})
