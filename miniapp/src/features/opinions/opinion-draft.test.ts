import {
  draftFaults,
  emptyDraft,
  faultsFrom,
  faultsOnLeaving,
  faultsOfStep,
  firstFaultyStep,
  submissionOf,
} from './opinion-draft'

const full = {
  ...emptyDraft,
  categoryCode: 'sanitation.corridor',
  text: ' 楼道堆了纸箱 ',
  placeId: 'nod_1',
  placeLabel: '锦和苑 3 号楼',
}

test('an empty draft names every missing field, each in its own step', () => {
  const faults = draftFaults(emptyDraft)
  expect(Object.keys(faults).sort()).toEqual(['categoryCode', 'placeId', 'text'])
  expect(Object.keys(faultsOfStep(faults, 1))).toEqual(['text'])
  expect(firstFaultyStep(faults)).toBe(0)
})

test('a full draft has no faults and is sent trimmed, without an empty detail', () => {
  expect(draftFaults(full)).toEqual({})
  expect(submissionOf(full, ['fil_1'])).toEqual({
    categoryCode: 'sanitation.corridor',
    text: '楼道堆了纸箱',
    photoIds: ['fil_1'],
    placeId: 'nod_1',
    hideName: true,
    wantsPublic: false,
    notifyMe: true,
  })
})

test('the server’s issues stand at their fields and lead to the first wrong step', () => {
  const faults = faultsFrom([
    { path: 'body.photoIds.2', message: '这张照片已经用过' },
    { path: 'body.placeId', message: '不在本社区' },
    { path: 'headers.x', message: '别的' },
  ])
  expect(faults).toEqual({ photoIds: '这张照片已经用过', placeId: '不在本社区' })
  expect(firstFaultyStep(faults)).toBe(1)
})

test('whoever is unsure of the category goes on to the text, and chooses before leaving it', () => {
  const unsure = { ...full, categoryCode: '' }
  expect(faultsOnLeaving({ ...unsure, step: 1 })).toEqual({ categoryCode: '请选一类，选不准就选最接近的' })
  expect(faultsOnLeaving({ ...full, step: 1 })).toEqual({})
  expect(faultsOnLeaving({ ...unsure, step: 2 })).toEqual({})
})

test('“urgent now” is sent only while the text still tells of danger', () => {
  const urgent = { ...full, urgentNow: true }
  expect(submissionOf({ ...urgent, text: '楼道里有煤气味' }, [])).toMatchObject({ urgentNow: true })
  expect(submissionOf(urgent, [])).not.toHaveProperty('urgentNow')
})

test('a grid without a spot asks for words, and both are sent with the one it is for', () => {
  const inGrid = { ...full, inGrid: true, forPersonId: 'per_1' }
  expect(Object.keys(draftFaults(inGrid))).toEqual(['placeDetail'])
  const spotted = { ...inGrid, point: [120.1, 30.2] as [number, number] }
  expect(draftFaults(spotted)).toEqual({})
  expect(submissionOf(spotted, [])).toMatchObject({ point: [120.1, 30.2], forPersonId: 'per_1' })
})
