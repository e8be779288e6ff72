import { eventually } from '../eventually'
import {
  ADMIN,
  RESIDENT,
  STAFF,
  asResident,
  asStaff,
  call,
  communityNamed,
  first,
  type Item,
  type Pages,
} from './stage'

interface Meeting extends Item {
  readonly status: string
  readonly version: number
  readonly coming: boolean | null
  readonly invited: boolean
}
const invitation = async (): Promise<Meeting> =>
  first(
    (await asResident<{ items: readonly Meeting[] }>('/meetings')).items.filter(({ invited }) => invited),
    'meeting the resident is invited to',
  )
const meetingNamed = async (title: string, filter = 'coming'): Promise<Meeting> =>
  first(
    (await asStaff<{ items: readonly Meeting[] }>(`/staff/meetings?filter=${filter}`)).items.filter(
      (meeting) => meeting.title === title,
    ),
    title,
  )
const PLANNED = '冬季消防安全通气会'
const MADE = '楼道照明碰头会'

/** A meeting whose doors stand open now, whatever the hour is. */
async function openedNow(): Promise<Meeting> {
  const made = await call<Meeting>(STAFF, 'POST', '/staff/meetings', {
    communityId: await communityNamed('青禾社区'),
    ...{ title: '门口签到', about: '', place: '议事厅', isPublic: true },
    startsAt: new Date(Date.now() + 600_000).toISOString(),
    endsAt: new Date(Date.now() + 4_200_000).toISOString(),
    items: [{ id: null, title: '门口的灯几点亮', topicId: null, pollId: null }],
    audience: { representatives: false, supporters: false, personIds: [] },
  })
  return call(STAFF, 'POST', `/staff/meetings/${made.id}/invite`, { version: made.version })
}

export const meetingPages: Pages = {
  'packages/council/meetings': {
    who: RESIDENT,
    address: () => '/packages/council/meetings',
    heading: /^议事会会议$/,
    words: /楼门口照明[\s\S]*请您答复[\s\S]*广场舞/,
    async act(page) {
      await page.press('开过的会')
      await page.untilText(/垃圾投放时间议事会[\s\S]*纪要已公布/)
    },
  },
  'packages/council/meeting': {
    who: RESIDENT,
    address: async () => `/packages/council/meeting?id=${(await invitation()).id}`,
    heading: /楼门口照明/,
    words: /地点[\s\S]*议事厅[\s\S]*议程[\s\S]*第 1 项/,
    async act(page) {
      const { id } = await invitation()
      await page.press('我参加')
      await eventually(
        () => asResident<Meeting>(`/meetings/${id}`),
        ({ coming }) => coming === true,
        'the answer',
      )
    },
  },
}

export const meetingDeskPages: Pages = {
  'packages/staff-council/meetings': {
    who: STAFF,
    address: () => '/packages/staff-council/meetings',
    heading: /^会议$/,
    words: /消防安全[\s\S]*筹备中/,
    async act(page, app) {
      await page.press(new RegExp(`^${PLANNED}`))
      const opened = await app.at('packages/staff-council/meeting')
      expect(opened.options['id']).toBe((await meetingNamed(PLANNED)).id)
    },
  },
  'packages/staff-council/meeting': {
    who: STAFF,
    address: async () => `/packages/staff-council/meeting?id=${(await meetingNamed(PLANNED)).id}`,
    heading: new RegExp(PLANNED),
    words: /时间[\s\S]*地点[\s\S]*谁能看[\s\S]*议程/,
    async act(page) {
      const { id } = await meetingNamed(PLANNED)
      await page.press('发出通知')
      await page.untilText('发出会议通知吗')
      await page.press('现在发出')
      await eventually(
        () => asStaff<Meeting>(`/staff/meetings/${id}`),
        ({ status }) => status === 'invited',
        'the announcement',
      )
    },
  },
  'packages/staff-council/meeting-edit': {
    who: STAFF,
    address: () => '/packages/staff-council/meeting-edit',
    heading: /^安排会议$/,
    words: /会议名称[\s\S]*议程[\s\S]*请谁来[\s\S]*谁能看/,
    async act(page) {
      await page.type('meeting-title', MADE)
      await page.type('meeting-place', '三号楼门厅')
      await page.type('item-0', '楼道的灯几点亮')
      await page.press('保存会议')
      await eventually(
        () => asStaff<{ items: readonly Meeting[] }>('/staff/meetings'),
        ({ items }) => items.some(({ title }) => title === MADE),
        'the meeting',
      )
    },
  },
  'packages/staff-council/figures': {
    who: ADMIN,
    address: () => '/packages/staff-council/figures',
    heading: /^议事规则$/,
    words: /议题要多少人支持[\s\S]*开会前几分钟可以签到/,
    async act(page) {
      await page.type('figure-doorMinutes', '45')
      await page.press('保存')
      const communityId = await communityNamed('青禾社区')
      await eventually(
        () =>
          call<{ figures: { doorMinutes: number } }>(
            ADMIN,
            'GET',
            `/staff/council-figures?communityId=${communityId}`,
          ),
        ({ figures }) => figures.doorMinutes === 45,
        'the figure',
      )
    },
  },
  'packages/staff-council/meeting-door': {
    who: STAFF,
    address: async () => `/packages/staff-council/meeting-door?id=${(await openedNow()).id}`,
    heading: /^门口签到码$/,
    words: /签到[\s\S]*\d{6}[\s\S]*已到/,
    async act(page) {
      const { id } = await meetingNamed('门口签到')
      const { doorCode } = await asStaff<{ doorCode: string }>(`/staff/meetings/${id}/door`)
      await call(RESIDENT, 'POST', `/meetings/${id}/attend`, { doorCode })
      await page.untilText(/已到 1 人/)
    },
  },
}
