import type { ServiceView } from '@linli/shared/services/services.schema'
import {
  guideFaults,
  guideFaultsFrom,
  guideFormOf,
  guideInputOf,
  newGuide,
  nextQuestionId,
  wordsOf,
} from './guide-form'

const service: ServiceView = {
  ...{ code: 'elder-card', label: '老年优待证', group: 'elders', offered: true, version: 3 },
  ...{ words: ['老年证', '敬老卡'], materials: [{ name: '身份证', need: 'required' }] },
  limit: { unit: 'workdays', amount: 5, source: '老年人权益保障法', confirmed: true },
  ...{ acting: 'family', condition: '年满 60 周岁', fee: '不收费', desks: [] },
  limits: { person: 1, home: 0, homeDay: 2 },
  forms: [],
  questions: [
    { id: 'q2', kind: 'choice', label: '第一次还是补办', required: true, options: ['第一次', '补办'] },
  ],
}

test('a guide read and written unchanged is the same guide, with its version', () => {
  const input = guideInputOf(guideFormOf(service), 'c', service, ['fil_a'])
  expect(input).toMatchObject({
    version: 3,
    words: ['老年证', '敬老卡'],
    limit: service.limit,
    questions: service.questions,
    limits: service.limits,
    formIds: ['fil_a'],
  })
  expect(nextQuestionId(service.questions)).toBe('q3')
})

test('a limit that was changed is no longer said to stand in the law', () => {
  const changed = { ...guideFormOf(service), limitAmount: '7' }
  expect(guideInputOf(changed, 'c', service, []).limit).toMatchObject({ amount: 7, confirmed: false })
  expect(guideInputOf({ ...changed, limitUnit: '' }, 'c', service, []).limit).toBeNull()
})

test('everyday words are split however they were typed', () => {
  expect(wordsOf('老年证、敬老卡，优待证 ; 老年证')).toEqual(['老年证', '敬老卡', '优待证'])
  expect(wordsOf(' ')).toEqual([])
})

test('every wrong field is named, and the server’s issues land at theirs', () => {
  const faults = guideFaults({
    ...newGuide,
    fee: '',
    materials: [{ name: ' ', need: 'later' }],
    limitUnit: 'days',
    questions: [{ id: 'q1', kind: 'choice', label: '', required: true, options: '一' }],
  })
  expect(Object.keys(faults).sort()).toEqual([
    ...['fee', 'label', 'limitAmount', 'limitSource', 'materials.0', 'options.0', 'questions.0'],
  ])
  expect(
    guideFaultsFrom([
      { path: 'body.label', message: '社区不能开亲属关系证明' },
      { path: 'body.materials.2.name', message: '太长' },
      { path: 'body.limit.amount', message: '太长' },
      { path: 'body.questions.1.options', message: '至少写 2 个选项' },
    ]),
  ).toEqual({
    label: '社区不能开亲属关系证明',
    'materials.2': '太长',
    limitAmount: '太长',
    'options.1': '至少写 2 个选项',
  })
})
