import type { GrantView } from '@linli/shared/grants/grants.schema'
import { grantName, placeText, roleText, sinceText, termText } from './grant-words'

const now = new Date('2026-11-26T02:00:00Z')
const grant = {
  name: '李敏',
  role: 'grid_worker',
  place: '第 2 网格',
  within: '青禾社区',
  organisation: null,
  from: '2026-03-01T01:00:00.000Z',
  lastDay: null,
  endedAt: null,
  endReason: null,
  grantedBy: '赵国强',
} as unknown as GrantView

it('a grant reads as one sentence', () => {
  expect(grantName(grant, now)).toBe('李敏，青禾社区第 2 网格的网格员，长期')
  expect(sinceText(grant, now)).toBe('3月1日起，赵国强授')
  expect(sinceText({ ...grant, grantedBy: null }, now)).toBe('3月1日起')
  expect(placeText({ place: '青禾社区', within: null })).toBe('青禾社区')
  expect(roleText({ role: 'organisation_staff', organisation: '锦程物业' })).toBe('协同单位（锦程物业）')
})

it('its end is a day ahead, or a day and why', () => {
  expect(termText({ ...grant, lastDay: '2026-12-31' }, now)).toBe('到 12月31日')
  expect(termText({ ...grant, lastDay: '2027-01-31' }, now)).toBe('到 2027年1月31日')
  expect(termText({ ...grant, endedAt: '2026-11-20T02:00:00.000Z', endReason: 'moved' }, now)).toBe(
    '11月20日调岗',
  )
})
