import { caseFigurePages } from './case-figure-pages'
import { STAFF, asStaff, matterOf, listed, type Pages } from './stage'

export const caseAndNoticeDeskPages: Pages = {
  'packages/staff-cases/workbench': {
    who: STAFF,
    address: () => '/packages/staff-cases/workbench',
    heading: /^办件$/,
    words: /逾期/,
    async act(page, app) {
      const item = await listed('/staff/opinions?filter=mine')
      await page.press(/^我在办/)
      await page.until(
        () => app.phone.exchangesOf('GET', /filter=mine/).some(({ status }) => status === 200),
        'the own ones',
      )
      await page.settled()
      await page.press(item.title)
      const detail = await app.at('packages/staff-cases/detail')
      expect(detail.options.id).toBe(item.id)
    },
  },
  'packages/staff-cases/detail': {
    who: STAFF,
    address: async () =>
      `/packages/staff-cases/detail?id=${(await listed('/staff/opinions?filter=to-accept')).id}`,
    heading: /^办件$/,
    words: /反映人[\s\S]*办理经过/,
    async act(page) {
      await page.press('受理')
      await page.untilText('已受理，期限开始计算')
      expect(await asStaff(`/staff/opinions/${page.options.id}`)).toMatchObject({ status: 'accepted' })
    },
  },
  ...caseFigurePages,
  'packages/staff-notices/list': {
    who: STAFF,
    address: () => '/packages/staff-notices/list',
    heading: /^通知$/,
    words: /户已知晓/,
    async act(page, app) {
      const draft = await listed('/staff/notices?stage=draft')
      await page.press(/^草稿/, 'tab')
      await page.press(new RegExp(draft.title))
      const editor = await app.at('packages/staff-notices/editor')
      expect(editor.options.id).toBe(draft.id)
      expect(editor.byId('title')?.attr.value).toBe(draft.title)
    },
  },
  'packages/staff-notices/editor': {
    who: STAFF,
    address: async () =>
      `/packages/staff-notices/editor?id=${(await listed('/staff/notices?stage=draft')).id}`,
    heading: /^写通知$/,
    words: /停水停电[\s\S]*正文[\s\S]*下一步：发给谁/,
    async act(page) {
      await page.type('title', '改过题目的草稿')
      await page.untilText(/草稿，.*已保存/)
      expect(await asStaff(`/staff/notices/${page.options.id}`)).toMatchObject({ title: '改过题目的草稿' })
    },
  },
  'packages/staff-notices/reach': {
    who: STAFF,
    address: async () => `/packages/staff-notices/reach?id=${matterOf('confirm-notice').targetId}`,
    heading: /停水检修/,
    words: /送到 \d+ 户[\s\S]*按楼栋[\s\S]*没有注册/,
    async act(page) {
      const reach = () =>
        asStaff<{ totals: { told: number } }>(`/notices/${page.options.id}/reach`).then(
          ({ totals }) => totals.told,
        )
      const before = await reach()
      await page.press(/，已告知$/)
      await page.untilText('已记下上门告知')
      expect(await reach()).toBe(before + 1)
    },
  },
}
