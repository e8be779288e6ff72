import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { deskFaults, deskFaultsFrom, formOf, hoursText, inputOf, newDesk, weekOf } from './desk-form'

const form = { ...newDesk, name: ' 1 号窗口 ', place: '一楼', serviceCodes: ['elder-card'] }

test('what is typed and what is sent are the same desk, there and back', () => {
  const input = inputOf(form)
  expect(input.name).toBe('1 号窗口')
  expect(input.plan.weekly[1]).toEqual([
    { from: 540, to: 720 },
    { from: 840, to: 1020 },
  ])
  const desk: DeskView = {
    ...{ id: 'd', communityId: 'c', version: 1, active: true, outside: 0, ...input },
    ...{ kind: form.kind, mostHeads: null, mostVisits: null },
    ...{ release: { walkIn: null, elder: null }, check: null, needs: [], rooms: [] },
  }
  expect(inputOf(formOf(desk))).toEqual(input)
  expect(inputOf({ ...form, makeupAs: '' }).plan.makeupAs).toBeNull()
})

test('every wrong field is named, in its own sentence', () => {
  expect(deskFaults(form)).toEqual({})
  const faults = deskFaults({
    ...form,
    name: '',
    capacity: '2',
    walkIn: '3',
    leadMinutes: '一小时',
    weekly: form.weekly.map((hours, index) => (index === 1 ? [{ from: '12:00', to: '09:00' }] : hours)),
    special: [{ day: '2026-12-01', reason: '', hours: [] }],
  })
  expect(Object.keys(faults).sort()).toEqual(['leadMinutes', 'name', 'special.0', 'walkIn', 'weekly.1'])
  expect(faults['weekly.1']).toBe('结束要晚于开始')
})

test('two parts that overlap and a part without an end are refused, one after the other is not', () => {
  const monday = (...hours: { from: string; to: string }[]) =>
    deskFaults({ ...form, weekly: form.weekly.map((old, index) => (index === 1 ? hours : old)) })['weekly.1']
  expect(monday({ from: '09:00', to: '12:00' }, { from: '11:00', to: '13:00' })).toContain('重叠')
  expect(monday({ from: '09:00', to: '' })).toContain('填好')
  expect(monday({ from: '14:00', to: '17:00' }, { from: '09:00', to: '12:00' })).toBeUndefined()
})

test('the server’s issues land at their fields', () => {
  expect(
    deskFaultsFrom([
      { path: 'body.plan.weekly.3', message: '时间段要先后相接' },
      { path: 'body.plan.exceptions.0.reason', message: '请写原因' },
      { path: 'body.shares.capacity', message: '名额至少 1' },
      { path: 'body.name', message: '太长' },
    ]),
  ).toEqual({ 'weekly.3': '时间段要先后相接', 'special.0': '请写原因', capacity: '名额至少 1', name: '太长' })
})

test('what a booking takes of shared people and equipment is sent without what is not needed, and refused at its field', () => {
  const needs = { dsk_a: '2', dsk_b: '', dsk_c: '0' }
  expect(inputOf({ ...form, needs }).needs).toEqual([{ deskId: 'dsk_a', count: 2 }])
  expect(deskFaults({ ...form, needs: { dsk_a: '两个' } })).toEqual({ 'need.dsk_a': '请填整数' })
  const refused = [{ path: 'body.needs.0', message: '没有这么多人手或设备，请核对' }]
  expect(Object.keys(deskFaultsFrom(refused, inputOf({ ...form, needs })))).toEqual(['need.dsk_a'])
  expect(deskFaults({ ...form, kind: 'means', serviceCodes: [] })).toEqual({})
})

test('the preview counts the times of a week and what can be booked online', () => {
  expect(weekOf(form)).toEqual({ times: 60, seats: 180 })
  expect(weekOf({ ...form, bufferMinutes: '30' })).toEqual({ times: 30, seats: 90 })
  expect(weekOf({ ...form, lengthMinutes: '' })).toEqual({ times: 0, seats: 0 })
  expect(hoursText([])).toBe('不开')
  expect(hoursText(form.weekly[1] ?? [])).toBe('09:00 至 12:00，14:00 至 17:00')
})

test('several rooms are called differently, all of them or none, and a room that is called anew stays the same', () => {
  const room = { ...form, kind: 'room' as const, capacity: '3', walkIn: '0', elder: '0' }
  expect(deskFaults(room)).toEqual({})
  expect(inputOf(room).rooms).toEqual([])
  const named = { ...room, rooms: [{ id: 'rom_1', name: '201 室' }, { name: '' }, { name: '201 室' }] }
  expect(Object.keys(deskFaults(named)).sort()).toEqual(['room.1', 'room.2'])
  const whole = {
    ...room,
    rooms: [{ id: 'rom_1', name: ' 203 室 ' }, { name: '202 室' }, { name: '201 室' }],
  }
  expect(inputOf(whole).rooms).toEqual([
    { id: 'rom_1', name: '203 室' },
    { name: '202 室' },
    { name: '201 室' },
  ])
  expect(inputOf({ ...whole, capacity: '1' }).rooms).toEqual([])
  expect(inputOf({ ...whole, kind: 'counter' }).rooms).toEqual([])
  expect(deskFaultsFrom([{ path: 'body.rooms.2', message: '两间不能同名' }])).toEqual({
    'room.2': '两间不能同名',
  })
})
