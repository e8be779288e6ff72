import {
  privateMarksIn,
  privateMarksSentence,
  withoutPrivateMarks,
  type PrivateMarkKind,
} from './public-text.rules'

test.each<[string, PrivateMarkKind, string]>([
  ['请打13800000000找老周', 'number', '13800000000'],
  ['请打 138 0000 0000', 'number', '138 0000 0000'],
  ['座机0571-88000002没人接', 'number', '0571-88000002'],
  ['证件 11010119491231002X 交了', 'number', '11010119491231002X'],
  ['3-2-501 漏水', 'door', '3-2-501'],
  ['楼上602室半夜跑步', 'door', '602室'],
  ['2单元501一直不关门', 'door', '2单元501'],
  ['二单元五零一漏水', 'door', '二单元五零一'],
  ['３号楼２单元５０１', 'door', '２单元５０１'],
  ['住在一百弄，五零一室', 'door', '五零一室'],
  ['3号楼2单元5楼东户半夜跳绳', 'door', '2单元5楼东户'],
  ['3栋501', 'door', '501'],
  ['浙A12345挡住了门', 'plate', '浙A12345'],
  ['新能源浙AD12345', 'plate', '浙AD12345'],
  ['加我微信 zhou_yulan58', 'contact', '微信 zhou_yulan58'],
  ['发到 zhou@example.com', 'contact', 'zhou@example.com'],
])('%s', (text, kind, found) => {
  expect(privateMarksIn(text)).toMatchObject([{ kind, text: found }])
  expect(withoutPrivateMarks(text)).not.toContain(found)
})

test.each([
  '3 号楼 2 单元的楼道堆了纸箱',
  '停水从 8:30 到 17:00，2026 年 11 月起',
  '物业费每平方米 2.35 元，共 3 号楼 120 户',
  '楼道灯坏了 15 天',
  '2单元5楼的灯坏了',
  '一单元三层楼道有烟头',
  '老年活动室的三台空调',
  '3号楼2单元100多户都停水',
  '2 号楼 2024年装的电梯',
  'QH-20261123-0047',
  '057100000000',
])('says nothing private: %s', (text) => {
  expect(privateMarksIn(text)).toEqual([])
  expect(withoutPrivateMarks(text)).toBe(text)
})

test('one sentence names everything that has to go', () => {
  expect(privateMarksSentence('3-2-501 的电话 13800000000')).toBe(
    '公开的文字里有门牌号“3-2-501”、电话或证件号码“13800000000”，请先去掉',
  )
  expect(privateMarksSentence('楼道堆了纸箱')).toBeNull()
})

test.each([
  ['请打 13800000001 找我', '请打（号码已隐去）找我'],
  ['3号楼2单元501漏水', '3号楼（门牌已隐去）漏水'],
  ['3 号楼 2 单元 501 室漏水', '3 号楼（门牌已隐去）漏水'],
  ['三号楼二单元，五零一室漏水', '三号楼（门牌已隐去）漏水'],
  ['号码138 0000 0001', '号码（号码已隐去）'],
  ['卡号 6222020000000000000', '卡号（号码已隐去）'],
  ['浙A12345挡住了门', '（车牌已隐去）挡住了门'],
  ['加我微信 zhou_yulan58', '加我（联系方式已隐去）'],
  ['3 号楼 3-1-101 到 3-2-502 的楼道', '3 号楼（门牌已隐去）的楼道'],
  ['501室、502室和 503 室都漏', '（门牌已隐去）都漏'],
  ['3-2-501 漏水，打 13800000001', '（门牌已隐去）漏水，打（号码已隐去）'],
  ['3-2-501 漏水\n3-2-502 也漏', '（门牌已隐去）漏水\n（门牌已隐去）也漏'],
])('blots out what leads to a person: %s', (text, blotted) => {
  expect(withoutPrivateMarks(text)).toBe(blotted)
  expect(privateMarksIn(blotted)).toEqual([])
  expect(withoutPrivateMarks(blotted)).toBe(blotted)
})
