import { dispatchFaults, emptyDispatch, needsCopy } from './dispatch-draft'

const parties = [
  { key: 'organisation:nod_a:锦程物业', kind: 'organisation' },
  { key: 'worker:acc_b', kind: 'worker' },
] as const
const [company, worker] = parties
const draft = emptyDispatch({ text: '灯坏了，打 13800000000 找我', handling: null })

test('a copy is asked for as soon as an organisation is among them, as lead or as helper', () => {
  expect(needsCopy(parties, { ...draft, leadKey: worker.key })).toBe(false)
  expect(needsCopy(parties, { ...draft, leadKey: company.key })).toBe(true)
  const helped = { ...draft, leadKey: worker.key, helpers: [{ key: company.key, task: '借车', days: 1 }] }
  expect(needsCopy(parties, helped)).toBe(true)
})

test('every field that is not right says so', () => {
  const helpers = [{ key: worker.key, task: ' ', days: 1 }]
  expect(dispatchFaults(parties, { ...draft, helpers })).toEqual({
    leadKey: '请选择由谁主办',
    'task-worker:acc_b': '请写明协办做什么',
  })
  expect(dispatchFaults(parties, { ...draft, leadKey: company.key, copyText: '打 13800000000' })).toEqual({
    copyText: '里面有电话、证件、车牌或门牌号，请先去掉',
  })
  expect(dispatchFaults(parties, { ...draft, leadKey: company.key })).toEqual({})
})
