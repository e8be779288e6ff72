import { emptyEntry, entryFaults, entryOf } from './entry-draft'

const full = {
  ...emptyEntry,
  ...{
    categoryCode: 'facilities.lights',
    text: ' 楼道灯不亮 ',
    placeId: 'nod_1',
    callerPhone: '13800000001',
  },
}

test('an empty form names every missing field at once; name and phone may stay empty', () => {
  expect(Object.keys(entryFaults(emptyEntry)).sort()).toEqual(['categoryCode', 'placeId', 'text'])
  expect(entryFaults({ ...full, callerPhone: '' })).toEqual({})
  expect(entryFaults({ ...full, callerPhone: '123' })).toHaveProperty('callerPhone')
})

test('what is sent is trimmed and leaves out what was not said', () => {
  expect(entryOf({ ...full, urgentNow: true })).toEqual({
    ...{
      channel: 'phone',
      categoryCode: 'facilities.lights',
      text: '楼道灯不亮',
      photoIds: [],
      placeId: 'nod_1',
    },
    ...{ callerPhone: '13800000001', hideName: true, wantsPublic: false },
  })
})
