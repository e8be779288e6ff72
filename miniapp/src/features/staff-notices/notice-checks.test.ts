import { checkNotice, mayPublish } from './notice-checks'
import { draftOf, isStorable, issuesByField, newForm } from './notice-form'

const now = new Date('2026-11-23T02:00:00Z')
const arrived = { busy: false, failed: 0 }
const full = {
  ...newForm('nod_1'),
  title: '11月28日停水检修',
  html: '<p>各位住户：请提前存水。</p>',
  facts: [
    { label: '时间', value: '09:00 至 16:00' },
    { label: '范围', value: '3 号楼' },
    { label: '联系人', value: '陈师傅', phone: '057100000000' },
  ],
}
const states = (form: typeof full, households: number | undefined = 412) =>
  Object.fromEntries(
    checkNotice({ form, households, files: arrived, now }).map(({ key, state }) => [key, state]),
  )

test('a complete notice may be published', () => {
  expect(mayPublish(checkNotice({ form: full, households: 412, files: arrived, now }))).toBe(true)
})

test.each([
  ['no title', { title: ' ' }, 'title', 'stop'],
  ['an empty text', { html: '<p></p>' }, 'text', 'stop'],
  ['an ID number', { html: '<p>33010619900101123X</p>' }, 'id-number', 'stop'],
  ['a mobile number', { html: '<p>打 13800000000</p>' }, 'mobile', 'warn'],
  ['disclosure without its class', { category: 'disclosure' as const }, 'disclosure', 'stop'],
  ['an end that has passed', { expiresAt: '2026-11-22T00:00:00.000Z' }, 'expiry', 'stop'],
])('%s is found', (_name, part, key, state) => {
  expect(states({ ...full, ...part })[key]).toBe(state)
})

test.each([
  ['is still on its way', { busy: true, failed: 0 }],
  ['did not arrive', { busy: false, failed: 1 }],
])('a notice is not published without an attachment that %s', (_, files) => {
  const checks = checkNotice({ form: full, households: 412, files, now })
  expect(mayPublish(checks)).toBe(false)
  expect(checks.filter(({ state }) => state === 'stop').map(({ text }) => text)).toEqual([
    expect.stringMatching(/^(有)?附件/),
  ])
})

test('an audience of nobody stops, one that is not counted yet does not', () => {
  expect(states(full, 0)['audience']).toBe('stop')
  expect(mayPublish(checkNotice({ form: full, households: undefined, files: arrived, now }))).toBe(true)
})

test('a longer row of digits is neither an ID number nor a phone', () => {
  const found = states({ ...full, html: '<p>账号 1234567890123456789012</p>' })
  expect([found['id-number'], found['mobile']]).toEqual(['fine', 'fine'])
})

test('a draft is sent without empty facts and without a class it does not need', () => {
  const draft = draftOf(
    { ...full, disclosureClass: 'funds', facts: [...full.facts, { label: '备注', value: ' ' }] },
    null,
    ['fil_1'],
  )
  expect(draft.facts).toHaveLength(3)
  expect(draft.disclosureClass).toBeNull()
  expect(draft.attachmentIds).toEqual(['fil_1'])
  expect(isStorable(newForm('nod_1'))).toBe(false)
})

test('issues of a list stand at the list', () => {
  expect(issuesByField([{ path: 'body.facts.1.value', message: '这里要填写' }])).toEqual({
    facts: '这里要填写',
  })
})
