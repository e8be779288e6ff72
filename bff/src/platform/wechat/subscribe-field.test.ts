import { fieldTypeOf, subscribeField } from './subscribe-field'

describe('texts cut for WeChat templates', () => {
  it.each([
    ['thing', '关于停水的通知', '关于停水的通知'],
    ['thing', '关于清源里小区3号楼二次供水水箱清洗消毒的通知', '关于清源里小区3号楼二次供水水箱清洗消…'],
    ['thing', '第一行\n第二行', '第一行 第二行'],
    ['thing', '   ', '—'],
    ['thing', '𠮷'.repeat(25), `${'𠮷'.repeat(19)}…`],
    ['phrase', '已经受理完成了', '已经受理完'],
    ['phrase', 'done', '无'],
    ['name', '欧阳王小明和他的一大家子人', '欧阳王小明和他的一大'],
    ['character_string', 'QH-20261123-0042', 'QH-20261123-0042'],
    ['character_string', '编号QH', 'QH'],
    ['number', '12 件', '12'],
    ['number', '', '0'],
    ['time', '2026年11月30日 18:00', '2026年11月30日 18:00'],
    ['phone_number', '021-5555 1234', '021-55551234'],
    ['letter', 'a1b2', 'ab'],
  ] as const)('%s %j becomes %j', (type, text, fitting) => {
    expect(subscribeField(type, text)).toBe(fitting)
  })

  it.each([
    ['thing1', 'thing'],
    ['character_string12', 'character_string'],
    ['thing', null],
    ['constructor1', null],
    ['picture1', null],
  ])('the field %s has the type %s', (name, type) => {
    expect(fieldTypeOf(name)).toBe(type)
  })
})
